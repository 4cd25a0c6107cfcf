"""Threads in which passwords are hashed, and a short queue before them."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from typing import Final, TypeVar

from regie.core.threads import in_thread

from .errors import HashingFull

MOST_WAITING: Final = 64
"""Each waits some 25 ms for each two before it; more than that hold up the other routes' places."""

T = TypeVar("T")


def usable_cores() -> int:
    """Those that this process may use, where the system tells; a container sees them all."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class HashingPool:
    """Holds nothing open. A hash that has begun cannot be stopped: it keeps its place until it is
    done, also when nobody waits for it any more; whoever leaves before leaves nothing behind."""

    def __init__(self, threads: int | None = None, most_waiting: int = MOST_WAITING):
        self._free = asyncio.Semaphore(threads or usable_cores())
        self._most_waiting = most_waiting
        self._waiting = 0

    def require_room(self) -> None:
        """Raises HashingFull when too many wait."""
        if self._waiting >= self._most_waiting:
            raise HashingFull

    async def run(self, work: Callable[[], T]) -> T:
        """Raises HashingFull at once, and whatever the work raises."""
        self.require_room()
        self._waiting += 1
        try:
            await self._free.acquire()
        finally:
            self._waiting -= 1
        hashing = in_thread(work)
        hashing.add_done_callback(lambda _: self._free.release())
        return await asyncio.shield(hashing)
