"""Tables that are partitioned by day, so that what is old goes by dropping a table.

Days are UTC and the database's. The partitions live in a schema of their own: `core` stays
readable, and a comparison of models with the database does not meet tables that come and go.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import Final

from sqlalchemy import Table, text
from sqlalchemy.ext.asyncio import AsyncConnection

from .purgeable import Purgeable

DAYS_SCHEMA: Final = "core_days"
AHEAD_DAYS: Final = 14
"""So long may nobody call `ensure_days` before a row finds no place."""

_TODAY: Final = text("SELECT CAST(now() AT TIME ZONE 'UTC' AS date)")
_PARTITIONS: Final = text(
    """
    SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = to_regclass(:parent) ORDER BY c.relname
    """
)
_LOCK: Final = text("SELECT pg_advisory_xact_lock(hashtextextended(:parent, 0))")


async def ensure_days(
    connection: AsyncConnection, parent: Table, *, ahead_days: int = AHEAD_DAYS
) -> None:
    """Partitions from yesterday on. Two statements when nothing is missing."""
    today = (await connection.execute(_TODAY)).scalar_one()
    wanted = [today + timedelta(days=n) for n in range(-1, ahead_days + 1)]
    if not {_name(parent, day) for day in wanted} - set(await _names(connection, parent)):
        return
    await connection.execute(_LOCK, {"parent": parent.fullname})
    present = set(await _names(connection, parent))
    for day in wanted:
        if _name(parent, day) not in present:
            await _create(connection, parent, day)


async def purgeable_days(
    connection: AsyncConnection, parent: Table, *, keep_days: int, spare: Collection[date] = ()
) -> Purgeable:
    """What `purge_days` would drop now. Counts the rows, so it reads the old partitions."""
    days = await _old(connection, parent, keep_days, spare)
    rows = size_bytes = 0
    for day in days:
        name = f"{DAYS_SCHEMA}.{_name(parent, day)}"
        measure = text(f"SELECT count(*), pg_total_relation_size('{name}') FROM {name}")  # noqa: S608 - a date
        of_day = (await connection.execute(measure)).one()
        rows += of_day[0]
        size_bytes += of_day[1]
    first, last = min(days, default=None), max(days, default=None)
    return Purgeable(parent.name, rows, first, last, size_bytes)


async def purge_days(
    connection: AsyncConnection, parent: Table, *, keep_days: int, spare: Collection[date] = ()
) -> Purgeable:
    """Drops the partitions of days that ended more than `keep_days` ago, but for those to spare;
    returns what went.

    Waits two seconds at most for readers of the table, then raises (SQLSTATE 55P03): who waits
    for that lock holds up everybody behind.
    """
    await connection.execute(text("SET LOCAL lock_timeout = '2s'"))
    purged = await purgeable_days(connection, parent, keep_days=keep_days, spare=spare)
    for day in await _old(connection, parent, keep_days, spare):
        await connection.execute(text(f"DROP TABLE {DAYS_SCHEMA}.{_name(parent, day)}"))
    return purged


async def _create(connection: AsyncConnection, parent: Table, day: date) -> None:
    """Made apart and attached: CREATE … PARTITION OF would shut readers and writers out."""
    name = f"{DAYS_SCHEMA}.{_name(parent, day)}"
    bounds = f"FROM ('{day} UTC') TO ('{day + timedelta(days=1)} UTC')"
    create = f"CREATE TABLE {name} (LIKE {parent.fullname} INCLUDING ALL)"
    attach = f"ALTER TABLE {parent.fullname} ATTACH PARTITION {name} FOR VALUES {bounds}"
    await connection.execute(text(create))
    await connection.execute(text(attach))


async def _old(
    connection: AsyncConnection, parent: Table, keep_days: int, spare: Collection[date]
) -> list[date]:
    today = (await connection.execute(_TODAY)).scalar_one()
    days = [_day(name) for name in await _names(connection, parent)]
    return [day for day in days if day < today - timedelta(days=keep_days) and day not in spare]


async def _names(connection: AsyncConnection, parent: Table) -> list[str]:
    found = await connection.execute(_PARTITIONS, {"parent": parent.fullname})
    return list(found.scalars())


def _name(parent: Table, day: date) -> str:
    return f"{parent.name}_{day:%Y%m%d}"


def _day(partition: str) -> date:
    return date.fromisoformat(partition.rpartition("_")[2])
