"""Slow statements, as the console shows them: those of the orders' source among them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from uuid import uuid4

import httpx
import pytest

from served import MINE, TRACK, Served, serving

URL = "/api/v1/console/slow-queries"
PATIENCE_S = 20.0


@pytest.fixture(scope="module")
def slow(demo: dict[str, str]) -> Iterator[Served]:
    """To this worker everything above a millisecond is slow."""
    with serving({**demo, "REGIE_SLOW_SQL_MS": "1"}) as served:
        yield served


@pytest.fixture(scope="module")
def client(slow: Served) -> Iterator[httpx.Client]:
    with slow.signed_in() as client:
        deadline = time.monotonic() + PATIENCE_S
        while not shapes(client, cause=TRACK) and time.monotonic() < deadline:
            for _ in range(10):  # questions that nobody has asked, so that they are read
                client.post(TRACK, json={**MINE, "name": f"Personne {uuid4().hex}"})
            time.sleep(0.2)
        yield client


def shapes(client: httpx.Client, **wanted: str | int) -> list[dict]:
    return client.get(URL, params=wanted).json()["shapes"]


def test_a_slow_statement_is_shown_with_the_route_that_asked_for_it(client: httpx.Client) -> None:
    (shape, *_) = shapes(client, cause=TRACK)
    assert (TRACK in shape["causes"], shape["max_ms"] >= shape["p95_ms"] >= 1) == (True, True)


def test_nothing_of_what_was_asked_is_shown(client: httpx.Client) -> None:
    shown = client.get(f"{URL}/statements").text
    assert not [word for word in ("CL-401372", "RAMI") if word in shown]


def test_one_shape_is_shown_statement_by_statement(client: httpx.Client) -> None:
    (shape, *_) = shapes(client, cause=TRACK)
    wanted = {"digest": shape["digest"], "cause": TRACK}
    told = client.get(f"{URL}/statements", params=wanted).json()["statements"]
    assert {(each["digest"], each["cause"]) for each in told} == {(shape["digest"], TRACK)}


def test_a_page_says_where_the_next_one_begins(client: httpx.Client) -> None:
    first = client.get(f"{URL}/statements", params={"limit": 1}).json()
    following = client.get(f"{URL}/statements", params={"limit": 1, "before": first["next"]}).json()
    times = [each["at"] for each in first["statements"] + following["statements"]]
    assert times == sorted(times, reverse=True)


@pytest.mark.parametrize("wanted", [{"database": "nowhere"}, {"least_ms": 80_000_000}])
def test_what_matches_nothing_shows_nothing(client: httpx.Client, wanted: dict) -> None:
    assert shapes(client, **wanted) == []


def test_it_says_from_when_on_a_statement_is_slow(client: httpx.Client) -> None:
    assert client.get(URL).json()["threshold_ms"] == 1
