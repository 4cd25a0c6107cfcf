"""Slow statements are kept, in batches, bounded, and never at the expense of who was slow."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest
from prometheus_client import CollectorRegistry
from sqlalchemy import text

from regie.core.db import (
    Database,
    DatabaseUrl,
    SlowFilter,
    SlowQueries,
    preview_slow_queries,
    purge_slow_queries,
    slow_shapes,
    slow_statements,
)
from regie.core.db.slow_queries import ROOM
from regie.core.observe import (
    SLOW_SQL_MS,
    caused_by,
    log_if_slow,
    set_slow_sql_threshold,
    statement_digest,
)

LATELY = SlowFilter(since=datetime.now(UTC) - timedelta(hours=1))

Keeping = Callable[..., AbstractAsyncContextManager[CollectorRegistry]]


@pytest.fixture(scope="module")
async def database(migrated: DatabaseUrl) -> AsyncIterator[Database]:
    database = Database(migrated, pool_size=4, pool_overflow=0)
    await database.open()
    yield database
    await database.close()


PATIENCE_S = 30.0
"""The first words make the tables of their days, on a busy machine longer than a worker waits."""


@pytest.fixture
async def keeping(database: Database, monkeypatch: pytest.MonkeyPatch) -> Keeping:
    """Keeps what is slow inside a block; writes it at its end. The database is empty before."""
    monkeypatch.setattr("regie.core.db.slow_queries.LAST_WORDS_S", PATIENCE_S)
    async with database.begin() as connection:
        await connection.execute(text("TRUNCATE core.slow_queries"))

    @asynccontextmanager
    async def keep(
        where: Database = database, threshold_ms: float = SLOW_SQL_MS
    ) -> AsyncIterator[CollectorRegistry]:
        registry = CollectorRegistry()
        slow_queries = SlowQueries(where, registry, threshold_ms=threshold_ms, every_s=60)
        await slow_queries.open()
        try:
            yield registry
        finally:
            await slow_queries.close()
            set_slow_sql_threshold(SLOW_SQL_MS)

    return keep


def run_slowly(statement: str = "SELECT 1", elapsed_ms: float = 1500, rows: int = 1) -> None:
    log_if_slow(statement, elapsed_ms, database="regie", rows=rows)


def figure(registry: CollectorRegistry, name: str, **labels: str) -> float:
    return registry.get_sample_value(name, labels) or 0.0


async def test_a_slow_statement_is_kept_without_what_was_asked(
    database: Database, keeping: Keeping
) -> None:
    async with keeping():
        with caused_by("/api/v1/orders/track"):
            run_slowly("SELECT 1 WHERE name = 'RAMI'")
    async with database.begin() as connection:
        (kept,) = await slow_statements(connection, LATELY, limit=10)
    told = kept.statement, kept.elapsed_ms, kept.rows, kept.cause
    assert told == ("SELECT ? WHERE name = ?", 1500, 1, "/api/v1/orders/track")


async def test_a_statement_that_really_was_slow_is_kept_with_its_rows(
    database: Database, keeping: Keeping
) -> None:
    statement = "SELECT pg_sleep(0.06) FROM generate_series(1, 2)"
    async with keeping(threshold_ms=50), database.begin() as connection:
        await connection.execute(text(statement))
    async with database.begin() as connection:
        wanted = SlowFilter(since=LATELY.since, digest=statement_digest(statement))
        (kept,) = await slow_statements(connection, wanted, limit=10)
    assert (kept.statement, kept.rows) == ("SELECT pg_sleep(?) FROM generate_series(?)", 2)


async def test_what_keeps_slow_statements_is_not_kept_itself(
    database: Database, keeping: Keeping
) -> None:
    async with keeping(threshold_ms=0):
        run_slowly("SELECT 1")
    async with database.begin() as connection:
        assert len(await slow_statements(connection, LATELY, limit=10)) == 1


async def test_what_there_is_no_room_for_is_counted(keeping: Keeping) -> None:
    async with keeping() as registry:
        for _ in range(ROOM + 3):
            run_slowly()
    figures = (
        figure(registry, "regie_slow_queries_kept_total"),
        figure(registry, "regie_slow_queries_lost_total", reason="full"),
    )
    assert figures == (ROOM, 3)


async def test_a_database_that_is_away_costs_the_record_and_nothing_else(keeping: Keeping) -> None:
    away = Database(
        DatabaseUrl("postgresql://nobody@127.0.0.1:1/nowhere"), pool_size=1, pool_overflow=0
    )
    await away.open()
    async with keeping(away) as registry:
        run_slowly()
    await away.close()
    assert figure(registry, "regie_slow_queries_lost_total", reason="database") == 1


async def test_a_shape_has_its_count_its_longest_and_its_95th_percentile(
    database: Database, keeping: Keeping
) -> None:
    async with keeping():
        for tenths in range(11, 31):
            run_slowly(f"SELECT {tenths}", tenths * 100)
    async with database.begin() as connection:
        (shape,) = await slow_shapes(connection, LATELY, limit=10)
    assert (shape.count, shape.max_ms, shape.p95_ms) == (20, 3000, 2900)


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        ({}, 3),
        ({"least_ms": 2000}, 1),
        ({"cause": "/a"}, 2),
        ({"database": "other"}, 0),
        ({"before": LATELY.since}, 0),
    ],
)
async def test_statements_are_found_by_what_is_known_of_them(
    database: Database, keeping: Keeping, wanted: dict, count: int
) -> None:
    async with keeping():
        for name, elapsed_ms in (("/a", 1500), ("/a", 2500), ("/b", 1500)):
            with caused_by(name):
                run_slowly("SELECT 1", elapsed_ms)
    async with database.begin() as connection:
        found = await slow_statements(
            connection, SlowFilter(since=LATELY.since, **wanted), limit=10
        )
    assert len(found) == count


async def test_old_days_go(database: Database, keeping: Keeping) -> None:
    async with keeping():
        run_slowly()
    async with database.begin() as connection:
        (said,) = await preview_slow_queries(connection, keep_days=-1)  # today as well
        await purge_slow_queries(connection, keep_days=-1)
        left = await slow_statements(connection, LATELY, limit=10)
    assert (said.rows, left) == (1, [])
