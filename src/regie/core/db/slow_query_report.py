"""What was slow: by shape and day, and one by one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import ColumnElement, Date, Integer, cast, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.observe import SlowStatement

from .days import purge_days, purgeable_days
from .purgeable import Purgeable
from .tables import slow_queries

KEEP_DAYS: Final = 30

_of: Final = slow_queries.c


@dataclass(frozen=True, slots=True)
class SlowFilter:
    """Only those for which all that is given holds; `cause` is matched whole."""

    since: datetime
    before: datetime | None = None
    digest: str | None = None
    database: str | None = None
    cause: str | None = None
    least_ms: int = 0


@dataclass(frozen=True, slots=True)
class SlowShape:
    """One shape of statement on one day (UTC)."""

    day: date
    digest: str
    database: str
    statement: str
    count: int
    total_ms: int
    p95_ms: int
    """Of those that were slow, not of all that ran: 95 % of these took no longer."""
    max_ms: int
    max_rows: int | None
    causes: list[str]
    last_at: datetime


async def slow_shapes(
    connection: AsyncConnection, wanted: SlowFilter, *, limit: int
) -> list[SlowShape]:
    """The dearest first: those that took the most time together."""
    day = cast(func.timezone("UTC", _of.at), Date).label("day")
    total_ms = func.sum(_of.elapsed_ms)
    found = await connection.execute(
        select(
            day,
            _of.digest,
            _of.database,
            func.min(_of.statement),
            func.count(),
            total_ms,
            cast(func.percentile_disc(0.95).within_group(_of.elapsed_ms), Integer),
            func.max(_of.elapsed_ms),
            func.max(_of.rows),
            func.array_remove(func.array_agg(_of.cause.distinct()), None),
            func.max(_of.at),
        )
        .where(*_conditions(wanted))
        .group_by(day, _of.digest, _of.database)
        .order_by(total_ms.desc(), day.desc(), _of.digest)
        .limit(limit)
    )
    return [SlowShape(*row) for row in found]


async def slow_statements(
    connection: AsyncConnection, wanted: SlowFilter, *, limit: int
) -> list[SlowStatement]:
    """The latest first; `wanted.before` with the last one's `at` gives those that follow."""
    found = await connection.execute(
        select(slow_queries).where(*_conditions(wanted)).order_by(_of.at.desc()).limit(limit)
    )
    return [SlowStatement(*row) for row in found]


async def preview_slow_queries(
    connection: AsyncConnection, *, keep_days: int = KEEP_DAYS
) -> list[Purgeable]:
    return [await purgeable_days(connection, slow_queries, keep_days=keep_days)]


async def purge_slow_queries(
    connection: AsyncConnection, *, keep_days: int = KEEP_DAYS
) -> list[Purgeable]:
    return [await purge_days(connection, slow_queries, keep_days=keep_days)]


def _conditions(wanted: SlowFilter) -> list[ColumnElement[bool]]:
    conditions = [_of.at >= wanted.since, _of.elapsed_ms >= wanted.least_ms]
    if wanted.before is not None:
        conditions.append(_of.at < wanted.before)
    chosen = {_of.digest: wanted.digest, _of.database: wanted.database, _of.cause: wanted.cause}
    return conditions + [column == value for column, value in chosen.items() if value is not None]
