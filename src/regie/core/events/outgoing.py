"""What this process has to say and could not say yet: in order, and no more than so much."""

from __future__ import annotations

import asyncio
from collections import deque
from contextlib import suppress
from itertools import islice
from typing import Final

from regie.core.errors import RegieError
from regie.core.observe import get_logger

from .bus import Bus
from .event import seal_reset
from .metrics import EventMetrics

_log = get_logger(__name__)

BATCH: Final = 100
CROWDED: Final = 500
MOST_EVENTS: Final = 1_000
ROOM_S: Final = 0.25
FIRST_PAUSE_S: Final = 0.05
LONGEST_PAUSE_S: Final = 1.0


class Outgoing:
    """While the bus is away events wait. One too many, and all of them are given up for one that
    tells everybody to look anew."""

    def __init__(self, bus: Bus, metrics: EventMetrics):
        self._bus = bus
        self._metrics = metrics
        self._waiting: deque[bytes] = deque()
        self._wake = asyncio.Event()
        self._sent = asyncio.Event()
        self._away = False

    def put(self, payload: bytes) -> None:
        if len(self._waiting) >= MOST_EVENTS:
            _log.warning("events_lost", events=len(self._waiting))
            self._metrics.lost(len(self._waiting))
            self._waiting = deque([seal_reset()])
        self._waiting.append(payload)
        self._wake.set()

    async def room(self) -> None:
        """Holds back who publishes faster than the bus takes, for a moment; never while it is
        away."""
        if len(self._waiting) < CROWDED or self._away:
            return
        self._sent.clear()
        with suppress(TimeoutError):
            async with asyncio.timeout(ROOM_S):
                await self._sent.wait()

    async def run(self) -> None:
        """For ever."""
        pause_s = FIRST_PAUSE_S
        while True:
            await self._wake.wait()
            try:
                await self._send()
            except RegieError as error:
                if not self._away:
                    _log.warning("events_bus_away", reason=type(error).__name__)
                self._away = True
                await asyncio.sleep(pause_s)
                pause_s = min(pause_s * 2, LONGEST_PAUSE_S)
            else:
                if self._away:
                    _log.info("events_bus_back")
                self._away = False
                pause_s = FIRST_PAUSE_S

    async def drained(self, timeout_s: float) -> None:
        """Until everything has left, or the time is over."""
        with suppress(TimeoutError):
            async with asyncio.timeout(timeout_s):
                while self._waiting and not self._away:
                    self._sent.clear()
                    await self._sent.wait()

    async def _send(self) -> None:
        waiting = self._waiting
        batch = list(islice(waiting, BATCH))
        await self._bus.send(batch)
        self._metrics.sent(len(batch))
        if waiting is self._waiting:  # not given up meanwhile
            for _ in batch:
                waiting.popleft()
        if not self._waiting:
            self._wake.clear()
        self._sent.set()
