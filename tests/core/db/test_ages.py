"""Rows go by their age: the oldest first, so many at a time, and never one that is in use."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Column, DateTime, Integer, MetaData, Table, text

from regie.core.db import Database, DatabaseUrl, purge_rows, purgeable_rows

things = Table(
    "things",
    MetaData(schema="core"),
    Column("id", Integer, primary_key=True),
    Column("at", DateTime(timezone=True), nullable=False),
)


@pytest.fixture(scope="module")
async def shared(migrated: DatabaseUrl) -> AsyncIterator[Database]:
    database = Database(migrated, pool_size=2, pool_overflow=0)
    await database.open()
    async with database.begin() as connection:
        await connection.execute(
            text("CREATE TABLE core.things (id int PRIMARY KEY, at timestamptz NOT NULL)")
        )
    yield database
    await database.close()


@pytest.fixture
async def database(shared: Database) -> Database:
    """Row n is n days old; there are 1 to 10."""
    async with shared.begin() as connection:
        await connection.execute(text("TRUNCATE core.things"))
        await connection.execute(
            text(
                "INSERT INTO core.things"
                " SELECT n, now() - make_interval(days => n) FROM generate_series(1, 10) AS n"
            )
        )
    return shared


async def ids(database: Database) -> list[int]:
    async with database.begin() as connection:
        found = await connection.execute(text("SELECT id FROM core.things ORDER BY id"))
        return list(found.scalars())


async def test_what_is_older_goes_and_the_rest_stays(database: Database) -> None:
    async with database.begin() as connection:
        await purge_rows(connection, things.c.at, keep_days=5)
    assert await ids(database) == [1, 2, 3, 4]


async def test_the_oldest_go_first(database: Database) -> None:
    async with database.begin() as connection:
        await purge_rows(connection, things.c.at, keep_days=5, limit=2)
    assert await ids(database) == [1, 2, 3, 4, 5, 6, 7, 8]


async def test_only_what_may_go_goes(database: Database) -> None:
    async with database.begin() as connection:
        await purge_rows(connection, things.c.at, keep_days=5, only=text("things.id % 2 = 0"))
    assert await ids(database) == [1, 2, 3, 4, 5, 7, 9]


async def test_what_somebody_holds_stays_for_the_next_time(database: Database) -> None:
    async with database.begin() as holder, database.begin() as connection:
        await holder.execute(text("SELECT FROM core.things WHERE id = 9 FOR UPDATE"))
        await purge_rows(connection, things.c.at, keep_days=5)
    assert await ids(database) == [1, 2, 3, 4, 9]


async def test_what_is_said_to_go_is_what_goes(database: Database) -> None:
    async with database.begin() as connection:
        said = await purgeable_rows(connection, things.c.at, keep_days=5)
        gone = await purge_rows(connection, things.c.at, keep_days=5)
    assert (said.rows, said.first, said.last) == (gone.rows, gone.first, gone.last)


async def test_the_period_is_that_of_the_rows(database: Database) -> None:
    today = datetime.now(UTC).date()
    async with database.begin() as connection:
        said = await purgeable_rows(connection, things.c.at, keep_days=5)
    assert (said.first, said.last) == (today - timedelta(days=10), today - timedelta(days=5))


async def test_where_nothing_is_old_there_is_no_period(database: Database) -> None:
    async with database.begin() as connection:
        said = await purgeable_rows(connection, things.c.at, keep_days=50)
    assert (said.rows, said.first, said.last, said.size_bytes) == (0, None, None, 0)
