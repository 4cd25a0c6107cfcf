"""What the client adds to a transport, mostly on the twin: no socket is needed to see it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from core.http.servers import Exchange, Server
from regie.core.http import (
    AnswerTooLarge,
    BadAnswer,
    Headers,
    HttpClient,
    Limits,
    MemoryTransport,
    RemoteTimeout,
    RemoteUnavailable,
    Reply,
    Request,
    Timeouts,
)
from regie.core.http.retries import RetryBudget, backoff_s, retry_after_s

URL = "http://remote.example.fr/"
NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


class Failing:
    """Fails so many times, then answers."""

    def __init__(self, times: int, failure: Callable[[], Exception | Reply]):
        self.left = times
        self._failure = failure

    def __call__(self, request: Request) -> Reply:
        del request
        if self.left == 0:
            return Reply(body=b"at last")
        self.left -= 1
        outcome = self._failure()
        if isinstance(outcome, Exception):
            raise outcome
        return outcome


def busy(retry_after: str | None = None, status: int = 503) -> Reply:
    pairs = () if retry_after is None else (("retry-after", retry_after),)
    return Reply(status, Headers(pairs))


async def opened(
    answer: Callable[[Request], Reply], **options
) -> tuple[HttpClient, MemoryTransport]:
    transport = MemoryTransport(answer)
    client = HttpClient(transport, **options)
    await client.open()
    return client, transport


@pytest.mark.parametrize(
    "failure", [RemoteUnavailable, RemoteTimeout, BadAnswer, busy, lambda: busy(status=429)]
)
@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "PUT", "DELETE"])
async def test_an_idempotent_request_is_sent_again(method: str, failure) -> None:
    client, transport = await opened(Failing(2, failure))
    response = await client.request(method, URL)
    assert (response.status, len(transport.requests)) == (200, 3)


@pytest.mark.parametrize("method", ["POST", "PATCH"])
async def test_another_request_is_never_sent_twice(method: str) -> None:
    client, transport = await opened(Failing(1, RemoteUnavailable))
    with pytest.raises(RemoteUnavailable):
        await client.request(method, URL)
    assert len(transport.requests) == 1


async def test_the_last_answer_counts_when_attempts_are_used_up() -> None:
    client, transport = await opened(Failing(9, busy), limits=Limits(attempts=2))
    assert ((await client.get(URL)).status, len(transport.requests)) == (503, 2)


@pytest.mark.parametrize("status", [200, 301, 404, 500, 501])
async def test_an_answer_that_asking_again_would_not_change_is_taken(status: int) -> None:
    client, transport = await opened(lambda _: Reply(status))
    assert ((await client.get(URL)).status, len(transport.requests)) == (status, 1)


async def test_a_server_that_wants_to_be_left_alone_for_long_is() -> None:
    client, transport = await opened(Failing(1, lambda: busy("3600")))
    assert ((await client.get(URL)).status, len(transport.requests)) == (503, 1)


async def test_no_retry_begins_that_could_not_end_in_time() -> None:
    client, transport = await opened(Failing(1, lambda: busy("2")), timeouts=Timeouts(total_s=1))
    assert ((await client.get(URL)).status, len(transport.requests)) == (503, 1)


async def test_a_short_wish_to_be_left_alone_is_obeyed() -> None:
    asked: list[float] = []

    def answer(request: Request) -> Reply:
        asked.append(asyncio.get_running_loop().time())
        return busy("1") if len(asked) == 1 else Reply()

    client, _ = await opened(answer)
    await client.get(URL)
    assert asked[1] - asked[0] >= 1


async def test_a_host_that_fails_for_everybody_gets_few_retries() -> None:
    client, transport = await opened(
        lambda _: busy(), limits=Limits(failures_to_open=10_000, attempts=2, per_host=100)
    )
    await asyncio.gather(*(client.get(URL) for _ in range(100)))
    assert len(transport.requests) <= 100 + 10 + 10


@given(requests=st.integers(0, 2000))
def test_retries_stay_a_share_of_requests(requests: int) -> None:
    budget = RetryBudget(0.1)
    spent = 0
    for _ in range(requests):
        budget.earn()
        spent += budget.spend()
    assert spent <= 10 + requests * 0.1


@given(attempt=st.integers(1, 10), draw=st.floats(0, 1, exclude_max=True))
def test_waits_are_anywhere_below_a_doubling_bound(attempt: int, draw: float) -> None:
    assert 0 <= backoff_s(attempt, lambda: draw) < 0.1 * 2**attempt


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120),
        (" 0 ", 0),
        ("Sat, 21 Nov 2026 12:00:30 GMT", 30),
        ("Sat, 21 Nov 2026 11:00:00 GMT", 0),
        ("Saturday, 21-Nov-26 12:00:30 GMT", 30),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
        ("٣", None),
        ("", None),
        (None, None),
    ],
)
def test_a_time_to_come_back_is_read(header: str | None, seconds: float | None) -> None:
    assert retry_after_s(header, lambda: NOW) == seconds


@given(header=st.text())
def test_no_time_to_come_back_is_too_strange(header: str) -> None:
    seconds = retry_after_s(header, lambda: NOW)
    assert seconds is None or seconds >= 0


@pytest.mark.parametrize("failure", [RemoteUnavailable, RemoteTimeout, BadAnswer, busy])
async def test_a_host_that_keeps_failing_is_left_alone(failure) -> None:
    client, transport = await opened(
        Failing(99, failure), limits=Limits(attempts=1, failures_to_open=3, open_s=60)
    )
    for _ in range(5):
        try:
            await client.get(URL)
        except Exception as error:  # noqa: BLE001 - the last one is looked at
            last = error
    assert (type(last).__mro__[1], last.retry_after_s, len(transport.requests)) == (
        RemoteUnavailable,
        60,
        3,
    )


@pytest.mark.parametrize("failure", [AnswerTooLarge, lambda: Reply(404), lambda: Reply(500)])
async def test_a_host_that_answers_is_not_left_alone(failure) -> None:
    client, transport = await opened(
        Failing(5, failure), limits=Limits(attempts=1, failures_to_open=3)
    )
    for _ in range(6):
        try:
            response = await client.get(URL)
        except AnswerTooLarge:
            continue
    assert (response.body, len(transport.requests)) == (b"at last", 6)


async def test_one_host_in_trouble_leaves_the_others_alone() -> None:
    def answer(request: Request) -> Reply:
        if request.url.host == "bad.example.fr":
            raise RemoteUnavailable
        return Reply(body=b"well")

    client, _ = await opened(answer, limits=Limits(attempts=1, failures_to_open=1))
    with pytest.raises(RemoteUnavailable):
        await client.get("http://bad.example.fr/")
    assert (await client.get("http://good.example.fr/")).body == b"well"


async def test_hosts_that_answer_are_forgotten() -> None:
    client, _ = await opened(lambda _: Reply())
    for number in range(10):
        await client.get(f"http://host{number}.example.fr/")
    assert len(client._hosts) == 0


async def test_hosts_that_fail_are_remembered_up_to_a_number() -> None:
    client, _ = await opened(Failing(9999, RemoteUnavailable), limits=Limits(attempts=1))
    for number in range(4200):
        with pytest.raises(RemoteUnavailable):
            await client.get(f"http://host{number}.example.fr/")
    assert len(client._hosts) == 4096


async def test_a_callers_own_mistake_is_not_the_hosts() -> None:
    client, _ = await opened(lambda _: Reply(), limits=Limits(failures_to_open=1))
    with pytest.raises(OSError, match="disk"):
        async with client.stream("GET", URL):
            raise OSError("disk")
    assert (await client.get(URL)).status == 200


async def test_the_request_id_is_passed_on() -> None:
    client, transport = await opened(lambda _: Reply())
    with structlog.contextvars.bound_contextvars(request_id="abc-12345"):
        await client.get(URL)
    assert transport.requests[0].headers.get("X-Request-ID") == "abc-12345"


async def test_without_a_request_there_is_no_request_id() -> None:
    client, transport = await opened(lambda _: Reply())
    await client.get(URL)
    assert transport.requests[0].headers.get("X-Request-ID") is None


async def test_what_the_caller_says_wins_over_what_is_usual() -> None:
    client, transport = await opened(lambda _: Reply())
    await client.get(URL, headers={"accept": "text/csv"})
    assert [v for k, v in transport.requests[0].headers.pairs if k.lower() == "accept"] == [
        "text/csv"
    ]


@pytest.mark.parametrize(
    "headers",
    [{"X": "a\r\nY: b"}, {"X\n": "a"}, {"X Y": "a"}, {"": "a"}, {"X": "\x00"}, {"X": "é€"}],
)
async def test_a_header_that_would_begin_another_is_not_sent(headers: dict[str, str]) -> None:
    client, transport = await opened(lambda _: Reply())
    with pytest.raises(ValueError, match="header"):
        await client.get(URL, headers=headers)
    assert transport.requests == []


async def test_a_json_body_is_sent_as_json() -> None:
    client, transport = await opened(lambda _: Reply())
    await client.post(URL, json={"a": [1]})
    request = transport.requests[0]
    assert (request.body, request.headers.get("content-type")) == (b'{"a":[1]}', "application/json")


async def test_a_json_answer_is_read() -> None:
    client, _ = await opened(lambda _: Reply(body='{"été": 1}'.encode()))
    assert (await client.get(URL)).json() == {"été": 1}


async def test_an_answer_that_is_no_json_says_so() -> None:
    client, _ = await opened(lambda _: Reply(body=b"<html>"))
    with pytest.raises(BadAnswer):
        (await client.get(URL)).json()


async def slow(exchange: Exchange) -> None:
    await asyncio.sleep(0.3)
    await exchange.answer(b"slow")


async def test_a_place_at_a_host_that_is_not_free_in_time_is_busy(serve, make_client) -> None:
    server = await serve(slow)
    limits = Limits(attempts=1, per_host=2, wait_s=0.05)
    client = await make_client(limits, Timeouts())
    outcomes = await asyncio.gather(
        *(client.get(server.url()) for _ in range(5)), return_exceptions=True
    )
    assert sorted(type(outcome).__name__ for outcome in outcomes) == [
        *["RemoteBusy"] * 3,
        *["Response"] * 2,
    ]


async def test_a_busy_host_takes_no_place_from_another(serve, make_client) -> None:
    crowded, other = await serve(slow), await serve(lambda exchange: exchange.answer(b"free"))
    client = await make_client(Limits(connections=3, per_host=2, wait_s=2), Timeouts())
    crowd = [asyncio.create_task(client.get(crowded.url())) for _ in range(6)]
    await asyncio.sleep(0.05)
    assert (await client.get(other.url())).body == b"free"
    await asyncio.gather(*crowd)


async def test_no_more_connections_are_open_than_allowed(serve, make_client) -> None:
    most = 0

    async def script(exchange: Exchange) -> None:
        nonlocal most
        most = max(most, len(server.open))
        await asyncio.sleep(0.01)
        await exchange.answer()

    server = await serve(script)
    client = await make_client(Limits(connections=4, per_host=4, wait_s=5), Timeouts())
    await asyncio.gather(*(client.get(server.url()) for _ in range(40)))
    assert most == 4


async def test_no_more_connections_are_kept_than_allowed(serve, make_client) -> None:
    server = await serve(slow)
    client = await make_client(Limits(per_host=10, kept_alive=3), Timeouts())
    await asyncio.gather(*(client.get(server.url()) for _ in range(10)))
    await asyncio.sleep(0.1)
    assert len(server.open) == 3


async def test_a_connection_is_used_again(serve, make_client) -> None:
    server = await serve(lambda exchange: exchange.answer(b"x"))
    client = await make_client()
    for _ in range(5):
        await client.get(server.url())
    assert server.connections == 1


@pytest.fixture
async def stream_server(serve) -> Server:
    async def script(exchange: Exchange) -> None:
        await exchange.send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        for number in range(100):
            await exchange.send(b"3\r\n%03d\r\n" % number)
            await asyncio.sleep(0.01)
        await exchange.send(b"0\r\n\r\n")

    return await serve(script)


async def test_a_stream_is_read_while_it_arrives(stream_server, make_client) -> None:
    client = await make_client()
    async with client.stream("GET", stream_server.url()) as answer:
        first = await anext(aiter(answer))
    assert first.startswith(b"000")
    assert not first.endswith(b"099")


async def test_leaving_a_stream_hangs_up(stream_server, make_client) -> None:
    client = await make_client()
    async with client.stream("GET", stream_server.url()):
        pass
    await asyncio.sleep(0.1)
    assert stream_server.open == set()


async def test_a_cap_of_its_own_holds_for_a_stream(stream_server, make_client) -> None:
    client = await make_client()
    with pytest.raises(AnswerTooLarge):
        async with client.stream("GET", stream_server.url(), body_bytes=10) as answer:
            async for _ in answer:
                pass


async def test_the_total_time_bounds_a_stream(stream_server, make_client) -> None:
    client = await make_client()
    with pytest.raises(RemoteTimeout):
        async with client.stream(
            "GET", stream_server.url(), timeouts=Timeouts(total_s=0.3)
        ) as answer:
            async for _ in answer:
                pass


async def test_a_caller_who_leaves_frees_the_place(serve, make_client) -> None:
    server = await serve(slow)
    client = await make_client(Limits(attempts=1, connections=1, per_host=1), Timeouts())
    left = asyncio.create_task(client.get(server.url()))
    await asyncio.sleep(0.05)
    left.cancel()
    with pytest.raises(asyncio.CancelledError):
        await left
    assert (await client.get(server.url())).body == b"slow"


async def test_closing_lets_requests_under_way_end(serve, make_client) -> None:
    server = await serve(slow)
    client = await make_client(Limits(grace_s=5), Timeouts())
    under_way = asyncio.create_task(client.get(server.url()))
    await asyncio.sleep(0.05)
    await client.close()
    assert (await under_way).body == b"slow"


async def hang(exchange: Exchange) -> None:
    await exchange.reader.read()


async def test_closing_ends_what_does_not_end_by_itself(serve, make_client) -> None:
    server = await serve(hang)
    client = await make_client(Limits(grace_s=0.1), Timeouts())
    under_way = asyncio.create_task(client.get(server.url()))
    await asyncio.sleep(0.05)
    await client.close()
    with pytest.raises(RemoteUnavailable):
        await under_way


async def test_closing_leaves_no_connection(serve, make_client) -> None:
    server = await serve(lambda exchange: exchange.answer())
    client = await make_client()
    await client.get(server.url())
    await client.close()
    await asyncio.sleep(0.05)
    assert server.open == set()


async def test_before_opening_and_after_closing_nothing_is_sent(serve, make_client) -> None:
    server = await serve(lambda exchange: exchange.answer())
    client = await make_client()
    await client.close()
    with pytest.raises(RemoteUnavailable):
        await client.get(server.url())
    assert server.connections == 0


async def test_it_can_be_opened_again(serve, make_client) -> None:
    server = await serve(lambda exchange: exchange.answer())
    client = await make_client()
    await client.close()
    await client.open()
    assert (await client.get(server.url())).status == 200


async def test_while_a_retry_is_waited_for_closing_does_not_wait() -> None:
    client, transport = await opened(Failing(9, lambda: busy("4")), limits=Limits(grace_s=0.05))
    under_way = asyncio.create_task(client.get(URL))
    await asyncio.sleep(0)
    await client.close()
    with pytest.raises(RemoteUnavailable):
        await under_way
    assert len(transport.requests) == 1
