"""Requests under way: each has an end, and closing the client is the end of all."""

from __future__ import annotations

import asyncio

from .errors import RemoteTimeout, RemoteUnavailable


class UnderWay:
    def __init__(self) -> None:
        self.open = False
        self._scopes: set[asyncio.Timeout] = set()
        self._at_rest = asyncio.Event()
        self._at_rest.set()

    def bounded(self, total_s: float | None) -> Bounds:
        """A block that bounds everything that one request takes."""
        return Bounds(self, total_s)

    async def end(self, grace_s: float) -> int:
        """Lets them end, then ends what is left: how many that were. Their callers get
        RemoteUnavailable."""
        self.open = False
        try:
            async with asyncio.timeout(grace_s):
                await self._at_rest.wait()
        except TimeoutError:
            left = len(self._scopes)
            for scope in self._scopes:
                if not scope.expired():
                    scope.reschedule(asyncio.get_running_loop().time())
            await self._at_rest.wait()
            return left
        return 0

    def add(self, scope: asyncio.Timeout) -> None:
        self._scopes.add(scope)
        self._at_rest.clear()

    def discard(self, scope: asyncio.Timeout) -> None:
        self._scopes.discard(scope)
        if not self._scopes:
            self._at_rest.set()


class Bounds:
    __slots__ = ("_scope", "_total_s", "_under_way")

    def __init__(self, under_way: UnderWay, total_s: float | None):
        self._under_way = under_way
        self._total_s = total_s

    async def __aenter__(self) -> asyncio.Timeout:
        if not self._under_way.open:
            raise RemoteUnavailable("the client is not open")
        self._scope = asyncio.timeout(self._total_s)
        await self._scope.__aenter__()
        self._under_way.add(self._scope)
        return self._scope

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: object
    ) -> None:
        del traceback
        self._under_way.discard(self._scope)
        try:
            await self._scope.__aexit__(kind, error, None)
        except TimeoutError as timeout:
            raise self._reason() from timeout
        if isinstance(error, TimeoutError) and self._scope.expired():
            raise self._reason() from error

    def _reason(self) -> RemoteTimeout | RemoteUnavailable:
        if not self._under_way.open:
            return RemoteUnavailable("ended, for the client closes")
        return RemoteTimeout(f"no whole answer within {self._total_s} s")
