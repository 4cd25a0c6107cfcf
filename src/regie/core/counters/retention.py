"""What the counters keep, and what goes: counts by their day, marks of writers by age."""

from __future__ import annotations

from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.db import Purgeable, purge_rows, purgeable_rows

from .tables import counter_days, counter_items, counter_writers

KEEP_DAYS: Final = 400
"""A year and a month: each month can be put beside that of the year before."""
KEEP_LEAST_DAYS: Final = 2
"""So that no day is still counted, and no batch still tried, in whatever time zone."""

_AGES: Final = (counter_days.c.day, counter_items.c.day)
_WRITERS_KEPT_DAYS: Final = 7


async def preview(connection: AsyncConnection, *, keep_days: int = KEEP_DAYS) -> list[Purgeable]:
    """What `purge` would remove: how many rows, of which period."""
    _refuse_too_short(keep_days)
    counts = [await purgeable_rows(connection, age, keep_days=keep_days) for age in _AGES]
    writers = await purgeable_rows(
        connection, counter_writers.c.at, keep_days=min(keep_days, _WRITERS_KEPT_DAYS)
    )
    return [*counts, writers]


async def purge(connection: AsyncConnection, *, keep_days: int = KEEP_DAYS) -> list[Purgeable]:
    """Counts of days that are older, and the marks of processes that have long ended."""
    _refuse_too_short(keep_days)
    counts = [await purge_rows(connection, age, keep_days=keep_days) for age in _AGES]
    writers = await purge_rows(
        connection, counter_writers.c.at, keep_days=min(keep_days, _WRITERS_KEPT_DAYS)
    )
    return [*counts, writers]


def _refuse_too_short(keep_days: int) -> None:
    if keep_days < KEEP_LEAST_DAYS:
        raise ValueError(f"counters keep {KEEP_LEAST_DAYS} days at least")
