"""Asking the source: by the one process that gets the lease, in a task of its own."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from random import uniform
from time import perf_counter
from typing import TYPE_CHECKING, Final

from regie.core.errors import Unavailable
from regie.core.valkey import ValkeyFailed

from .errors import LoadTimeout
from .remote import Lease, Place, Remote

if TYPE_CHECKING:
    from .flight import Flight

FIRST_POLL_S: Final = 0.01
LONGEST_POLL_S: Final = 0.1
LONGEST_DEAF_POLL_S: Final = 0.02
"""Who waits for another process is told when it is done. Asking again and again is for the case
that it died, or that nothing is heard."""


class Load:
    """Begins at once; `task` ends when nothing is left to do for the flight."""

    def __init__(self, flight: Flight, *, shared: bool):
        """`shared`: Valkey answered the look-up, so that others may be loading the same."""
        region = flight.region
        self._flight = flight
        self._region = region
        self._levels = region.levels
        self._place: Place | None = None
        self._lease: Lease | None = None
        self._renewal: asyncio.TimerHandle | None = None
        if shared and self._levels.remote is not None:
            self._place = self._levels.remote.place(region.code, flight.of_key, flight.names)
        self.task = self._levels.loop.create_task(self._work(), context=flight.context)
        self.task.add_done_callback(self._finish)

    def give_back(self) -> None:
        """Nothing is stored from here on."""
        lease, self._lease = self._lease, None
        if lease is not None and self._levels.remote is not None:
            self._levels.remote.release(lease)

    def forget(self) -> None:
        """What Valkey holds is no more."""
        if self._place is not None and self._levels.remote is not None:
            self._levels.remote.forget(self._place)

    async def _work(self) -> None:
        region = self._region
        limit = asyncio.timeout(region.policy.hard_timeout_s)
        try:
            async with limit:
                if await self._elsewhere():
                    return
                payload, negative, is_error = await self._ask_source()
        except TimeoutError as error:
            if limit.expired():
                raise LoadTimeout(f"{region.prefix} took too long to load") from error
            raise
        flight = self._flight
        fresh_s = region.policy.lifetime_s(negative=negative)
        now = region.now()
        entry = region.entry(
            flight.key, flight.names, payload, ends=now + fresh_s, now=now, is_error=is_error
        )
        region.statistics.misses += len(flight.waiters)
        flight.land(entry)
        await self._store(payload, fresh_s, negative=negative, is_error=is_error)

    async def _ask_source(self) -> tuple[bytes, bool, bool]:
        """The encoded answer, whether it is negative, and whether it is an error."""
        statistics, codec = self._region.statistics, self._region.codec
        statistics.loads += 1
        began = perf_counter()
        try:
            value = await self._flight.source()
        except self._region.policy.errors as error:
            return codec.encode_error(error), True, True
        finally:
            statistics.load_s += perf_counter() - began
        return codec.encode(value), value is None, False

    async def _store(
        self, payload: bytes, fresh_s: float, *, negative: bool, is_error: bool
    ) -> None:
        if self._lease is None or self._levels.remote is None:
            return
        if fresh_s <= 0:
            self.give_back()
            return
        lease, self._lease = self._lease, None
        kept_s = self._region.policy.kept_s(negative=negative)
        with suppress(ValkeyFailed):
            await self._levels.remote.store(lease, payload, fresh_s, kept_s, is_error=is_error)

    async def _elsewhere(self) -> bool:
        """Waits while another process loads; True when there is nothing left to do here.

        Without Valkey it returns at once and without a lease: then each process loads once.
        """
        remote, place, flight = self._levels.remote, self._place, self._flight
        if remote is None or place is None:
            return False
        pause_s = FIRST_POLL_S
        while True:
            with self._levels.leases.watched(place.lease) as given_back:
                try:
                    found, self._lease = await remote.claim(place, self._region.policy.stale_s)
                except ValkeyFailed:
                    return False
                entry = None if found is None else flight.usable(found, remote.link.server_ahead_s)
                if entry is not None:
                    self.give_back()
                    self._region.statistics.valkey_hits += len(flight.waiters)
                    flight.land(entry)
                    return True
                if self._lease is not None:
                    self._renew_later(remote)
                    return False
                if flight.refreshes and not flight.waiters:
                    flight.close()
                    return True
                with suppress(TimeoutError):
                    async with asyncio.timeout(pause_s * uniform(0.5, 1)):  # noqa: S311 - spreads
                        await given_back.wait()
            longest_s = LONGEST_POLL_S if self._levels.hears else LONGEST_DEAF_POLL_S
            pause_s = min(pause_s * 1.5, longest_s)

    def _renew_later(self, remote: Remote) -> None:
        self._renewal = self._levels.loop.call_later(remote.lease_s / 3, self._renew, remote)

    def _renew(self, remote: Remote) -> None:
        if self._lease is not None:
            remote.renew(self._lease)
            self._renew_later(remote)

    def _finish(self, task: asyncio.Task[None]) -> None:
        if self._renewal is not None:
            self._renewal.cancel()
        error = Unavailable("the load was cancelled") if task.cancelled() else task.exception()
        if error is not None:
            self.give_back()
            self._flight.end(error)
