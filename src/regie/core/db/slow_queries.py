"""Slow statements, kept: gathered in memory, written together, far from whoever was slow.

What is gathered is lost when the process dies and when the database is away: a slow database is
not made to wait for the record of its slowness. Losses are counted.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict
from time import monotonic
from typing import Final

from prometheus_client import CollectorRegistry, Counter
from sqlalchemy import insert
from sqlalchemy.exc import DBAPIError

from regie.core.errors import RegieError
from regie.core.observe import (
    SLOW_SQL_MS,
    SlowStatement,
    get_logger,
    listen_to_slow_sql,
    set_slow_sql_threshold,
    untold,
)

from .database import Database
from .days import ensure_days
from .tables import slow_queries

_log = get_logger(__name__)

ROOM: Final = 500
"""Statements that wait to be written: at 2 kB of text each, a megabyte."""
EVERY_S: Final = 5.0
LAST_WORDS_S: Final = 2.0
_DAYS_HOLD_S: Final = 3600.0
_DATABASE_ERRORS: Final = (RegieError, DBAPIError)


class SlowQueries:
    """From `open` to `close` it hears every slow statement of the process. No check: the database
    has its own, and what is lost is counted."""

    name = "slow_queries"

    def __init__(
        self,
        database: Database,
        registry: CollectorRegistry,
        *,
        threshold_ms: float = SLOW_SQL_MS,
        every_s: float = EVERY_S,
    ):
        self._database = database
        self._threshold_ms = threshold_ms
        self._every_s = every_s
        self._waiting: deque[SlowStatement] = deque()
        self._stop_listening: Callable[[], None] = _nothing
        self._stopping = asyncio.Event()
        self._writing: asyncio.Task[None] | None = None
        self._days_made_at = -_DAYS_HOLD_S
        self._kept = Counter(
            "regie_slow_queries_kept", "Slow statements written down.", registry=registry
        )
        self._lost = Counter(
            "regie_slow_queries_lost",
            "Slow statements that were not: too many at once, or the database away.",
            ("reason",),
            registry=registry,
        )

    async def open(self) -> None:
        if self._writing is None:
            self._stopping.clear()
            set_slow_sql_threshold(self._threshold_ms)
            self._stop_listening = listen_to_slow_sql(self._hear)
            self._writing = asyncio.create_task(self._write_forever())

    async def close(self) -> None:
        """Writes what waits, for LAST_WORDS_S at most."""
        self._stop_listening()
        self._stopping.set()
        if self._writing is not None:
            await asyncio.wait({self._writing}, timeout=LAST_WORDS_S)
            self._writing.cancel()
            self._writing = None

    def _hear(self, slow: SlowStatement) -> None:
        if len(self._waiting) < ROOM:
            self._waiting.append(slow)
        else:
            self._lost.labels("full").inc()

    async def _write_forever(self) -> None:
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(self._every_s):
                    await self._stopping.wait()
            await self._write()
            if self._stopping.is_set():
                return

    async def _write(self) -> None:
        """What waits, in one statement; it is gone from memory either way."""
        batch = [self._waiting.popleft() for _ in range(len(self._waiting))]
        if not batch:
            return
        try:
            with untold():
                await self._insert(batch)
        except _DATABASE_ERRORS as error:
            self._lost.labels("database").inc(len(batch))
            _log.warning("slow_queries_lost", count=len(batch), error=type(error).__name__)
        else:
            self._kept.inc(len(batch))

    async def _insert(self, batch: Sequence[SlowStatement]) -> None:
        if monotonic() - self._days_made_at > _DAYS_HOLD_S:
            async with self._database.begin() as connection:
                await ensure_days(connection, slow_queries)
            self._days_made_at = monotonic()
        async with self._database.begin() as connection:
            await connection.execute(insert(slow_queries), [asdict(each) for each in batch])


def _nothing() -> None:
    """Nobody listens yet."""
