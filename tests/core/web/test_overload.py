"""Too much load is refused at once, and what is served is served."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Callable

import httpx
import pytest
import structlog

from plain import NO_TLS
from regie.core.web import ServerOptions
from regie.core.web.errors import Overloaded
from regie.core.web.overload import Gate

from .conftest import FAST_ENOUGH_S, Serve, Served


def gate(in_flight: int = 2, waiting: int = 1, wait_s: float = 5.0, streams: int = 2) -> Gate:
    return Gate(in_flight, waiting, wait_s, streams, max_streams_of_one=1)


async def test_past_the_queue_a_request_is_refused_at_once() -> None:
    full = gate()
    await full.enter()
    await full.enter()
    waiting = asyncio.create_task(full.enter())
    await asyncio.sleep(0)
    with pytest.raises(Overloaded):
        await full.enter()
    waiting.cancel()


async def test_who_waits_gets_the_place_that_is_left() -> None:
    full = gate(in_flight=1)
    await full.enter()
    waiting = asyncio.create_task(full.enter())
    await asyncio.sleep(0)
    full.leave()
    await waiting
    assert (full.in_flight, full.waiting) == (1, 0)


async def test_a_newcomer_does_not_overtake_who_waits() -> None:
    full = gate(in_flight=1, waiting=5)
    await full.enter()
    waiting = asyncio.create_task(full.enter())
    await asyncio.sleep(0)
    full.leave()
    assert not full.try_enter()
    await waiting


async def test_a_wait_ends_in_time() -> None:
    full = gate(in_flight=1, wait_s=0.01)
    await full.enter()
    with pytest.raises(Overloaded):
        await full.enter()
    assert (full.in_flight, full.waiting) == (1, 0)


async def test_a_place_that_is_left_the_moment_a_wait_ends_breaks_nothing() -> None:
    full = gate(in_flight=1)
    await full.enter()
    waiting = asyncio.create_task(full.enter())
    await asyncio.sleep(0)
    waiting.cancel()
    full.leave()  # before the waiter is woken
    with pytest.raises(asyncio.CancelledError):
        await waiting


@pytest.mark.parametrize("turn_came", [False, True])
async def test_who_gives_up_waiting_leaves_no_trace(turn_came: bool) -> None:
    full = gate(in_flight=1)
    await full.enter()
    waiting = asyncio.create_task(full.enter())
    await asyncio.sleep(0)
    if turn_came:
        full.leave()
    waiting.cancel()
    await asyncio.wait([waiting])
    if not turn_came:
        full.leave()
    assert (full.in_flight, full.waiting) == (0, 0)


async def test_streams_give_their_place_back_and_are_counted_apart() -> None:
    one = gate(in_flight=1)
    await one.enter()
    one.start_stream("192.0.2.1")
    assert (one.in_flight, one.streams) == (0, 1)


@pytest.mark.parametrize("third", ["192.0.2.1", "192.0.2.3"], ids=["of one client", "of all"])
async def test_past_their_limits_streams_are_refused(third: str) -> None:
    two = gate()
    for client in ("192.0.2.1", "192.0.2.2"):
        await two.enter()
        two.start_stream(client)
    with pytest.raises(Overloaded):
        two.start_stream(third)


async def test_a_client_whose_stream_has_ended_may_have_another() -> None:
    one = gate()
    for _ in range(3):
        await one.enter()
        one.start_stream("192.0.2.1")
        one.end_stream("192.0.2.1")
    assert one.streams == 0


async def until_answered(client: httpx.AsyncClient, path: str, status: int) -> None:
    async with asyncio.timeout(FAST_ENOUGH_S):
        while (await client.get(path)).status_code != status:
            pass


async def flood(url: str, count: int, path: str) -> list[httpx.Response]:
    limits = httpx.Limits(max_connections=count)
    async with httpx.AsyncClient(
        base_url=url, limits=limits, timeout=FAST_ENOUGH_S, verify=NO_TLS
    ) as client:
        return await asyncio.gather(*(client.get(path) for _ in range(count)))


async def test_five_times_too_much_load_serves_what_it_can(serve: Serve) -> None:
    served = serve(max_in_flight=10, max_waiting=10, max_wait_s=10.0)
    answers = await flood(served.url, 100, "/api/v1/held?seconds=0.5")
    statuses = Counter(answer.status_code for answer in answers)
    assert statuses[200] >= 20
    assert statuses[200] + statuses[503] == 100
    refused = [answer for answer in answers if answer.status_code == 503]
    assert {a.headers["retry-after"] for a in refused} == {"1"}
    assert {a.json()["code"] for a in refused} == {"overloaded"}


async def test_a_refusal_costs_no_line_in_the_log(serve: Serve) -> None:
    served = serve(max_in_flight=1, max_waiting=0)
    with structlog.testing.capture_logs() as logs:
        answers = await flood(served.url, 20, "/api/v1/held?seconds=0.2")
    assert 503 in {answer.status_code for answer in answers}
    assert 503 not in {log.get("status") for log in logs}


async def test_it_serves_on_as_before_afterwards(serve: Serve) -> None:
    served = serve(max_in_flight=2, max_waiting=0)
    await flood(served.url, 20, "/api/v1/held?seconds=0.2")
    answers = await flood(served.url, 2, "/api/v1/held?seconds=0.2")
    assert [answer.status_code for answer in answers] == [200, 200]


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics"])
async def test_probes_pass_when_everything_is_full(serve: Serve, path: str) -> None:
    served = serve(max_in_flight=1, max_waiting=0)
    async with httpx.AsyncClient(
        base_url=served.url, timeout=FAST_ENOUGH_S, verify=NO_TLS
    ) as client:
        busy = asyncio.create_task(client.get("/api/v1/held?seconds=1"))
        await until_answered(client, "/api/v1/about", 503)
        assert (await client.get(path)).status_code == 200
        assert (await busy).status_code == 200


async def test_an_open_stream_takes_no_place(serve: Serve) -> None:
    served = serve(max_in_flight=1, max_waiting=0, max_streams=1)
    async with httpx.AsyncClient(
        base_url=served.url, timeout=FAST_ENOUGH_S, verify=NO_TLS
    ) as client:
        async with client.stream("GET", "/api/v1/things/events?count=0"):
            assert (await client.get("/api/v1/about")).status_code == 200
            assert (await client.get("/api/v1/things/events")).status_code == 503
        await until_answered(client, "/api/v1/things/events", 200)


async def test_a_body_that_arrives_when_everything_is_full_is_refused(serve: Serve) -> None:
    served = serve(max_in_flight=1, max_waiting=0)
    with served.connect() as late:
        late.sendall(
            b"POST /api/v1/hot/lines HTTP/1.1\r\nHost: localhost\r\nContent-Length: 24\r\n"
            b"Content-Type: application/json\r\n\r\n"
        )
        async with httpx.AsyncClient(
            base_url=served.url, timeout=FAST_ENOUGH_S, verify=NO_TLS
        ) as client:
            busy = asyncio.create_task(client.get("/api/v1/held?seconds=1"))
            await until_answered(client, "/api/v1/about", 503)
            late.sendall(b'{"label":"a","copies":1}')
            answer = await asyncio.to_thread(late.recv, 4096)
            await busy
    assert answer.startswith(b"HTTP/1.1 503 ")


def reading(served: Served) -> list[bool]:
    return [c.transport.is_reading() for c in served.server.server_state.connections]


def test_who_was_refused_is_not_read_for_a_moment_and_then_answered(serve: Serve) -> None:
    served = serve(ServerOptions(drain_s=0, hold_off_s=0.2), max_in_flight=1, max_waiting=0)
    ask = b"GET /api/v1/held?seconds=0.4 HTTP/1.1\r\nHost: localhost\r\n\r\n"
    with served.connect() as first, served.connect() as second:
        first.sendall(ask)
        assert until(lambda: served.app._gate.in_flight == 1)
        second.sendall(ask)
        assert second.recv(65536).startswith(b"HTTP/1.1 503")
        assert False in reading(served)
        assert until(lambda: False not in reading(served))
        assert first.recv(65536).startswith(b"HTTP/1.1 200")
        second.sendall(ask)
        assert second.recv(65536).startswith(b"HTTP/1.1 200")


def until(condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + FAST_ENOUGH_S
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.005)
    return condition()
