"""Many readers on one process, and some who do not read: nobody else notices."""

from __future__ import annotations

import asyncio
import re
import socket
from contextlib import ExitStack

import httpx
import psutil
import pytest

from plain import NO_TLS

from .conftest import FAST_ENOUGH_S, Served
from .live import live

STEP = re.compile(rb'"n":(\d+)')
ASK = b"GET /api/v1/live/stream?topic=%b HTTP/1.1\r\nHost: localhost\r\n\r\n"
EVENTS = 100
FLOOD_BYTES = 8 * 1024 * 1024
"""More than the kernel keeps for a connection."""
MOST_MB = 150
"""Of both sides: about 60 kB for each reader and half as much for its client, and a margin."""


class Crowd(asyncio.Protocol):
    def __init__(self) -> None:
        self.heard = b""
        self.began = asyncio.Event()
        self.heard_all = asyncio.Event()

    def connection_made(self, transport: asyncio.Transport) -> None:
        transport.write(ASK % b"jobs.1")

    def data_received(self, data: bytes) -> None:
        self.heard += data
        if b"retry:" in self.heard:
            self.began.set()
        if b'"n":%d,' % (EVENTS - 1) in data:
            self.heard_all.set()

    @property
    def numbers(self) -> list[int]:
        return [int(number) for number in STEP.findall(self.heard)]


def deaf(served: Served) -> socket.socket:
    connection = socket.socket()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    connection.connect((served.host, served.port))
    connection.sendall(ASK % b"jobs.2")
    return connection


async def flood(client: httpx.AsyncClient) -> None:
    told = 0
    while told < FLOOD_BYTES:
        params = {"topic": "jobs.2", "count": 15, "size": 7_000}
        await client.get("/api/v1/live/tell", params=params)
        told += 15 * 7_000


@pytest.mark.parametrize("readers", [100, pytest.param(1_000, marks=pytest.mark.long)])
async def test_all_who_read_get_everything_in_little_memory(readers: int) -> None:
    limits = {"max_streams": 2_000, "max_streams_of_one": 2_000}
    with ExitStack() as stack, live(**limits) as served:
        client = await _opened(served)
        before = psutil.Process().memory_info().rss
        silent = [stack.enter_context(deaf(served)) for _ in range(readers // 20)]
        crowd = [await _join(served) for _ in range(readers - len(silent))]
        await flood(client)
        for number in range(EVENTS):
            await client.get("/api/v1/live/tell", params={"first": number})
        async with asyncio.timeout(10 * FAST_ENOUGH_S):
            for reader, _ in crowd:
                await reader.heard_all.wait()
        grown_mb = (psutil.Process().memory_info().rss - before) / 2**20
        print(f"{readers} readers: {grown_mb:.0f} MB")  # noqa: T201 - shown when the test fails
        for _, transport in crowd:
            transport.close()
        await client.aclose()
    assert [reader.numbers for reader, _ in crowd] == [list(range(EVENTS))] * len(crowd)
    assert grown_mb < MOST_MB


async def _opened(served: Served) -> httpx.AsyncClient:
    client = httpx.AsyncClient(base_url=served.url, timeout=FAST_ENOUGH_S, verify=NO_TLS)
    await client.get("/api/v1/live/readers")
    return client


async def _join(served: Served) -> tuple[Crowd, asyncio.BaseTransport]:
    loop = asyncio.get_running_loop()
    transport, reader = await loop.create_connection(Crowd, served.host, served.port)
    await reader.began.wait()
    return reader, transport
