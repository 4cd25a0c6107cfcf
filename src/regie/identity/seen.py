"""When sessions and tokens were last seen: noted in memory, written together."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from time import monotonic
from typing import Final, Protocol

from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.db import Database
from regie.core.ending import end
from regie.core.errors import RegieError
from regie.core.observe import get_logger

_log = get_logger(__name__)

ONCE_IN_S: Final = 60.0
"""So exact is what a person reads of a device, and so much earlier may idleness end a session."""
EVERY_S: Final = 15.0
LAST_WORDS_S: Final = 2.0


class Write(Protocol):
    async def __call__(
        self, connection: AsyncConnection, ago_s: dict[int, float], /, *, least_s: float
    ) -> None:
        """How long ago each was seen; one that was noted less than `least_s` before stays as it
        is."""
        ...


class LastSeen:
    """A resource. A process that is killed loses the last seconds; while PostgreSQL is away they
    are kept."""

    def __init__(self, name: str, database: Database, write: Write, *, every_s: float = EVERY_S):
        """`name`: what is seen, `sessions`."""
        self.name = f"{name}-seen"
        self._database = database
        self._write = write
        self._every_s = every_s
        self._noted: dict[int, float] = {}
        self._waiting: dict[int, float] = {}
        self._stopping = asyncio.Event()
        self._writing: asyncio.Task[None] | None = None

    def note(self, number: int) -> None:
        now = monotonic()
        if now - self._noted.get(number, float("-inf")) >= ONCE_IN_S:
            self._noted[number] = self._waiting[number] = now

    async def open(self) -> None:
        if self._writing is None:
            self._stopping.clear()
            self._writing = asyncio.create_task(self._write_forever())

    async def close(self) -> None:
        self._stopping.set()
        if self._writing is not None:
            await asyncio.wait({self._writing}, timeout=LAST_WORDS_S)
            await end(self._writing)
            self._writing = None

    async def flush(self) -> None:
        waiting, self._waiting = self._waiting, {}
        now = monotonic()
        self._noted = {each: at for each, at in self._noted.items() if now - at < ONCE_IN_S}
        if not waiting:
            return
        try:
            async with self._database.single() as connection:
                ago_s = {number: now - at for number, at in waiting.items()}
                await self._write(connection, ago_s, least_s=ONCE_IN_S / 2)
        except (RegieError, DBAPIError) as error:
            self._waiting = waiting | self._waiting
            _log.warning("seen_not_written", of=self.name, error=type(error).__name__)

    async def _write_forever(self) -> None:
        while not self._stopping.is_set():
            with suppress(TimeoutError):
                async with asyncio.timeout(self._every_s):
                    await self._stopping.wait()
            await self.flush()
