"""What a request carries, and how its answer is read."""

from __future__ import annotations

import pytest
import structlog

from core.http.twin import URL, opened
from regie.core.http import (
    BadAnswer,
    Reply,
)


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


@pytest.mark.parametrize("value", ["", "a\tb", " !~ "])
async def test_every_other_header_is_sent_as_it_is(value: str) -> None:
    client, transport = await opened(lambda _: Reply())
    await client.get(URL, headers={"X": value})
    assert transport.requests[0].headers.get("x") == value


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
