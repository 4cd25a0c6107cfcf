"""What is sent again, when, and how often at most."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.http.twin import URL, Failing, busy, opened
from regie.core.http import (
    BadAnswer,
    Limits,
    RemoteTimeout,
    RemoteUnavailable,
    Reply,
    Request,
    Timeouts,
)
from regie.core.http.retries import RetryBudget, backoff_s, retry_after_s

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


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
