"""Waking a worker for each row that this process has written and committed.

The short way: no row of the outbox and no relay stand between the commit and the wake. A process
that dies in between, or a Valkey that is away, leaves the row to the next sweep.
"""

from __future__ import annotations

import asyncio

from regie.core.db import DatabaseUrl, listen
from regie.core.ending import end
from regie.core.errors import Unavailable
from regie.core.observe import get_logger

from .wake import JOBS_CHANNEL, MOST_WAKES, ORIGIN, Wakes, WakesAway

_log = get_logger(__name__)


class Bell:
    """Rings in batches: while some wakes are sent the next ones gather."""

    def __init__(self, wakes: Wakes):
        self._wakes = wakes
        self._rung = asyncio.Event()
        self._jobs = 0

    def heard(self, payload: str) -> None:
        if self._wakes.needed and payload.startswith(ORIGIN):
            self._jobs += 1
            self._rung.set()

    async def run(self) -> None:
        while True:
            await self._rung.wait()
            self._rung.clear()
            jobs, self._jobs = min(self._jobs, MOST_WAKES), 0
            try:
                await self._wakes.wake(jobs)
            except WakesAway as away:
                _log.warning("jobs_wake_left_to_the_sweep", reason=str(away))


class JobBell:
    """A resource, for processes that enqueue and run no jobs themselves. Holds one connection of
    its own, outside the pool; `url` leads to the database of the jobs."""

    name = "job-bell"
    required = False

    def __init__(self, url: DatabaseUrl, wakes: Wakes):
        self._url = url
        self._bell = Bell(wakes)
        self._hears = False
        self._tasks: list[asyncio.Task[None]] = []

    async def open(self) -> None:
        if not self._tasks:
            listening = listen(
                self._url,
                JOBS_CHANNEL,
                heard=self._bell.heard,
                connected=self._connected,
                lost=self._lost,
            )
            self._tasks = [asyncio.create_task(listening), asyncio.create_task(self._bell.run())]

    async def close(self) -> None:
        await end(*self._tasks)
        self._tasks = []

    async def ping(self) -> None:
        """Raises when jobs begin by the sweep alone, a few seconds late."""
        if not self._hears:
            raise Unavailable("the jobs' channel is not listened to")

    def _connected(self) -> None:
        self._hears = True

    def _lost(self) -> None:
        self._hears = False
