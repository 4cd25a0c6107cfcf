"""HTTP/1.1 over aiohttp: a quarter of the CPU of httpcore, for the routes that pass much on."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from contextvars import ContextVar
from typing import Any, Final

import aiohttp
from aiohttp import client_exceptions as foreign
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from .errors import BadAnswer, KeptConnectionLost, RemoteError, RemoteTimeout, RemoteUnavailable
from .failures import mapped
from .model import Headers, Limits, Request, Timeouts
from .names import Resolve, is_literal

FAILURES: Final[Mapping[type[Exception], type[RemoteError]]] = {
    foreign.ClientConnectionError: RemoteUnavailable,
    foreign.ClientConnectionResetError: RemoteUnavailable,
    foreign.ClientOSError: RemoteUnavailable,
    foreign.ClientConnectorError: RemoteUnavailable,
    foreign.ClientConnectorDNSError: RemoteUnavailable,
    foreign.ClientProxyConnectionError: RemoteUnavailable,
    foreign.UnixClientConnectorError: RemoteUnavailable,
    foreign.ServerConnectionError: RemoteUnavailable,
    foreign.ServerDisconnectedError: RemoteUnavailable,
    foreign.ServerFingerprintMismatch: RemoteUnavailable,
    foreign.ClientSSLError: RemoteUnavailable,
    foreign.ClientConnectorSSLError: RemoteUnavailable,
    foreign.ClientConnectorCertificateError: RemoteUnavailable,
    foreign.ClientHttpProxyError: RemoteUnavailable,
    foreign.ServerTimeoutError: RemoteTimeout,
    foreign.ConnectionTimeoutError: RemoteTimeout,
    foreign.SocketTimeoutError: RemoteTimeout,
    foreign.ClientError: BadAnswer,
    foreign.ClientResponseError: BadAnswer,
    foreign.ContentTypeError: BadAnswer,
    foreign.ClientPayloadError: BadAnswer,
    foreign.UploadAbortedError: RemoteUnavailable,
    foreign.TooManyRedirects: BadAnswer,
    foreign.RedirectClientError: BadAnswer,
    foreign.InvalidUrlRedirectClientError: BadAnswer,
    foreign.NonHttpUrlRedirectClientError: BadAnswer,
    foreign.InvalidURL: BadAnswer,
    foreign.InvalidUrlClientError: BadAnswer,
    foreign.NonHttpUrlClientError: BadAnswer,
    foreign.WSServerHandshakeError: BadAnswer,
    foreign.WSMessageTypeError: BadAnswer,
    ssl.SSLError: RemoteUnavailable,
    OSError: RemoteUnavailable,
    TimeoutError: RemoteTimeout,
}
_FIELD_BYTES: Final = 16_384
"""Of one header line: cookies and signatures of some providers pass aiohttp's 8 kB."""

_KEPT: Final[ContextVar[bool]] = ContextVar("regie_connection_kept", default=False)
"""Whether the connection of this exchange had been used before."""


class _Resolver(AbstractResolver):
    def __init__(self, resolve: Resolve):
        self._resolve = resolve

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        del family
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=port,
                family=socket.AF_INET6 if ":" in address else socket.AF_INET,
                proto=socket.IPPROTO_TCP,
                flags=socket.AI_NUMERICHOST,
            )
            for address in await self._resolve(host, port)
        ]

    async def close(self) -> None:
        """Nothing to close."""


class _Connector(aiohttp.TCPConnector):
    """Bounds the idle connections, which aiohttp bounds by time only, and says which were kept.

    `_release`, `_get` and `_conns` are aiohttp's own affair; tests count connections at a server,
    and have it close one that was kept.
    """

    def __init__(self, kept_alive: int, **options: Any):
        super().__init__(**options)  # pyright: ignore[reportUnknownMemberType] - socket_factory
        self._kept_alive = kept_alive

    def _release(self, key: Any, protocol: Any, *, should_close: bool = False) -> None:
        idle = sum(map(len, self._conns.values()))
        full = idle >= self._kept_alive
        super()._release(key, protocol, should_close=should_close or full)

    async def _get(self, key: Any, traces: Any) -> Any:
        found = await super()._get(key, traces)
        _KEPT.set(found is not None)
        return found


class _Answer:
    def __init__(self, response: aiohttp.ClientResponse, host: str):
        self._response = response
        self._host = host
        self.status = response.status
        self.headers = Headers.of(response.raw_headers)

    async def chunks(self) -> AsyncGenerator[bytes]:
        with mapped(FAILURES, self._host):
            async for chunk in self._response.content.iter_any():
                yield chunk


class AiohttpTransport:
    def __init__(self, resolve: Resolve, limits: Limits, *, tls: ssl.SSLContext | None = None):
        self._resolve = resolve
        self._limits = limits
        self._tls = tls
        self._session: aiohttp.ClientSession | None = None

    async def open(self) -> None:
        if self._session is None:
            connector = _Connector(
                self._limits.kept_alive,
                limit=self._limits.connections,
                keepalive_timeout=self._limits.idle_s,
                resolver=_Resolver(self._resolve),
                use_dns_cache=False,
                ssl=self._tls or True,
            )
            self._session = aiohttp.ClientSession(
                connector=connector,
                cookie_jar=aiohttp.DummyCookieJar(),
                auto_decompress=False,
                trust_env=False,
                max_line_size=_FIELD_BYTES,
                max_field_size=_FIELD_BYTES,
                skip_auto_headers=("User-Agent", "Accept", "Accept-Encoding", "Content-Type"),
            )

    async def close(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    @asynccontextmanager
    async def exchange(self, request: Request, timeouts: Timeouts) -> AsyncGenerator[_Answer]:
        session = self._session
        if session is None:
            raise RemoteUnavailable("the client is not open")
        url = request.url
        with mapped(FAILURES, url.host):
            if is_literal(url.host):  # aiohttp asks its resolver for names only
                async with asyncio.timeout(timeouts.connect_s):
                    await self._resolve(url.host, url.port)
            _KEPT.set(False)
            try:
                response = await session.request(
                    request.method,
                    URL(f"{url.origin}{url.target}", encoded=True),
                    headers=request.headers.pairs,
                    data=request.body or None,
                    allow_redirects=False,
                    timeout=aiohttp.ClientTimeout(
                        total=None,
                        connect=timeouts.connect_s,
                        sock_connect=timeouts.connect_s,
                        sock_read=timeouts.read_s,
                    ),
                )
            except (foreign.ServerDisconnectedError, foreign.ClientOSError) as error:
                if not _KEPT.get():
                    raise
                raise KeptConnectionLost(f"{url.host}: {type(error).__name__}") from error
        try:
            yield _Answer(response, url.host)
        finally:
            response.release()
