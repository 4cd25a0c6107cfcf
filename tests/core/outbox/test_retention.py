"""What has left goes by whole days, is counted before, and what waits is never touched."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import text

from regie.core.db import Database, DatabaseUrl
from regie.core.outbox import Kind, ensure_days, preview, purge, put
from regie.core.outbox.tables import outbox_ended

from .conftest import Order

TODAY = text("SELECT CAST(now() AT TIME ZONE 'UTC' AS date)")
END = text(
    "INSERT INTO core.outbox_ended"
    " (id, kind, state, attempt, failures, lapses, created_at, ended_at)"
    " SELECT n, 'test', 'sent', 1, 0, 0, now(), now() - make_interval(days => :days)"
    " FROM generate_series(1, :rows) AS n"
)


@pytest.fixture
async def old(make_migrated: Callable[[], DatabaseUrl]) -> AsyncIterator[Database]:
    """Five rows ended 40 days ago, three 31 days ago, two today."""
    url = make_migrated()
    database = Database(url, pool_size=4, pool_overflow=0)
    await database.open()
    async with database.begin() as connection:
        await ensure_days(connection, outbox_ended)
        await connection.execute(
            text(
                "DO $$ DECLARE day date; BEGIN FOR n IN 2..40 LOOP"
                " day := CAST(now() AT TIME ZONE 'UTC' AS date) - n;"
                " EXECUTE format('CREATE TABLE core_days.%I PARTITION OF core.outbox_ended"
                " FOR VALUES FROM (%L) TO (%L)', 'outbox_ended_' || to_char(day, 'YYYYMMDD'),"
                " day || ' UTC', (day + 1) || ' UTC'); END LOOP; END $$"
            )
        )
        for days, rows in ((40, 5), (31, 3), (0, 2)):
            await connection.execute(END, {"days": days, "rows": rows})
    yield database
    await database.close()


async def ended_rows(database: Database) -> int:
    async with database.begin() as connection:
        found = await connection.execute(text("SELECT count(*) FROM core.outbox_ended"))
        return found.scalar_one()


async def today(database: Database) -> date:
    async with database.begin() as connection:
        return (await connection.execute(TODAY)).scalar_one()


async def test_a_preview_says_how_many_rows_of_which_period(old: Database) -> None:
    async with old.begin() as connection:
        ended, _ = await preview(connection, keep_days=30)
    now = await today(old)
    period = now - timedelta(days=40), now - timedelta(days=31)
    assert (ended.rows, ended.first, ended.last) == (8, *period)


async def test_a_preview_says_how_much_room_there_is_to_gain(old: Database) -> None:
    async with old.begin() as connection:
        ended, _ = await preview(connection, keep_days=30)
    assert ended.size_bytes > 0


async def test_a_preview_removes_nothing(old: Database) -> None:
    async with old.begin() as connection:
        await preview(connection, keep_days=30)
    assert await ended_rows(old) == 10


async def test_a_purge_removes_what_its_preview_said(old: Database) -> None:
    async with old.begin() as connection:
        said = await preview(connection, keep_days=30)
        done = await purge(connection, keep_days=30)
    assert (done, await ended_rows(old)) == (said, 2)


async def test_a_second_purge_finds_nothing(old: Database) -> None:
    async with old.begin() as connection:
        await purge(connection, keep_days=30)
        assert [each.rows for each in await purge(connection, keep_days=30)] == [0, 0]


async def test_the_key_of_a_row_that_waits_is_kept_however_old(old: Database) -> None:
    kind = Kind("test.waiting", Order)
    async with old.begin() as connection:
        await put(connection, kind, Order(), key="waits", not_before=timedelta(days=400))
        await connection.execute(
            text("INSERT INTO core.once (scope, key) VALUES ('put:test.waiting', 'gone')")
        )
        await connection.execute(text("UPDATE core.once SET at = now() - interval '90 days'"))
        _, marks = await purge(connection, keep_days=30)
        assert (marks.rows, await put(connection, kind, Order(), key="waits")) == (1, None)


async def test_a_retention_shorter_than_the_retries_is_refused(old: Database) -> None:
    with pytest.raises(ValueError, match="7 days"):
        async with old.begin() as connection:
            await purge(connection, keep_days=6)


async def test_days_are_made_ahead_once(old: Database) -> None:
    count = text("SELECT count(*) FROM pg_inherits")
    async with old.begin() as connection:
        before = (await connection.execute(count)).scalar_one()
        await ensure_days(connection, outbox_ended)
        assert (await connection.execute(count)).scalar_one() == before
