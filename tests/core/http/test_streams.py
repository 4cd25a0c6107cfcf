"""Answers that are read while they arrive."""

from __future__ import annotations

import asyncio

import pytest

from core.http.servers import Exchange, Server
from regie.core.http import (
    AnswerTooLarge,
    RemoteTimeout,
    Timeouts,
)


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
