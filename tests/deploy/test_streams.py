"""Events arrive when they happen."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from .backend import Gates
from .conftest import StartNginx

pytestmark = pytest.mark.nginx

EVENTS = "/api/v1/trial/events"
LIVE = "/api/v1/trial/live"
STREAM = {"Accept": "text/event-stream"}


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


def test_a_live_event_arrives_before_the_next_one_is_made(
    visitor: httpx.Client, gates: Gates
) -> None:
    gates.second_event.clear()
    with visitor.stream("GET", LIVE, headers=STREAM) as answer:
        lines = answer.iter_lines()
        assert "event: first" in lines
        gates.second_event.set()
        assert "event: second" in lines


def test_live_events_may_not_be_kept_or_changed_on_the_way(
    visitor: httpx.Client, gates: Gates
) -> None:
    gates.second_event.set()
    assert visitor.get(LIVE, headers=STREAM).headers["cache-control"] == "no-store, no-transform"


def test_where_a_proxy_withholds_streams_answers_pass(
    servers: list[int], start_nginx: StartNginx, gates: Gates
) -> None:
    def withhold(text: str) -> str:
        return text.replace(
            "proxy_http_version 1.1;",
            "proxy_http_version 1.1; proxy_ignore_headers X-Accel-Buffering;",
        )

    gates.second_event.clear()
    with start_nginx(servers, edit=withhold).visitor() as client:
        with (
            pytest.raises(httpx.ReadTimeout),
            client.stream("GET", LIVE, headers=STREAM, timeout=1) as answer,
        ):
            list(answer.iter_lines())
        assert [event["event"] for event in client.get(LIVE).json()["events"]] == ["first"]
    gates.second_event.set()
