"""Telling the world what a job does: each state and progress as an event, progress as a row too."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from time import monotonic
from typing import Final, Protocol

from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.db import Database

from .away import DATABASE_ERRORS
from .context import Progress
from .rows import Held, Taken, write_progress

EVENT_EVERY_S: Final = 0.1
ROW_EVERY_S: Final = 1.0
"""An event costs a message, a row costs a write of PostgreSQL."""


class Tells(Protocol):
    """Must not raise and not wait long: nobody's work depends on it."""

    async def progress(self, job: Held, progress: Progress) -> None: ...

    async def state(self, job: Held, state: str, reason: str | None = None) -> None: ...


class TellsNobody:
    async def progress(self, job: Held, progress: Progress) -> None: ...

    async def state(self, job: Held, state: str, reason: str | None = None) -> None: ...


class Telling:
    """Of one attempt: what comes too fast is left out, the last one never is."""

    def __init__(self, database: Database, tells: Tells, taken: Taken):
        self._database = database
        self._tells = tells
        self._taken = taken
        self._loop = asyncio.get_running_loop()
        self._news = asyncio.Event()
        self._latest: Progress | None = None
        self._written: Progress | None = None

    def tell(self, progress: Progress) -> None:
        """From any thread."""
        self._latest = progress
        self._loop.call_soon_threadsafe(self._news.set)

    async def run(self) -> None:
        row_at = monotonic()
        while True:
            await self._news.wait()
            self._news.clear()
            if self._latest is not None:
                await self._tells.progress(self._taken, self._latest)
            if monotonic() >= row_at:
                row_at = monotonic() + ROW_EVERY_S
                with suppress(*DATABASE_ERRORS):
                    async with self._database.begin() as connection:
                        await self.write(connection)
            await asyncio.sleep(EVENT_EVERY_S)

    async def write(self, connection: AsyncConnection) -> None:
        latest = self._latest
        if latest is not None and latest is not self._written:
            await write_progress(connection, self._taken, latest)
            self._written = latest
