"""Telling the world what a job does: each state and progress as an event, progress as a row too."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from time import monotonic
from typing import Final, Protocol

from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.db import Database
from regie.core.observe import get_logger

from .away import DATABASE_ERRORS
from .context import Progress
from .rows import Held, Taken, write_progress

_log = get_logger(__name__)

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
    """Of one attempt: what comes too fast is left out, the last one never is. What cannot be told
    is a defect, logged once: the job goes on, and so does telling what it says next."""

    def __init__(self, database: Database, tells: Tells, taken: Taken):
        self._database = database
        self._tells = tells
        self._taken = taken
        self._loop = asyncio.get_running_loop()
        self._news = asyncio.Event()
        self._latest: Progress | None = None
        self._written: Progress | None = None
        self._row_at = monotonic()
        self._failed = False

    def tell(self, progress: Progress) -> None:
        """From any thread."""
        self._latest = progress
        self._loop.call_soon_threadsafe(self._news.set)

    async def run(self) -> None:
        while True:
            await self._news_or_row()
            try:
                await self._tell_latest()
            except Exception:  # noqa: BLE001 - an edge: the job goes on
                if not self._failed:
                    _log.exception("job_progress_untold", id=self._taken.id)
                self._failed = True
            await asyncio.sleep(EVENT_EVERY_S)

    async def _news_or_row(self) -> None:
        """Until there is something to tell, or until the row may be written that lags behind."""
        lags = self._latest is not self._written
        with suppress(TimeoutError):
            async with asyncio.timeout(max(0.0, self._row_at - monotonic()) if lags else None):
                await self._news.wait()

    async def _tell_latest(self) -> None:
        if self._news.is_set() and self._latest is not None:
            self._news.clear()
            await self._tells.progress(self._taken, self._latest)
        if monotonic() >= self._row_at:
            self._row_at = monotonic() + ROW_EVERY_S
            with suppress(*DATABASE_ERRORS):
                async with self._database.begin() as connection:
                    writing = await self.write(connection)
                self._written = writing

    async def write(self, connection: AsyncConnection) -> Progress | None:
        """What the row says once the caller's transaction is committed: until then it may be
        undone, by a cancellation as well, and has to be written again."""
        latest = self._latest
        if latest is not None and latest is not self._written:
            await write_progress(connection, self._taken, latest)
        return latest
