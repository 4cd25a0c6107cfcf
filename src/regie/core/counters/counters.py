"""Counting on the hot path for a fraction of a microsecond, written down every two seconds."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from random import uniform
from secrets import token_hex
from time import monotonic, time
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy.exc import DBAPIError

from regie.core.errors import RegieError, Unavailable
from regie.core.observe import get_logger

from .days import LocalDay, local_day
from .ledger import OTHER, Batch, Days, Ledger, Row, Top

_log = get_logger(__name__)

FLUSH_S: Final = 2.0
CLOSE_S: Final = 5.0
OVERDUE_S: Final = 30.0

MOST_KEYS: Final = 10_000
"""Counted apart between two flushes by one process, some two megabytes; then items go to OTHER."""
MOST_WITH_OTHERS: Final = MOST_KEYS + 1_000
"""With the OTHER of each counter. What finds no place even there is not counted, and logged."""

ITEM_LENGTH: Final = 200
MOST_AT_ONCE: Final = 2**31

_NAME: Final = re.compile(r"[a-z][a-z0-9_.]{0,63}")
_TENANT: Final = re.compile(r"[A-Za-z0-9_.-]{1,64}")
_DATABASE_ERRORS: Final = (RegieError, DBAPIError)

Key = tuple[str, str, str]


class Counters:
    """A resource, one per process, used from its event loop alone.

    A process that is killed loses what it counted since its last flush: FLUSH_S and the time that
    the flush took. While the ledger is away a process goes on counting; what it has counted then is
    written when the ledger is back, once.
    """

    name = "counters"
    required = False

    def __init__(
        self,
        ledger: Ledger,
        zone: ZoneInfo,
        *,
        now: Callable[[], float] = time,
        flush_s: float = FLUSH_S,
    ):
        """`now` gives seconds since 1970: making a datetime would double the price of a count."""
        self._ledger = ledger
        self._zone = zone
        self._now = now
        self._flush_s = flush_s
        self._writer = token_hex(8)
        self._number = 0
        self._open_page()
        self._counts: dict[Key, int] = {}
        self._of_past_days: list[Row] = []
        self._uncounted = 0
        self._batch: Batch | None = None
        self._flushing = asyncio.Lock()
        self._flusher: asyncio.Task[None] | None = None
        self._flushed_at = monotonic()

    def count(self, tenant: str, name: str, by: int = 1, *, item: str = "") -> None:
        """Adds to today's count. `name` is one of the code's own, dotted; what comes from outside,
        such as a page, is an `item` of it, of which so many are told apart as there is room.

        Raises ValueError for what no counter can be called, and for a negative `by`.
        """
        if not 0 <= by <= MOST_AT_ONCE:
            raise ValueError(f"a counter rises by 0 to {MOST_AT_ONCE}")
        if not self._begins <= self._now() < self._ends:
            self._turn_page()
        try:
            self._counts[tenant, name, item] += by
        except KeyError:
            self._begin(tenant, name, item, by)

    @property
    def waiting(self) -> int:
        """Keys whose counts the ledger does not have yet."""
        in_batch = len(self._batch.rows) if self._batch else 0
        return in_batch + len(self._of_past_days) + len(self._counts)

    async def flush(self) -> None:
        """Afterwards the ledger has what was counted before. Raises what the database raises; then
        nothing is lost, and nothing is added twice by the next flush."""
        async with self._flushing:
            await self._write()
            self._batch = self._gathered()
            await self._write()
            self._flushed_at = monotonic()

    async def total(self, tenant: str, name: str, days: Days | None = None) -> int:
        """As of each process's last flush, like all that is read."""
        return await self._ledger.total(tenant, name, days or Days())

    async def per_day(self, tenant: str, name: str, first: date, last: date) -> dict[date, int]:
        """Each day from `first` to `last`, with 0 where nothing was counted."""
        found = await self._ledger.per_day(tenant, name, Days(first, last))
        days = (first + timedelta(days=n) for n in range((last - first).days + 1))
        return {day: found.get(day, 0) for day in days}

    async def top(self, tenant: str, name: str, most: int = 10, days: Days | None = None) -> Top:
        """The items that were counted most."""
        return await self._ledger.top(tenant, name, most, days or Days())

    def today(self) -> date:
        """In the installation's time zone."""
        return self._local_day().date

    async def open(self) -> None:
        if self._flusher is None:
            self._flushed_at = monotonic()
            self._flusher = asyncio.create_task(self._flush_forever())

    async def close(self) -> None:
        """Writes what there is; gives up after CLOSE_S."""
        if self._flusher is None:
            return
        flusher, self._flusher = self._flusher, None
        flusher.cancel()
        await asyncio.wait({flusher}, timeout=CLOSE_S)
        try:
            async with asyncio.timeout(CLOSE_S):
                await self.flush()
        except (TimeoutError, *_DATABASE_ERRORS) as error:
            _log.warning("counts_lost", keys=self.waiting, error=type(error).__name__)

    async def ping(self) -> None:
        await self._ledger.ping()
        silent_s = monotonic() - self._flushed_at
        if self._flusher is None or silent_s > OVERDUE_S + self._flush_s:
            raise Unavailable(f"counts have not been written for {silent_s:.0f} s")

    def _begin(self, tenant: str, name: str, item: str, by: int) -> None:
        """The first count of a key since the last flush: the rare way."""
        if not _TENANT.fullmatch(tenant) or not _NAME.fullmatch(name):
            raise ValueError(f"{tenant!r}, {name!r}: no counter can be called that")
        counts = self._counts
        places = len(counts) + len(self._of_past_days)
        if not _is_storable(item) or places >= MOST_KEYS:
            item = OTHER if item else ""
        key = tenant, name, item
        if key in counts or places < MOST_WITH_OTHERS:
            counts[key] = counts.get(key, 0) + by
        else:
            self._uncounted += by

    def _turn_page(self) -> None:
        """To another day; also back, when the clock was set back."""
        self._of_past_days += self._rows()
        self._counts = {}
        self._open_page()

    def _open_page(self) -> None:
        day = self._local_day()
        self._date = day.date
        self._begins, self._ends = day.begins.timestamp(), day.ends.timestamp()

    def _local_day(self) -> LocalDay:
        return local_day(datetime.fromtimestamp(self._now(), UTC), self._zone)

    def _rows(self) -> list[Row]:
        day = self._date
        return [Row(tenant, name, day, item, n) for (tenant, name, item), n in self._counts.items()]

    def _gathered(self) -> Batch | None:
        rows = self._of_past_days + self._rows()
        self._of_past_days, self._counts = [], {}
        if self._uncounted:
            _log.warning("counts_without_room", count=self._uncounted)
            self._uncounted = 0
        if not rows:
            return None
        self._number += 1
        return Batch(self._writer, self._number, rows)

    async def _write(self) -> None:
        """A batch keeps its number until it is known to be in the ledger: when an answer is lost,
        asking again adds nothing twice."""
        if self._batch is not None:
            await self._ledger.add(self._batch)
            self._batch = None

    async def _flush_forever(self) -> None:
        away = False
        while True:
            await asyncio.sleep(self._flush_s * uniform(0.8, 1))  # noqa: S311 - spreads processes
            try:
                await self.flush()
            except _DATABASE_ERRORS as error:
                if not away:
                    _log.warning("counts_delayed", error=type(error).__name__)
                away = True
            else:
                away = False


def _is_storable(item: str) -> bool:
    """Text that PostgreSQL takes: no NUL, no lone surrogate."""
    if len(item) > ITEM_LENGTH or "\0" in item:
        return False
    with suppress(UnicodeEncodeError):
        return bool(item.encode()) or not item
    return False
