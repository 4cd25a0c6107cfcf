"""One key being looked up, on behalf of all who ask for it meanwhile.

The look-up belongs to nobody who waits: any of them may be cancelled. First Valkey is asked; when
it has nothing fresh, the source, by the one process that gets the lease, in a task of its own.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextvars import copy_context
from random import uniform
from time import perf_counter
from typing import TYPE_CHECKING, Any, Final

from msgspec import MsgspecError

from regie.core.errors import RegieError, Unavailable
from regie.core.valkey import ValkeyFailed

from .blob import Found
from .entry import Entry
from .errors import LoadTimeout
from .remote import Lease, Place
from .scope import Key, digest

if TYPE_CHECKING:
    from .region import Region

FIRST_POLL_S: Final = 0.005
LONGEST_POLL_S: Final = 0.02


class Flight:
    def __init__(
        self,
        region: Region[Any],
        key: Key,
        names: tuple[bytes, ...],
        load: Callable[[], Awaitable[Any]],
        stale: Entry | None,
        *,
        refreshes: bool = False,
    ):
        """`refreshes`: nobody waits yet, what there is serves on."""
        self.names = frozenset(names)
        self._region = region
        self._levels = region.levels
        self._key = key
        self._names = names
        self._load = load
        self._context = copy_context()
        self._stale = stale
        self._refreshes = refreshes
        self._waiters: list[asyncio.Future[Entry]] = []
        self._softened = False
        self._spoiled = False
        self._over = False
        self._lease: Lease | None = None
        self._place: Place | None = None
        self._timers: list[asyncio.TimerHandle] = []
        self._task: asyncio.Task[None] | None = None

    def begin(self) -> None:
        """Raises TypeError for a bad key."""
        of_key = digest(self._key)
        self._region.flights[self._key] = self
        self._levels.flights.add(self)
        self._allow_stale()
        remote = self._levels.remote
        if remote is not None and remote.up:
            self._place = remote.place(self._region.code, of_key, self._names)
            try:
                remote.read(self._place, self)
            except ValkeyFailed:
                self._place = None
            else:
                return
        self._start_loading()

    async def join(self) -> Entry:
        """The answer, or the stale one after the soft time-out. Raises what the load raises."""
        if self._softened and self._stale is not None:
            self._region.statistics.stale_served += 1
            return self._stale
        waiter: asyncio.Future[Entry] = self._levels.loop.create_future()
        self._waiters.append(waiter)
        return await waiter

    def spoil(self) -> None:
        """An invalidation overtook it: who waits is served, who comes later asks anew."""
        if self._spoiled:
            return
        self._spoiled = True
        self._stale = None
        self._region.statistics.spoiled += 1
        self._hide()
        self._give_back()

    def abandon(self) -> asyncio.Task[None] | None:
        """The process ends; who waits gets Unavailable."""
        if self._task is None:
            self._end(Unavailable("the cache is closed"))
        else:
            self._task.cancel()
        return self._task

    def done(self) -> bool:
        """As a sink of Valkey's answer to the first reading."""
        return self._over

    def set_exception(self, exception: BaseException, /) -> None:  # noqa: ARG002 - a sink's signature
        """This look-up goes without Valkey: it has waited once."""
        self._place = None
        self._start_loading()

    def set_result(self, result: list[bytes | None], /) -> None:
        remote = self._levels.remote
        entry = self._usable(remote.understand(result)) if remote is not None else None
        if entry is None:
            self._start_loading()
        else:
            self._region.statistics.valkey_hits += len(self._waiters)
            self._land(entry)

    def _usable(self, found: Found | None) -> Entry | None:
        """None when it is no answer to this look-up; one that is past its time is kept in hand."""
        if found is None or self._levels.remote is None:
            return None
        fresh_s = found.fresh_until_ms / 1000 - self._levels.remote.server_time_s()
        try:
            entry = self._region.entry(
                self._key, self._names, found.payload, fresh_s, is_error=found.is_error
            )
        except (MsgspecError, UnicodeDecodeError):
            self._region.statistics.unreadable += 1
            return None
        now = self._levels.now()
        if entry.fresh_until <= now:
            if self._stale is None and entry.kept_until > now and not self._spoiled:
                self._stale = entry
                self._allow_stale()
            return None
        return None if self._refreshes and entry.check_at <= now else entry

    def _start_loading(self) -> None:
        self._task = self._levels.loop.create_task(self._work(), context=self._context)
        self._task.add_done_callback(self._finish)

    async def _work(self) -> None:
        policy = self._region.policy
        limit = asyncio.timeout(policy.hard_timeout_s)
        try:
            async with limit:
                if await self._elsewhere():
                    return
                payload, negative, is_error = await self._ask_source()
        except TimeoutError as error:
            if limit.expired():
                raise LoadTimeout(f"{self._region.prefix} took too long to load") from error
            raise
        fresh_s = policy.lifetime_s(negative=negative)
        entry = self._region.entry(self._key, self._names, payload, fresh_s, is_error=is_error)
        self._region.statistics.misses += len(self._waiters)
        self._land(entry)
        lease, self._lease = self._lease, None
        if lease is None or self._levels.remote is None:
            return
        if fresh_s <= 0:
            self._levels.remote.release(lease)
            return
        kept_s = policy.kept_s(negative=negative)
        try:
            await self._levels.remote.store(lease, payload, fresh_s, kept_s, is_error=is_error)
        except ValkeyFailed:
            return

    async def _ask_source(self) -> tuple[bytes, bool, bool]:
        """The encoded answer, whether it is negative, and whether it is an error."""
        statistics, codec = self._region.statistics, self._region.codec
        statistics.loads += 1
        began = perf_counter()
        try:
            value = await self._load()
        except self._region.policy.errors as error:
            return codec.encode_error(error), True, True
        finally:
            statistics.load_s += perf_counter() - began
        return codec.encode(value), value is None, False

    async def _elsewhere(self) -> bool:
        """Waits while another process loads; True when there is nothing left to do here.

        Without Valkey it returns at once and without a lease: then each process loads once.
        """
        remote, place = self._levels.remote, self._place
        if remote is None or place is None:
            return False
        pause_s = FIRST_POLL_S
        while True:
            try:
                found, self._lease = await remote.claim(place, self._region.policy.stale_s)
            except ValkeyFailed:
                return False
            entry = self._usable(found)
            if entry is not None:
                self._give_back()
                self._region.statistics.valkey_hits += len(self._waiters)
                self._land(entry)
                return True
            if self._lease is not None:
                self._later(remote.lease_s / 3, self._renew)
                return False
            if self._refreshes and not self._waiters:
                self._close()
                return True
            await asyncio.sleep(pause_s * uniform(0.5, 1))  # noqa: S311 - spreads the askers
            pause_s = min(pause_s * 1.5, LONGEST_POLL_S)

    def _renew(self) -> None:
        if self._lease is not None and self._levels.remote is not None:
            self._levels.remote.renew(self._lease)
            self._later(self._levels.remote.lease_s / 3, self._renew)

    def _allow_stale(self) -> None:
        soft_s = self._region.policy.soft_timeout_s
        if self._stale is None or soft_s is None:
            return
        if soft_s == 0:
            self._soften()
        else:
            self._later(soft_s, self._soften)

    def _soften(self) -> None:
        if self._stale is None:
            return
        self._softened = True
        self._region.statistics.stale_served += len(self._waiters)
        self._answer(self._stale)

    def _land(self, entry: Entry) -> None:
        self._close()
        if self._levels.enabled and not self._spoiled:
            self._levels.memory.put(entry)
        self._answer(entry)

    def _finish(self, task: asyncio.Task[None]) -> None:
        if task.cancelled():
            self._end(Unavailable("the load was cancelled"))
        else:
            error = task.exception()
            self._end(error) if error is not None else self._stop_timers()

    def _end(self, error: BaseException) -> None:
        """Without an answer of its own: with the stale one, if this is a failure of the source."""
        self._region.statistics.load_errors += 1
        self._close()
        self._give_back()
        if not _is_failure(error):
            self._deny()
        elif self._stale is not None and self._serve_stale(self._stale):
            return
        waiters, self._waiters = self._waiters, []
        for waiter in waiters:
            if not waiter.done():
                waiter.set_exception(error)

    def _serve_stale(self, stale: Entry) -> bool:
        now = self._levels.now()
        if stale.fresh_until > now:  # a refresh ahead of time failed: nothing has happened yet
            self._answer(stale)
            return True
        if stale.kept_until <= now:
            return False
        served = stale.served_until(now + self._region.policy.retry_s)
        self._levels.memory.put(served)
        self._region.statistics.stale_served += len(self._waiters)
        self._answer(served)
        return True

    def _deny(self) -> None:
        """The source says that what we remember is no more."""
        self._levels.memory.remove(self._region.shelf.get(self._key))
        if self._stale is not None and self._place is not None and self._levels.remote is not None:
            self._levels.remote.forget(self._place)

    def _answer(self, entry: Entry) -> None:
        waiters, self._waiters = self._waiters, []
        for waiter in waiters:
            if not waiter.done():
                waiter.set_result(entry)

    def _hide(self) -> None:
        """Who comes from now on does not find it."""
        if self._region.flights.get(self._key) is self:
            del self._region.flights[self._key]

    def _close(self) -> None:
        self._over = True
        self._hide()
        self._stop_timers()
        self._levels.flights.discard(self)

    def _give_back(self) -> None:
        lease, self._lease = self._lease, None
        if lease is not None and self._levels.remote is not None:
            self._levels.remote.release(lease)

    def _later(self, delay_s: float, call: Callable[[], None]) -> None:
        self._timers.append(self._levels.loop.call_later(delay_s, call))

    def _stop_timers(self) -> None:
        for timer in self._timers:
            timer.cancel()


def _is_failure(error: BaseException) -> bool:
    """An answer such as « there is none » is no failure, and nothing stale may contradict it."""
    return not isinstance(error, RegieError) or error.status >= 500
