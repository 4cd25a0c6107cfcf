"""Streams and polls on a real server: what a browser, or whatever is before it, may rely on."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from .conftest import FAST_ENOUGH_S, Served
from .live import live

Block = dict[str, str]


@dataclass
class Stream:
    answer: httpx.Response

    def __post_init__(self) -> None:
        self._lines = self.answer.iter_lines()

    def block(self) -> Block:
        """The fields up to the next empty line."""
        found: Block = {}
        for line in self._lines:
            if not line:
                return found
            name, _, value = line.partition(":")
            found[name] = value.strip()
        raise EOFError

    def event(self) -> Block:
        """The next block that is an event."""
        while "event" not in (block := self.block()):
            pass
        return block

    def rest(self) -> list[str]:
        return list(self._lines)


Open = Callable[..., Stream]


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    with live() as served:
        yield served


@pytest.fixture
def client(served: Served) -> Iterator[httpx.Client]:
    with served.client() as client:
        yield client


@pytest.fixture
def opened(client: httpx.Client) -> Iterator[Open]:
    with ExitStack() as stack:

        def start(path: str = "stream", after: str | None = None, **params: Any) -> Stream:
            headers = {} if after is None else {"Last-Event-ID": after}
            answer = client.stream("GET", f"/api/v1/live/{path}", params=params, headers=headers)
            return Stream(stack.enter_context(answer))

        yield start


def tell(client: httpx.Client, **params: Any) -> None:
    client.get("/api/v1/live/tell", params=params).raise_for_status()


def poll(client: httpx.Client, **params: Any) -> dict[str, Any]:
    return client.get("/api/v1/live/poll", params=params).raise_for_status().json()


def test_a_stream_says_that_it_is_one_and_that_nothing_may_touch_it(opened: Open) -> None:
    headers = opened().answer.headers
    said = [headers[name] for name in ("content-type", "cache-control", "x-accel-buffering")]
    assert said == ["text/event-stream; charset=utf-8", "no-store, no-transform", "no"]


def test_a_stream_is_not_compressed(client: httpx.Client) -> None:
    asked = {"Accept-Encoding": "gzip, br, zstd"}
    with client.stream("GET", "/api/v1/live/stream", headers=asked) as answer:
        assert "content-encoding" not in answer.headers


def test_the_first_bytes_come_before_anything_has_happened(opened: Open) -> None:
    assert opened().block().keys() == {"retry", "id"}


def test_an_event_is_told_with_its_topic(opened: Open, client: httpx.Client) -> None:
    stream = opened()
    stream.block()
    tell(client, first=7)
    told = stream.event()
    assert (told["event"], json.loads(told["data"])) == (
        "step",
        {"topic": "jobs.1", "data": {"n": 7, "x": ""}},
    )


def test_a_quiet_stream_gives_signs_of_life_with_the_newest_position(
    opened: Open, client: httpx.Client
) -> None:
    stream = opened(heartbeat_s=0.02, topic="quiet")
    begun = stream.block()["id"]
    tell(client)
    while (position := stream.block()["id"]) == begun:
        pass
    tell(client, first=2)
    again = opened(after=position)
    assert json.loads(again.event()["data"])["data"]["n"] == 2


def test_a_stream_without_positions_gives_signs_of_life_too(opened: Open) -> None:
    assert opened("own").block().keys() == {"retry", ""}


def test_a_client_goes_on_after_the_id_that_it_saw_last(opened: Open, client: httpx.Client) -> None:
    stream = opened()
    stream.block()
    tell(client, first=1, count=3)
    seen = stream.event()["id"]
    again = opened(after=seen)
    assert [json.loads(again.event()["data"])["data"]["n"] for _ in range(2)] == [2, 3]


def test_the_position_may_stand_in_the_address(opened: Open, client: httpx.Client) -> None:
    position = poll(client, wait_s=0)["last"]
    tell(client, first=5)
    with client.stream("GET", "/api/v1/live/stream", params={"after": position}) as answer:
        assert json.loads(Stream(answer).event()["data"])["data"]["n"] == 5


def test_an_unknown_position_is_answered_with_a_reset(opened: Open) -> None:
    assert opened(after="long-ago").event()["event"] == "reset"


def test_an_unknown_position_cannot_write_into_the_stream(client: httpx.Client) -> None:
    evil = "x\nevent: evil\ndata: 1\n\n"
    with client.stream("GET", "/api/v1/live/stream", params={"after": evil}) as answer:
        assert Stream(answer).event()["event"] == "reset"


def test_a_stream_ends_with_what_it_tells(opened: Open) -> None:
    stream = opened("own")
    assert stream.event()["id"] == "1"
    assert [line for line in stream.rest() if line and not line.startswith("retry: ")] == []


def test_a_stream_whose_lifetime_is_over_says_when_to_come_back(opened: Open) -> None:
    stream = opened(lifetime_s=0.05)
    assert [line.partition(":")[0] for line in stream.rest()][-2:] == ["retry", ""]


def test_a_stream_that_breaks_is_not_taken_for_one_that_ended(opened: Open) -> None:
    stream = opened("own", fails=True)
    stream.event()
    with pytest.raises(httpx.RemoteProtocolError):
        stream.rest()


def test_a_head_request_gets_no_stream(client: httpx.Client) -> None:
    assert client.head("/api/v1/live/stream").headers["content-type"].startswith("text/event")


def test_whoever_leaves_is_forgotten() -> None:
    with live() as served, served.client() as client:
        with client.stream("GET", "/api/v1/live/stream") as answer:
            stream = Stream(answer)
            stream.block()
            assert client.get("/api/v1/live/readers").json() == 1
        while client.get("/api/v1/live/readers").json():
            pass


def test_one_client_has_so_many_streams_and_no_more() -> None:
    with live(max_streams_of_one=2) as strict, ExitStack() as stack:
        client = stack.enter_context(strict.client())
        for _ in range(2):
            stack.enter_context(client.stream("GET", "/api/v1/live/stream"))
        refused = client.get("/api/v1/live/stream")
        assert (refused.status_code, refused.headers["retry-after"]) == (503, "1")


def test_a_refused_stream_leaves_no_subscription() -> None:
    with live(max_streams=0) as strict, strict.client() as client:
        client.get("/api/v1/live/stream")
        assert client.get("/api/v1/live/readers").json() == 0


@pytest.mark.parametrize("reads", [True, False], ids=["who reads", "who does not"])
def test_the_process_ends_though_streams_are_open(reads: bool) -> None:
    with ExitStack() as stack, live() as served:  # which ends in a tenth of its grace, or fails
        client = stack.enter_context(served.client())
        stream = stack.enter_context(_raw_stream(served))
        if not reads:
            for _ in range(80):  # more than the kernel keeps for it, less at once than is a reset
                tell(client, count=15, size=7_000)
        served.server.should_exit = True
        if reads:
            assert b"retry: " in _all_of(stream).rpartition(b"id: ")[2]


@contextmanager
def _raw_stream(served: Served) -> Iterator[socket.socket]:
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.settimeout(FAST_ENOUGH_S)
        connection.connect((served.host, served.port))
        connection.sendall(b"GET /api/v1/live/stream HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert b"200" in connection.recv(64)
        yield connection


def _all_of(connection: socket.socket) -> bytes:
    received = b""
    while b"\r\n0\r\n\r\n" not in received:
        received += connection.recv(65536)
    return received


def test_a_stream_that_ends_by_itself_is_finished_when_the_process_ends_the_others() -> None:
    with ExitStack() as stack, live() as served:
        client = stack.enter_context(served.client())
        endless, answer = (
            Stream(stack.enter_context(client.stream("GET", f"/api/v1/live/{path}")))
            for path in ("stream", "answer")
        )
        assert answer.event()["event"] == "begun"
        served.server.should_exit = True
        endless.rest()
        assert answer.event()["event"] == "done"


def test_a_poll_answers_with_what_comes_first(client: httpx.Client) -> None:
    position = poll(client, wait_s=0)["last"]
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(poll, client, after=position)
        tell(client, first=3)
        answer = waiting.result(FAST_ENOUGH_S)
    (event,) = answer["events"]
    assert (event["topic"], event["event"], event["data"]["n"]) == ("jobs.1", "step", 3)
    assert answer["last"] == event["id"]


def test_the_next_poll_misses_nothing(client: httpx.Client) -> None:
    position, seen = poll(client, wait_s=0)["last"], list[int]()
    tell(client, first=0, count=20)
    while len(seen) < 20:
        answer = poll(client, after=position)
        position = answer["last"]
        seen += [event["data"]["n"] for event in answer["events"]]
    assert seen == list(range(20))


def test_a_poll_for_which_nothing_comes_answers_in_time(client: httpx.Client) -> None:
    position = poll(client, wait_s=0)["last"]
    assert poll(client, after=position, wait_s=0.05) == {"events": [], "last": position}


def test_a_poll_after_an_unknown_position_gets_a_reset(client: httpx.Client) -> None:
    answer = poll(client, after="long-ago")
    assert [event["event"] for event in answer["events"]] == ["reset"]
    assert poll(client, after=answer["last"], wait_s=0)["events"] == []


def test_a_poll_that_waits_takes_no_place() -> None:
    with (
        live(max_in_flight=1, max_waiting=0) as served,
        served.client() as client,
        ThreadPoolExecutor(1) as pool,
    ):
        waiting = pool.submit(poll, client, wait_s=60)
        while client.get("/api/v1/live/readers").json() == 0:
            pass
        tell(client)
        assert len(waiting.result(FAST_ENOUGH_S)["events"]) == 1


def test_a_poll_ends_when_the_process_does() -> None:
    with live() as served, served.client() as client, ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(poll, client)
        while client.get("/api/v1/live/readers").json() == 0:
            pass
        served.server.should_exit = True
        assert waiting.result(FAST_ENOUGH_S)["events"] == []


def test_who_leaves_a_poll_is_forgotten() -> None:
    with live() as served, served.client() as client:
        with pytest.raises(httpx.ReadTimeout):
            client.get("/api/v1/live/poll", timeout=0.2)
        while client.get("/api/v1/live/readers").json():
            pass
