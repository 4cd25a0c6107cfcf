"""Opened and closed: what is under way may end, and nothing stays behind."""

from __future__ import annotations

import asyncio

import pytest

from core.http.servers import Exchange, slow
from core.http.twin import URL, Failing, busy, opened
from regie.core.http import (
    Limits,
    RemoteUnavailable,
    Timeouts,
)


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
