"""How many ask one host at once, and how many connections that takes."""

from __future__ import annotations

import asyncio

import pytest

from core.http.servers import Exchange, slow
from regie.core.http import (
    Limits,
    Timeouts,
)


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


async def test_a_caller_who_leaves_frees_the_place(serve, make_client) -> None:
    server = await serve(slow)
    client = await make_client(Limits(attempts=1, connections=1, per_host=1), Timeouts())
    left = asyncio.create_task(client.get(server.url()))
    await asyncio.sleep(0.05)
    left.cancel()
    with pytest.raises(asyncio.CancelledError):
        await left
    assert (await client.get(server.url())).body == b"slow"
