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
