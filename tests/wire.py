"""A wire between a client and a server's socket or port, which a test may cut."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing, suppress
from pathlib import Path

Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Wire:
    """It can fall silent, be cut, or be away, and hand on other words than were said."""

    def __init__(self, target: Path | tuple[str, int]):
        self._target = target
        self._links: set[asyncio.StreamWriter] = set()
        self._open = asyncio.Event()
        self._open.set()
        self.away = False
        self.garbles: dict[bytes, bytes] = {}
        """By what was said; both of one length."""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.away:
            writer.close()
            return
        try:
            upstream, downstream = await self._connect()
        except OSError:
            writer.close()
            return
        self._links |= {writer, downstream}
        with closing(writer), closing(downstream), suppress(OSError):
            await asyncio.gather(self._pump(reader, downstream), self._pump(upstream, writer))

    def fall_silent(self) -> None:
        self._open.clear()

    def speak_again(self) -> None:
        self._open.set()

    def cut(self) -> None:
        for writer in self._links:
            writer.close()
        self._links.clear()

    async def _connect(self) -> Streams:
        if isinstance(self._target, Path):
            return await asyncio.open_unix_connection(self._target)
        return await asyncio.open_connection(*self._target)

    async def _pump(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        while chunk := await source.read(65536):
            await self._open.wait()
            for said, handed_on in self.garbles.items():
                chunk = chunk.replace(said, handed_on)
            sink.write(chunk)
        sink.close()


@asynccontextmanager
async def wired(socket: Path, folder: Path) -> AsyncIterator[Wire]:
    """A socket of the same name in the folder, which leads to the server's own."""
    wire = Wire(socket)
    server = await asyncio.start_unix_server(wire.serve, folder / socket.name)
    yield wire
    wire.speak_again()
    server.close()
    wire.cut()


@asynccontextmanager
async def wired_port(host: str, port: int) -> AsyncIterator[tuple[Wire, int]]:
    """A port of the loopback, which leads to the server's own."""
    wire = Wire((host, port))
    server = await asyncio.start_server(wire.serve, "127.0.0.1")
    yield wire, server.sockets[0].getsockname()[1]
    wire.speak_again()
    server.close()
    wire.cut()
