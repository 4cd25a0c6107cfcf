"""Answers as servers write them, read by the connection of our own."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from core.http.servers import Exchange, serving
from regie.core.http import BadAnswer, HttpClient, Limits, Timeouts, pooled_client

HEAD = b"HTTP/1.1 200 OK\r\n"
OK = HEAD + b"Content-Length: 2\r\n\r\nok"


@pytest.fixture
async def client() -> AsyncIterator[HttpClient]:
    limits, timeouts = Limits(attempts=1), Timeouts(2, 2, 5)
    client = pooled_client(engine="httptools", limits=limits, timeouts=timeouts)
    await client.open()
    yield client
    await client.close()


async def say_and_hang_up(exchange: Exchange, answer: bytes) -> None:
    await exchange.send(answer)
    exchange.writer.close()


@pytest.mark.parametrize(
    ("answer", "body"),
    [
        pytest.param(HEAD + b"\r\nto the end", b"to the end", id="no length: to the end"),
        pytest.param(b"HTTP/1.0 200 OK\r\n\r\nold", b"old", id="of HTTP/1.0"),
        pytest.param(b"HTTP/1.1 103 Hints\r\nLink: </a>\r\n\r\n" + OK, b"ok", id="after a hint"),
        pytest.param(b"HTTP/1.1 204 No Content\r\n\r\n", b"", id="without content"),
        pytest.param(
            HEAD + b"Transfer-Encoding: chunked\r\n\r\n2;x=y\r\nok\r\n0\r\nX-Late: 1\r\n\r\n",
            b"ok",
            id="chunked, with a trailer",
        ),
    ],
)
async def test_it_is_read_to_its_end(client: HttpClient, answer: bytes, body: bytes) -> None:
    async with serving(lambda exchange: say_and_hang_up(exchange, answer)) as server:
        said = await client.get(server.url())
    assert (said.body, said.headers.get("x-late"), said.headers.get("link")) == (body, None, None)


async def test_what_nobody_asked_for_ends_the_connection(client: HttpClient) -> None:
    async with serving(lambda exchange: exchange.send(OK + OK)) as server:
        for _ in range(2):
            assert (await client.get(server.url())).body == b"ok"
        assert server.connections == 2


async def test_what_was_left_unread_is_not_the_next_answer(client: HttpClient) -> None:
    asked = 0

    async def script(exchange: Exchange) -> None:
        nonlocal asked
        asked += 1
        await exchange.answer(b"first" if asked == 1 else b"second")

    async with serving(script) as server:
        async with client.stream("GET", server.url()):
            pass
        assert (await client.get(server.url())).body == b"second"


async def test_a_whole_answer_leaves_its_connection(client: HttpClient) -> None:
    async with serving(lambda exchange: exchange.answer(b"ok")) as server:
        for _ in range(3):
            await client.get(server.url())
        assert server.connections == 1


async def test_a_change_of_protocol_is_no_answer(client: HttpClient) -> None:
    answer = b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n"
    async with serving(lambda exchange: exchange.send(answer)) as server:
        with pytest.raises(BadAnswer):
            await client.get(server.url())
