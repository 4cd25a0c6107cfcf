"""The cache, as the console shows it and works it."""

from __future__ import annotations

import time
from collections.abc import Callable

import httpx
import pytest

URL = "/api/v1/console/cache"
PATIENCE_S = 10.0


def seen_when(client: httpx.Client, holds: Callable[[dict], bool]) -> dict:
    """Reports are laid down every two seconds."""
    deadline = time.monotonic() + PATIENCE_S
    while not holds(told := client.get(URL).json()) and time.monotonic() < deadline:
        time.sleep(0.1)
    return told


def test_it_shows_every_process(client: httpx.Client) -> None:
    """At least this one: a worker that other tests have just stopped is told of for a while."""
    told = seen_when(client, lambda told: told["processes"] >= 1)
    assert (told["enabled"], told["processes"] >= 1) == (True, True)


@pytest.mark.parametrize("asked", [{"prefix": "orders.track"}, {"tag": "order:1"}])
def test_it_is_cleared_in_part(client: httpx.Client, asked: dict[str, str]) -> None:
    assert client.post(f"{URL}/clear", json=asked).json() == {"told": True}


@pytest.mark.parametrize("asked", [{}, {"prefix": None, "tag": None}])
def test_of_nothing_in_particular_nothing_is_cleared(
    client: httpx.Client, asked: dict[str, None]
) -> None:
    answer = client.post(f"{URL}/clear", json=asked)
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "missing")


def test_it_is_emptied(client: httpx.Client) -> None:
    assert client.post(f"{URL}/empty").json() == {"told": True}


@pytest.mark.parametrize("enabled", [False, True])
def test_it_is_switched_off_and_on_in_all_processes(client: httpx.Client, enabled: bool) -> None:
    assert client.post(f"{URL}/switch", json={"enabled": enabled}).json() == {"told": True}
    assert seen_when(client, lambda told: told["enabled"] is enabled)["enabled"] is enabled
