"""Servers that behave as badly as a test wants, on sockets of their own."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

Script = Callable[["Exchange"], Awaitable[None]]


@dataclass
class Exchange:
    """One connection, its request's head read."""

    head: bytes
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    @property
    def method(self) -> str:
        return self.head.split(b" ", 1)[0].decode()

    @property
    def target(self) -> str:
        return self.head.split(b" ", 2)[1].decode()

    def header(self, name: str) -> str | None:
        for line in self.head.decode("latin-1").split("\r\n")[1:]:
            key, _, value = line.partition(":")
            if key.lower() == name.lower():
                return value.strip()
        return None

    async def body(self) -> bytes:
        return await self.reader.readexactly(int(self.header("content-length") or 0))

    async def send(self, data: bytes) -> None:
        self.writer.write(data)
        await self.writer.drain()

    async def answer(self, body: bytes = b"", status: str = "200 OK", *headers: str) -> None:
        lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers]
        await self.send("\r\n".join([*lines, "", ""]).encode() + body)

    def reset(self) -> None:
        """Ends with RST, not FIN."""
        self.writer.transport.abort()


@dataclass
class Server:
    host: str
    port: int
    scheme: str = "http"
    connections: int = 0
    open: set[asyncio.StreamWriter] = field(default_factory=set)
    requests: list[Exchange] = field(default_factory=list)

    def url(self, target: str = "/", host: str | None = None) -> str:
        return f"{self.scheme}://{host or self.host}:{self.port}{target}"


@asynccontextmanager
async def serving(
    script: Script, *, host: str = "127.0.0.1", port: int = 0, tls: ssl.SSLContext | None = None
) -> AsyncIterator[Server]:
    """Calls the script for each request; the connection stays open until the script resets it."""
    tasks: set[asyncio.Task[None]] = set()

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        tasks.add(task)
        server.connections += 1
        server.open.add(writer)
        try:
            with suppress(OSError, asyncio.IncompleteReadError):
                while not writer.is_closing():
                    exchange = Exchange(await reader.readuntil(b"\r\n\r\n"), reader, writer)
                    server.requests.append(exchange)
                    await script(exchange)
        finally:
            server.open.discard(writer)
            tasks.discard(task)
            writer.close()

    listener = await asyncio.start_server(connected, host, port, ssl=tls)
    address = listener.sockets[0].getsockname()
    server = Server(address[0], address[1], "https" if tls else "http")
    try:
        yield server
    finally:
        listener.close()
        for task in list(tasks):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.sleep(0)


async def slow(exchange: Exchange) -> None:
    await asyncio.sleep(0.3)
    await exchange.answer(b"slow")
