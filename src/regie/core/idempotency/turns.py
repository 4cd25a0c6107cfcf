"""One at a time for each key, within a process: who waits holds no connection meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary

from .answers import RETRY_AFTER_S
from .errors import InProgress
from .use import Use


class Turns:
    def __init__(self) -> None:
        self._locks: WeakValueDictionary[tuple[str, bytes], asyncio.Lock] = WeakValueDictionary()
        """Those that somebody has or waits for; no others live."""

    @asynccontextmanager
    async def one(self, use: Use, *, until: float) -> AsyncGenerator[None]:
        """`until` is a time of the event loop; raises InProgress then."""
        lock = self._locks.setdefault(use.slot, asyncio.Lock())
        try:
            async with asyncio.timeout_at(until):
                await lock.acquire()
        except TimeoutError:
            raise InProgress(retry_after_s=RETRY_AFTER_S) from None
        try:
            yield
        finally:
            lock.release()
