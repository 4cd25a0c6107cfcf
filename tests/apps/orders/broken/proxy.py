"""What stands between the app and its source, and may be slow, silent, cut or closed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

Target = Path | tuple[str, int]
Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@dataclass
class Proxy:
    target: Target
    """A socket's path, or host and port."""
    port: int = 0
    delay_s: float = 0.0
    """By which each answer of the source comes late."""
    most: int = 0
    """Connections at once, since somebody last set it back."""
    _links: set[asyncio.StreamWriter] = field(default_factory=set[asyncio.StreamWriter])
    _speaks: asyncio.Event = field(default_factory=asyncio.Event)
    _server: asyncio.Server | None = None

    async def open(self) -> None:
        """Listens, on the same port each time."""
        self._speaks.set()
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def close(self) -> None:
        """Nobody listens any more, and whoever was connected is cut off."""
        if self._server is not None:
            self._server.close()
            self._server = None
        self.cut()

    def cut(self) -> None:
        for writer in self._links:
            writer.transport.abort()

    def fall_silent(self) -> None:
        self._speaks.clear()

    def speak_again(self) -> None:
        self._speaks.set()

    @property
    def links(self) -> int:
        return len(self._links)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._links.add(writer)
        self.most = max(self.most, len(self._links))
        with closing(writer), suppress(OSError):
            try:
                source, sink = await self._connected()
                with closing(sink):
                    await self._between((reader, writer), (source, sink))
            finally:
                self._links.discard(writer)

    async def _between(self, client: Streams, source: Streams) -> None:
        """Whoever hangs up first ends it for both."""
        there = asyncio.create_task(self._pump(client[0], source[1], late=False))
        back = asyncio.create_task(self._pump(source[0], client[1], late=True))
        _, unfinished = await asyncio.wait((there, back), return_when=asyncio.FIRST_COMPLETED)
        for task in unfinished:
            task.cancel()
        await asyncio.gather(there, back, return_exceptions=True)

    async def _connected(self) -> Streams:
        if isinstance(self.target, Path):
            return await asyncio.open_unix_connection(self.target)
        return await asyncio.open_connection(*self.target)

    async def _pump(
        self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, *, late: bool
    ) -> None:
        while chunk := await source.read(65536):
            if late:
                await asyncio.sleep(self.delay_s)
            await self._speaks.wait()
            sink.write(chunk)


@asynccontextmanager
async def proxied(target: Target) -> AsyncIterator[Proxy]:
    proxy = Proxy(target)
    await proxy.open()
    try:
        yield proxy
    finally:
        proxy.speak_again()
        await proxy.close()
