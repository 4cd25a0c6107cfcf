"""Events arrive when they happen."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from .backend import Gates

pytestmark = pytest.mark.nginx

EVENTS = "/api/v1/trial/events"


def next_event(lines: Iterator[str]) -> str:
    return next(line for line in lines if line)


@pytest.mark.parametrize("accept", ["identity", "gzip, br, zstd"])
def test_an_event_arrives_before_the_next_one_is_made(
    visitor: httpx.Client, gates: Gates, accept: str
) -> None:
    gates.second_event.clear()
    with visitor.stream("GET", EVENTS, headers={"Accept-Encoding": accept}) as answer:
        lines = answer.iter_lines()
        assert next_event(lines) == "data: first"
        gates.second_event.set()
        assert next_event(lines) == "data: second"


def test_a_stream_is_not_compressed(visitor: httpx.Client, gates: Gates) -> None:
    gates.second_event.set()
    answer = visitor.get(EVENTS, headers={"Accept-Encoding": "gzip"})
    assert "content-encoding" not in answer.headers


def test_a_stream_is_never_kept(visitor: httpx.Client, gates: Gates) -> None:
    gates.second_event.set()
    assert visitor.get(EVENTS).headers["cache-control"] == "no-cache, no-store"
