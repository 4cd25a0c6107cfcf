"""A transport that asks a function instead of a server: what tests of an application use."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from .errors import RemoteUnavailable
from .model import Headers, Request, Timeouts


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer made up by a test."""

    status: int = 200
    headers: Headers = field(default_factory=Headers)
    body: bytes = b""

    async def chunks(self) -> AsyncGenerator[bytes]:
        if self.body:
            yield self.body


class MemoryTransport:
    """Answers with what `answer` makes of a request; it may raise any RemoteError.

    `failure`, while it is set, makes what is raised instead. `requests` has all that was asked.
    """

    def __init__(self, answer: Callable[[Request], Reply]):
        self._answer = answer
        self._open = False
        self.failure: Callable[[], Exception] | None = None
        self.requests: list[Request] = []

    async def open(self) -> None:
        self._open = True

    async def close(self) -> None:
        self._open = False

    @asynccontextmanager
    async def exchange(self, request: Request, timeouts: Timeouts) -> AsyncGenerator[Reply]:
        del timeouts
        if not self._open:
            raise RemoteUnavailable("the client is not open")
        self.requests.append(request)
        if self.failure is not None:
            raise self.failure()
        yield self._answer(request)
