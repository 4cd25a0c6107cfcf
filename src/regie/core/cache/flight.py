"""One key being looked up, on behalf of all who ask for it meanwhile.

The look-up belongs to nobody who waits: any of them may be cancelled. First Valkey is asked; only
when it has nothing fresh is the source, by a `Load`, which has a task of its own.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextvars import Context
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import MsgspecError

from regie.core.errors import RegieError, Unavailable
from regie.core.valkey import ValkeyAway

from .blob import Found, read_blob
from .entry import Entry
from .load import Load
from .scope import Key, digest

if TYPE_CHECKING:
    from .region import Region


class Flight(msgspec.Struct, eq=False):
    """A Struct for the reason that an Entry is one."""

    region: Region[Any]
    key: Key
    names: tuple[bytes, ...]
    source: Callable[[], Awaitable[Any]]
    context: Context
    """Of the first who asked: the source is asked in it."""
    stale: Entry | None
    refreshes: bool = False
    """Nobody waits yet, what there is serves on."""
    waiters: list[asyncio.Future[Entry]] = []
    softened: bool = False
    spoiled: bool = False
    over: bool = False
    of_key: bytes = b""
    packed: bytes = b""
    load: Load | None = None
    soft_timer: asyncio.TimerHandle | None = None

    def begin(self) -> None:
        """Raises TypeError for a bad key."""
        region = self.region
        levels = region.levels
        self.of_key = digest(self.key)
        self.packed = region.packed + self.of_key + b"\r\n"
        region.flights[self.key] = self
        levels.flights.add(self)
        if self.stale is not None:
            self._allow_stale()
        if levels.remote is not None:
            try:
                levels.remote.reading.ask(self)
            except ValkeyAway:
                self._begin_load(shared=False)
        else:
            self._begin_load(shared=False)

    def join(self) -> Entry | asyncio.Future[Entry]:
        """The answer, or the stale one after the soft time-out. Raises what the load raises."""
        if self.softened and self.stale is not None:
            self.region.statistics.stale_served += 1
            return self.stale
        waiter: asyncio.Future[Entry] = self.region.levels.loop.create_future()
        self.waiters.append(waiter)
        return waiter

    def spoil(self) -> None:
        """An invalidation overtook it: who waits is served, who comes later asks anew."""
        if self.spoiled or self.over:
            return
        self.spoiled = True
        self.stale = None
        self.region.statistics.spoiled += 1
        del self.region.flights[self.key]
        if self.load is not None:
            self.load.give_back()

    def abandon(self) -> asyncio.Task[None] | None:
        """The process ends; who waits gets Unavailable."""
        if self.load is None:
            self.end(Unavailable("the cache is closed"))
            return None
        self.load.task.cancel()
        return self.load.task

    def told(self, blob: bytes | None, stamp: bytes | None, ahead_s: float, /) -> None:
        if self.over:
            return
        found = read_blob(blob, stamp)
        entry = None if found is None else self.usable(found, ahead_s)
        if entry is None:
            self._begin_load(shared=True)
        else:
            self.region.statistics.valkey_hits += len(self.waiters)
            self.land(entry)

    def untold(self) -> None:
        """This look-up goes without Valkey: it has waited once."""
        if not self.over:
            self._begin_load(shared=False)

    def usable(self, found: Found, ahead_s: float) -> Entry | None:
        """None when it is no answer to this look-up; one that is past its time is kept in hand.

        `ahead_s`: the server's clock minus ours."""
        region = self.region
        now = region.now()
        try:
            entry = region.entry(
                self.key,
                self.names,
                found.payload,
                ends=found.fresh_until_s - ahead_s,
                now=now,
                is_error=found.is_error,
            )
        except (MsgspecError, UnicodeDecodeError):
            region.statistics.unreadable += 1
            return None
        if entry.fresh_until <= now:
            if self.stale is None and entry.kept_until > now and not self.spoiled:
                self.stale = entry
                self._allow_stale()
            return None
        return None if self.refreshes and entry.check_at <= now else entry

    def land(self, entry: Entry) -> None:
        self.close()
        levels = self.region.levels
        if not self.spoiled and levels.enabled:
            levels.memory.put(entry)
        for waiter in self.waiters:
            if not waiter.done():
                waiter.set_result(entry)

    def end(self, error: BaseException) -> None:
        """Without an answer of its own: with the stale one, if this is a failure of the source."""
        if self.over:
            return
        self.region.statistics.load_errors += 1
        self.close()
        if not _is_failure(error):
            self._deny()
        elif self.stale is not None and self._serve_stale(self.stale):
            return
        waiters, self.waiters = self.waiters, []
        for waiter in waiters:
            if not waiter.done():
                waiter.set_exception(error)

    def close(self) -> None:
        """Once, and who comes from now on does not find it."""
        self.over = True
        if not self.spoiled:
            del self.region.flights[self.key]
        if self.soft_timer is not None:
            self.soft_timer.cancel()
        self.region.levels.flights.discard(self)

    def _begin_load(self, *, shared: bool) -> None:
        self.load = Load(self, shared=shared)

    def _allow_stale(self) -> None:
        soft_s = self.region.policy.soft_timeout_s
        if soft_s is None:
            return
        if soft_s == 0:
            self._soften()
        else:
            self.soft_timer = self.region.levels.loop.call_later(soft_s, self._soften)

    def _soften(self) -> None:
        if self.stale is None:
            return
        self.softened = True
        self.region.statistics.stale_served += len(self.waiters)
        self._answer(self.stale)

    def _serve_stale(self, stale: Entry) -> bool:
        now = self.region.now()
        if stale.fresh_until > now:  # a refresh ahead of time failed: nothing has happened yet
            self._answer(stale)
            return True
        if stale.kept_until <= now:
            return False
        served = stale.served_until(now + self.region.policy.retry_s)
        self.region.levels.memory.put(served)
        self.region.statistics.stale_served += len(self.waiters)
        self._answer(served)
        return True

    def _deny(self) -> None:
        """The source says that what we remember is no more."""
        region = self.region
        region.levels.memory.remove(region.shelf.get(self.key))
        if self.stale is not None and self.load is not None:
            self.load.forget()

    def _answer(self, entry: Entry) -> None:
        waiters, self.waiters = self.waiters, []
        for waiter in waiters:
            if not waiter.done():
                waiter.set_result(entry)


def _is_failure(error: BaseException) -> bool:
    """An answer such as « there is none » is no failure, and nothing stale may contradict it."""
    return not isinstance(error, RegieError) or error.status >= 500
