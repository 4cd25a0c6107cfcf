"""What lasts ends with the session that opened it, and with a change of its rights."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

import httpx
import pytest

from regie.core.access import Grant

from .conftest import Served, running
from .known import KnownPeople, guarded_app

SOON_S = 5.0
READER = {"Authorization": "Bearer reader"}
STREAM = "/api/v1/trial/stream"


@pytest.fixture
def people() -> KnownPeople:
    return KnownPeople()


@pytest.fixture
def served(people: KnownPeople) -> Iterator[Served]:
    with running(guarded_app(people)) as served:
        yield served


def lasts_s(served: Served, happens: Callable[[], None], path: str = STREAM) -> float:
    """How long it goes on after that, `SOON_S` at most."""
    with (
        httpx.Client(base_url=served.url, headers=READER, timeout=SOON_S) as client,
        client.stream("GET", path) as answer,
    ):
        assert answer.status_code == 200
        begun = time.monotonic()
        happens()
        try:
            for _ in answer.iter_raw():
                pass
        except httpx.ReadTimeout:
            return SOON_S
    return time.monotonic() - begun


@pytest.mark.parametrize(
    "change",
    [
        lambda people: people.end(7),
        lambda people: people.change("reader", reaches={}),
        lambda people: people.change("reader", grants=(Grant("director"),)),
        lambda people: people.change("reader", must=("set_factor",)),
    ],
    ids=["its session is over", "its right is gone", "its role changed", "it must do something"],
)
def test_a_stream_ends_when_its_reader_would_not_be_let_through_as_before(
    served: Served, people: KnownPeople, change: Callable[[KnownPeople], None]
) -> None:
    people.people = {"reader": people.people["reader"]}
    assert lasts_s(served, lambda: change(people)) < SOON_S


def test_a_stream_goes_on_for_who_was_let_through(served: Served) -> None:
    assert lasts_s(served, lambda: None) == SOON_S


def test_a_stream_outlasts_a_moment_in_which_nobody_can_tell(
    served: Served, people: KnownPeople
) -> None:
    def away() -> None:
        people.away = True

    assert lasts_s(served, away) == SOON_S


def test_a_poll_ends_too(served: Served, people: KnownPeople) -> None:
    people.people = {"reader": people.people["reader"]}
    ending = threading.Timer(0.3, people.end, [7])
    ending.start()
    with served.client(**READER) as client:
        begun = time.monotonic()
        client.get("/api/v1/trial/poll")
    ending.join()
    assert time.monotonic() - begun < SOON_S
