"""Days that are long past go, with the marks of processes that have ended."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from regie.core.counters import Batch, Days, PostgresLedger, Row, preview, purge
from regie.core.db import Database, DatabaseUrl, Purgeable

TODAY = datetime.now(UTC).date()


@pytest.fixture
async def database(migrated: DatabaseUrl) -> AsyncIterator[Database]:
    """Three counts of 500 days ago, one of 399 days ago, one of today, by two writers."""
    database = Database(migrated, pool_size=2, pool_overflow=0)
    await database.open()
    ledger = PostgresLedger(database)
    old = [Row("main", f"old{n}", TODAY - timedelta(days=500), "item", 1) for n in range(3)]
    await ledger.add(Batch("old", 1, old))
    new = [Row("main", "new", TODAY - timedelta(days=days), "", 1) for days in (399, 0)]
    await ledger.add(Batch("new", 1, new))
    async with database.begin() as connection:
        age = "UPDATE core.counter_writers SET at = at - interval '30 days' WHERE writer = 'old'"
        await connection.execute(text(age))
    yield database
    await database.close()


def rows(found: list[Purgeable]) -> dict[str, int]:
    return {each.table: each.rows for each in found}


async def test_what_would_go_is_told_and_goes(database: Database) -> None:
    async with database.begin() as connection:
        told = rows(await preview(connection))
        gone = rows(await purge(connection))
        left = rows(await preview(connection))
    assert told == gone == {"counter_days": 3, "counter_items": 3, "counter_writers": 1}
    assert set(left.values()) == {0}
    assert await PostgresLedger(database).total("main", "new", Days()) == 2


async def test_less_than_two_days_is_refused(database: Database) -> None:
    async with database.begin() as connection:
        with pytest.raises(ValueError, match="at least"):
            await purge(connection, keep_days=1)
