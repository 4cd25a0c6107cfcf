"""A host that keeps failing is left alone; the others are not."""

from __future__ import annotations

import pytest

from core.http.twin import URL, Failing, busy, opened
from regie.core.http import (
    AnswerTooLarge,
    BadAnswer,
    Limits,
    RemoteTimeout,
    RemoteUnavailable,
    Reply,
    Request,
)
from regie.core.http.errors import LeftAlone
from regie.core.http.hosts import Attempt, Host, Hosts


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


@pytest.fixture
def clock() -> list[float]:
    return [0.0]


@pytest.fixture
def host(clock: list[float]) -> Host:
    limits = Limits(failures_to_open=3, open_s=5)
    return Hosts(limits, now=lambda: clock[0]).begin("http://remote.example.fr")


def end(attempt: Attempt, outcome: str) -> None:
    with attempt:
        if outcome == "answered":
            attempt.answered()
        elif outcome == "failed":
            attempt.failed("time-out")


def fail(host: Host, times: int = 3) -> None:
    for _ in range(times):
        end(host.attempt(), "failed")


@pytest.mark.parametrize("outcome", ["answered", "failed", "abandoned"])
def test_what_began_before_the_host_was_left_alone_changes_nothing_while_it_is(
    host: Host, clock: list[float], outcome: str
) -> None:
    old = host.attempt()
    fail(host)
    clock[0] = 4
    end(old, outcome)
    with pytest.raises(LeftAlone) as refused:
        host.attempt()
    assert refused.value.retry_after_s == 1


@pytest.mark.parametrize("outcome", ["answered", "failed", "abandoned"])
def test_what_began_before_lets_no_second_request_try(
    host: Host, clock: list[float], outcome: str
) -> None:
    old = host.attempt()
    fail(host)
    clock[0] = 5
    host.attempt()
    end(old, outcome)
    with pytest.raises(LeftAlone):
        host.attempt()


def test_what_began_before_does_not_count_against_a_host_that_is_back(
    host: Host, clock: list[float]
) -> None:
    late = [host.attempt() for _ in range(3)]
    fail(host)
    clock[0] = 5
    end(host.attempt(), "answered")
    for old in late:
        end(old, "failed")
    assert host.breaker.clean
