"""HTTP/1.1 over asyncio, read by uvicorn's parser: for the routes that pass much on."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncGenerator, Mapping
from itertools import chain
from time import monotonic
from typing import Final

from .connection import Connection
from .errors import RemoteError, RemoteTimeout, RemoteUnavailable
from .failures import mapped
from .model import Headers, Limits, Request, Timeouts
from .names import Resolve

FAILURES: Final[Mapping[type[Exception], type[RemoteError]]] = {
    ssl.SSLError: RemoteUnavailable,
    OSError: RemoteUnavailable,
    TimeoutError: RemoteTimeout,
}
_MOST_ADDRESSES: Final = 4
"""Of one host, tried one after the other within one connect time-out."""
_HAS_BODY: Final = frozenset({"POST", "PUT", "PATCH"})
"""Methods that say how long their body is, though there is none."""

_Origin = tuple[str, str, int]


class HttptoolsTransport:
    def __init__(self, resolve: Resolve, limits: Limits, *, tls: ssl.SSLContext | None = None):
        self._resolve = resolve
        self._limits = limits
        self._tls = tls
        self._open = False
        self._connections: set[Connection] = set()
        self._idle: dict[_Origin, list[Connection]] = {}
        self._idle_count = 0
        self._sweeping: asyncio.TimerHandle | None = None

    async def open(self) -> None:
        self._open = True

    async def close(self) -> None:
        self._open = False
        if self._sweeping is not None:
            self._sweeping.cancel()
            self._sweeping = None
        self._idle.clear()
        self._idle_count = 0
        closing = [connection.end() for connection in self._connections]
        if closing:
            await asyncio.wait(closing)

    def exchange(self, request: Request, timeouts: Timeouts) -> _Exchange:
        return _Exchange(self, request, timeouts)

    async def take(self, request: Request, timeouts: Timeouts) -> Connection:
        if not self._open:
            raise RemoteUnavailable("the client is not open")
        url = request.url
        waiting = self._idle.get((url.scheme, url.host, url.port))
        while waiting:
            connection = waiting.pop()  # the one used last: the others may grow old
            self._idle_count -= 1
            if connection.is_usable and monotonic() - connection.idle_since < self._limits.idle_s:
                return connection
            connection.end()
        return await self._connect(request, timeouts)

    def give_back(self, request: Request, connection: Connection) -> None:
        """Keeps what may serve again, and hangs up else."""
        if not (self._open and connection.is_usable and self._idle_count < self._limits.kept_alive):
            connection.end()
            return
        url = request.url
        connection.idle_since = monotonic()
        self._idle.setdefault((url.scheme, url.host, url.port), []).append(connection)
        self._idle_count += 1
        if self._sweeping is None:
            self._sweep_later()

    async def _connect(self, request: Request, timeouts: Timeouts) -> Connection:
        url = request.url
        with mapped(FAILURES, url.host):
            async with asyncio.timeout(timeouts.connect_s):
                addresses = (await self._resolve(url.host, url.port))[:_MOST_ADDRESSES]
                for left, address in zip(range(len(addresses), 1, -1), addresses, strict=False):
                    try:
                        async with asyncio.timeout(timeouts.connect_s / left):
                            return await self._connect_to(address, request)
                    except OSError:
                        continue
                return await self._connect_to(addresses[-1], request)

    async def _connect_to(self, address: str, request: Request) -> Connection:
        url = request.url
        secure = url.scheme == "https"
        _, connection = await asyncio.get_running_loop().create_connection(
            lambda: Connection(self._limits.header_bytes, self._connections),
            address,
            url.port,
            ssl=self._context() if secure else None,
            server_hostname=url.host if secure else None,
        )
        return connection

    def _context(self) -> ssl.SSLContext:
        self._tls = self._tls or ssl.create_default_context()
        return self._tls

    def _sweep_later(self) -> None:
        loop = asyncio.get_running_loop()
        self._sweeping = loop.call_later(self._limits.idle_s, self._sweep)

    def _sweep(self) -> None:
        """Each idle connection is looked at twice at most before it is too old."""
        self._sweeping = None
        too_old = monotonic() - self._limits.idle_s
        for origin, waiting in list(self._idle.items()):
            kept = [each for each in waiting if each.is_usable and each.idle_since > too_old]
            for connection in {*waiting} - {*kept}:
                connection.end()
            self._idle[origin] = kept
            if not kept:
                del self._idle[origin]
        self._idle_count = sum(map(len, self._idle.values()))
        if self._idle:
            self._sweep_later()


class _Answer:
    def __init__(self, connection: Connection, read_s: float):
        self._connection = connection
        self._read_s = read_s
        self.status = connection.status
        self.headers = Headers(tuple(connection.headers))

    async def chunks(self) -> AsyncGenerator[bytes]:
        while piece := await self._connection.piece(self._read_s):
            yield piece


class _Exchange:
    __slots__ = ("_connection", "_request", "_timeouts", "_transport")

    def __init__(self, transport: HttptoolsTransport, request: Request, timeouts: Timeouts):
        self._transport = transport
        self._request = request
        self._timeouts = timeouts

    async def __aenter__(self) -> _Answer:
        connection = await self._transport.take(self._request, self._timeouts)
        self._connection = connection
        try:
            connection.ask(written(self._request), has_body=self._request.method != "HEAD")
            await connection.head(self._timeouts.read_s)
        except BaseException:
            connection.end()
            raise
        return _Answer(connection, self._timeouts.read_s)

    async def __aexit__(self, *_: object) -> None:
        self._transport.give_back(self._request, self._connection)


def written(request: Request) -> bytes:
    """Whole, for it leaves in one piece."""
    url, body = request.url, request.body
    more = [("Host", url.authority)]
    if body or request.method in _HAS_BODY:
        more.append(("Content-Length", str(len(body))))
    theirs = {name.lower() for name, _ in request.headers.pairs}
    lines = [
        f"{name}: {value}\r\n"
        for name, value in chain(
            (pair for pair in more if pair[0].lower() not in theirs), request.headers.pairs
        )
    ]
    head = f"{request.method} {url.target} HTTP/1.1\r\n{''.join(lines)}\r\n"
    return head.encode("ascii") + body
