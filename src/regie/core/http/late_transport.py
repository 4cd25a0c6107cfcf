"""An engine that is imported when it is opened."""

from __future__ import annotations

import ssl
from contextlib import AbstractAsyncContextManager
from typing import Literal

from .errors import RemoteUnavailable
from .model import Answer, Limits, Request, Timeouts
from .names import Resolve
from .transport import Transport

Engine = Literal["httpcore", "httptools"]


class LateTransport:
    """Importing an engine takes 0.1 to 0.3 s, which a command that asks nobody need not spend."""

    def __init__(
        self, engine: Engine, resolve: Resolve, limits: Limits, *, tls: ssl.SSLContext | None = None
    ):
        self._engine: Engine = engine
        self._resolve = resolve
        self._limits = limits
        self._tls = tls
        self._transport: Transport | None = None

    async def open(self) -> None:
        self._transport = self._transport or self._make()
        await self._transport.open()

    async def close(self) -> None:
        if self._transport is not None:
            await self._transport.close()

    def exchange(self, request: Request, timeouts: Timeouts) -> AbstractAsyncContextManager[Answer]:
        if self._transport is None:
            raise RemoteUnavailable("the client is not open")
        return self._transport.exchange(request, timeouts)

    def _make(self) -> Transport:
        if self._engine == "httptools":
            from .httptools_transport import HttptoolsTransport  # noqa: PLC0415 - see above

            return HttptoolsTransport(self._resolve, self._limits, tls=self._tls)
        from .httpcore_transport import HttpcoreTransport  # noqa: PLC0415 - see above

        return HttpcoreTransport(self._resolve, self._limits, tls=self._tls)
