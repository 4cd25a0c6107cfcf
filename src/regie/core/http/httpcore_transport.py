"""HTTP/1.1 and HTTP/2 over httpcore, the engine of httpx.

httpx itself would read addresses with a parser of its own and offers no way to say where to
connect; its engine takes the parts of an address as they are, and a backend that connects.
"""

from __future__ import annotations

import asyncio
import ssl
import time
from collections.abc import AsyncGenerator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any, Final, cast

import h2.exceptions
import httpcore

from .errors import BadAnswer, RemoteBusy, RemoteError, RemoteTimeout, RemoteUnavailable
from .failures import mapped
from .model import Headers, Limits, Request, Timeouts
from .names import Resolve

FAILURES: Final[Mapping[type[Exception], type[RemoteError]]] = {
    httpcore.ConnectTimeout: RemoteTimeout,
    httpcore.ReadTimeout: RemoteTimeout,
    httpcore.WriteTimeout: RemoteTimeout,
    httpcore.PoolTimeout: RemoteBusy,
    httpcore.TimeoutException: RemoteTimeout,
    httpcore.ConnectError: RemoteUnavailable,
    httpcore.ReadError: RemoteUnavailable,
    httpcore.WriteError: RemoteUnavailable,
    httpcore.NetworkError: RemoteUnavailable,
    httpcore.ProxyError: RemoteUnavailable,
    httpcore.RemoteProtocolError: BadAnswer,
    httpcore.LocalProtocolError: BadAnswer,
    httpcore.ProtocolError: BadAnswer,
    httpcore.UnsupportedProtocol: BadAnswer,
    httpcore.ConnectionNotAvailable: RemoteUnavailable,
    h2.exceptions.H2Error: BadAnswer,
    ssl.SSLError: RemoteUnavailable,
    OSError: RemoteUnavailable,
}
_MOST_ADDRESSES: Final = 4
"""Of one host, tried one after the other within one connect time-out."""


class _Backend(httpcore.AsyncNetworkBackend):
    """Connects to what `resolve` gives and to nothing else; TLS still checks the host's name."""

    def __init__(self, resolve: Resolve):
        self._resolve = resolve
        self._tcp = cast("httpcore.AsyncNetworkBackend", httpcore.AnyIOBackend())

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's signature
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        ends = None if timeout is None else time.monotonic() + timeout
        try:
            async with asyncio.timeout(timeout):
                addresses = await self._resolve(host, port)
        except TimeoutError as error:
            raise httpcore.ConnectTimeout from error
        return await self._first(
            addresses[:_MOST_ADDRESSES], port, ends, local_address, socket_options
        )

    async def _first(
        self,
        addresses: Sequence[str],
        port: int,
        ends: float | None,
        local_address: str | None,
        socket_options: Iterable[Any] | None,
    ) -> httpcore.AsyncNetworkStream:
        """Each address has its share of the time that is left."""
        failure: Exception = httpcore.ConnectError("no address")
        for tried, address in enumerate(addresses):
            left_s = None if ends is None else max(0.0, ends - time.monotonic())
            share_s = None if left_s is None else left_s / (len(addresses) - tried)
            try:
                return await self._tcp.connect_tcp(
                    address, port, share_s, local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's signature
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        del path, timeout, socket_options
        raise httpcore.ConnectError("no socket file is connected to")

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


class _Answer:
    def __init__(self, response: httpcore.Response, host: str):
        self._response = response
        self._host = host
        self.status = response.status
        self.headers = Headers.of(response.headers)

    async def chunks(self) -> AsyncGenerator[bytes]:
        with mapped(FAILURES, self._host):
            async for chunk in self._response.aiter_stream():
                yield chunk


class HttpcoreTransport:
    def __init__(self, resolve: Resolve, limits: Limits, *, tls: ssl.SSLContext | None = None):
        self._backend = _Backend(resolve)
        self._limits = limits
        self._tls = tls
        self._pool: httpcore.AsyncConnectionPool | None = None

    async def open(self) -> None:
        if self._pool is None:
            self._pool = httpcore.AsyncConnectionPool(
                ssl_context=self._tls or ssl.create_default_context(),
                max_connections=self._limits.connections,
                max_keepalive_connections=self._limits.kept_alive,
                keepalive_expiry=self._limits.idle_s,
                http1=True,
                http2=True,
                network_backend=self._backend,
            )

    async def close(self) -> None:
        pool, self._pool = self._pool, None
        if pool is not None:
            await pool.aclose()

    @asynccontextmanager
    async def exchange(self, request: Request, timeouts: Timeouts) -> AsyncGenerator[_Answer]:
        if self._pool is None:
            raise RemoteUnavailable("the client is not open")
        url = request.url
        sent = httpcore.Request(
            method=request.method,
            url=httpcore.URL(
                scheme=url.scheme.encode(),
                host=url.host.encode(),
                port=url.port,
                target=url.target.encode(),
            ),
            headers=[("Host", url.authority), *request.headers.pairs, *_length(request)],
            content=request.body,
            extensions={
                "timeout": {
                    "connect": timeouts.connect_s,
                    "read": timeouts.read_s,
                    "write": timeouts.read_s,
                    "pool": timeouts.connect_s,
                }
            },
        )
        with mapped(FAILURES, url.host):
            response = await self._pool.handle_async_request(sent)
        try:
            yield _Answer(response, url.host)
        finally:
            with mapped(FAILURES, url.host):
                await response.aclose()


def _length(request: Request) -> list[tuple[str, str]]:
    if request.body or request.method in ("POST", "PUT", "PATCH"):
        return [("Content-Length", str(len(request.body)))]
    return []
