"""A few connections to one source: bounded, bounded waiting, each cleansed after each use.

What a statement changed in its session must not meet the next one: `RESET ALL` brings back what
the connection was opened with (read-only, time-outs). It runs after the caller has the rows, so
it costs the caller nothing, and the slot is free only when it is done.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from contextvars import Context
from time import monotonic
from typing import Protocol

from .errors import SourceBusy, SourceFull, SourceUnavailable
from .limits import Limits
from .source import Row


class Connection(Protocol):
    """The part of a driver's connection that is used here."""

    async def fetch(self, query: str, *args: object) -> Sequence[Row]: ...
    async def cleanse(self) -> bool:
        """Brings the session back to how it was opened; False when that cannot be said."""
        ...

    async def close(self, timeout_s: float) -> None: ...
    def is_closed(self) -> bool: ...


class Lease:
    """A connection in use, or idle between two uses."""

    __slots__ = ("connection", "fresh", "idle_since", "opened_at")

    def __init__(self, connection: Connection, opened_at: float):
        self.connection = connection
        self.opened_at = opened_at
        self.idle_since = opened_at
        self.fresh = True
        """Not used since it was opened: if it fails, another one would fail as well."""


class Pool:
    def __init__(
        self,
        connect: Callable[[], Awaitable[Connection]],
        limits: Limits,
        now: Callable[[], float] = monotonic,
        on_use: Callable[[int], None] = lambda _: None,
    ):
        """`on_use` is told how many connections are in use, at each change."""
        self._connect = connect
        self._limits = limits
        self._now = now
        self._on_use = on_use
        self._slots = asyncio.Semaphore(limits.connections)
        self._idle: list[Lease] = []
        self._waiting = 0
        self._in_use = 0
        self._connecting = 0
        self._changed = asyncio.Event()
        """Set, and replaced, when a connection was opened, refused or given back."""
        self._closed = False
        self._sweep: asyncio.TimerHandle | None = None
        self._afterwards: set[asyncio.Task[None]] = set()

    def open(self) -> None:
        """Also after it was closed."""
        self._closed = False

    async def borrow(self) -> Lease:
        """Raises SourceBusy at once when too many wait, or when the wait is over; SourceUnavailable
        once the pool was closed."""
        self._check_open()
        await self._take_slot()
        try:
            self._check_open()
            lease = await self._lease()
        except BaseException:
            self._slots.release()
            raise
        self._count_use(+1)
        return lease

    def _check_open(self) -> None:
        if self._closed:
            raise SourceUnavailable("the source was closed")

    async def _lease(self) -> Lease:
        """When the source is full, one of ours that comes back will do as well as a new one."""
        refusal: SourceFull | None = None
        while (lease := self._take_idle()) is None:
            if refusal is None:
                try:
                    return await self._open()
                except SourceFull as full:
                    refusal = full
            elif self._in_use + self._connecting > 0:
                await self._wait_for_change()
            else:
                raise refusal
        return lease

    async def _open(self) -> Lease:
        self._connecting += 1
        try:
            return Lease(await self._connect(), self._now())
        finally:
            self._connecting -= 1
            self._tell_change()

    async def _wait_for_change(self) -> None:
        try:
            async with asyncio.timeout(self._limits.wait_s):
                await self._changed.wait()
        except TimeoutError:
            raise SourceBusy("source_full", retry_after_s=1) from None

    def _tell_change(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()

    def give_back(self, lease: Lease) -> None:
        """Returns at once; the connection is cleansed before anybody else gets it."""
        self._later(self._cleanse(lease))

    def discard(self, lease: Lease) -> None:
        """Returns at once; what runs on the connection is cancelled and it is closed."""
        self._later(self._part_with(lease))

    async def close(self) -> None:
        """What is still in use is closed when it is given back."""
        self._closed = True
        if self._sweep is not None:
            self._sweep.cancel()
            self._sweep = None
        while self._afterwards:
            await asyncio.wait(self._afterwards)
        idle, self._idle = self._idle, []
        await asyncio.gather(*map(self._close, idle))

    async def _take_slot(self) -> None:
        if not self._slots.locked():
            await self._slots.acquire()
            return
        if self._waiting >= self._limits.waiting:
            raise SourceBusy("too many wait for a connection already", retry_after_s=1)
        self._waiting += 1
        try:
            async with asyncio.timeout(self._limits.wait_s):
                await self._slots.acquire()
        except TimeoutError:
            raise SourceBusy("no connection became free in time", retry_after_s=1) from None
        finally:
            self._waiting -= 1

    def _take_idle(self) -> Lease | None:
        """The last one used, for it is warm; those that died or aged are parted with."""
        while self._idle:
            lease = self._idle.pop()
            if self._usable(lease):
                return lease
            self._later(self._close(lease))
        return None

    def _usable(self, lease: Lease) -> bool:
        age_s = self._now() - lease.opened_at
        if self._closed or lease.connection.is_closed():
            return False
        return age_s < self._limits.lifetime_s

    async def _cleanse(self, lease: Lease) -> None:
        lease.fresh = False
        clean = False
        try:
            clean = self._usable(lease) and await lease.connection.cleanse()
        finally:
            if clean:
                self._keep(lease)
                self._release()
            else:
                await self._part_with(lease)

    def _keep(self, lease: Lease) -> None:
        lease.idle_since = self._now()
        self._idle.append(lease)
        self._trim()
        self._sweep_later()

    def _sweep_later(self) -> None:
        """In a context of nobody's: the request that happens to be first has a span and ids of its
        own, and ends long before."""
        if self._idle and self._sweep is None and not self._closed:
            loop = asyncio.get_running_loop()
            self._sweep = loop.call_later(self._limits.idle_s, self._sweep_idle, context=Context())

    def _sweep_idle(self) -> None:
        """By the clock and not at the next use: of a source that nobody asks any more there would
        be none."""
        self._sweep = None
        idle, self._idle = self._idle, []
        for lease in idle:
            if self._usable(lease):
                self._idle.append(lease)
            else:
                self._later(self._close(lease))
        self._trim()
        self._sweep_later()

    def _trim(self) -> None:
        """The first of the idle ones is the one that nobody needed for longest."""
        while len(self._idle) > self._limits.connections_kept:
            if self._now() - self._idle[0].idle_since < self._limits.idle_s:
                return
            self._later(self._close(self._idle.pop(0)))

    async def _part_with(self, lease: Lease) -> None:
        try:
            await self._close(lease)
        finally:
            self._release()

    def _release(self) -> None:
        self._count_use(-1)
        self._slots.release()
        self._tell_change()

    def _count_use(self, change: int) -> None:
        self._in_use += change
        self._on_use(self._in_use)

    def _later(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._afterwards.add(task)
        task.add_done_callback(self._afterwards.discard)

    async def _close(self, lease: Lease) -> None:
        await lease.connection.close(self._limits.farewell_s)
