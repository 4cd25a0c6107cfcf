"""One transaction per block: what is answered was committed, what failed left nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable

import pytest
import structlog
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from regie.core.db import Database, DatabaseUrl
from regie.core.errors import Timeout, Unavailable
from regie.core.observe import count_statements


@pytest.fixture(scope="module")
async def database(new_database: Callable[[], DatabaseUrl]) -> AsyncIterator[Database]:
    database = Database(new_database(), pool_size=2, pool_overflow=0)
    await database.open()
    async with database.begin() as connection:
        await connection.execute(text("CREATE TABLE parent (id int PRIMARY KEY)"))
        await connection.execute(
            text(
                "CREATE TABLE child (id int PRIMARY KEY, parent int "
                "REFERENCES parent DEFERRABLE INITIALLY DEFERRED)"
            )
        )
    yield database
    await database.close()


async def rows(database: Database, table: str) -> int:
    async with database.begin() as connection:
        return (await connection.execute(text(f"SELECT count(*) FROM {table}"))).scalar_one()


async def test_what_the_block_did_is_committed(database: Database) -> None:
    async with database.begin() as connection:
        await connection.execute(text("INSERT INTO parent VALUES (1)"))
    assert await rows(database, "parent") == 1


async def test_a_block_that_raises_leaves_nothing(database: Database) -> None:
    before = await rows(database, "parent")
    with pytest.raises(ZeroDivisionError):
        async with database.begin() as connection:
            await connection.execute(text("INSERT INTO parent VALUES (2)"))
            raise ZeroDivisionError
    assert await rows(database, "parent") == before


async def test_a_commit_that_fails_raises_out_of_the_block(database: Database) -> None:
    with pytest.raises(IntegrityError):
        async with database.begin() as connection:
            await connection.execute(text("INSERT INTO child VALUES (1, 999)"))


async def test_a_single_statement_is_a_transaction_by_itself(database: Database) -> None:
    with pytest.raises(ZeroDivisionError):
        async with database.single() as connection:
            await connection.execute(text("INSERT INTO parent VALUES (3)"))
            raise ZeroDivisionError
    async with database.begin() as connection:
        found = await connection.execute(text("SELECT 1 FROM parent WHERE id = 3"))
        assert found.scalar_one() == 1


async def test_after_a_single_statement_a_block_is_one_transaction_again(
    new_database: Callable[[], DatabaseUrl],
) -> None:
    database = Database(new_database(), pool_size=1, pool_overflow=0)
    await database.open()
    async with database.single() as connection:
        await connection.execute(text("CREATE TABLE kept (id int)"))
    with pytest.raises(ZeroDivisionError):
        async with database.begin() as connection:
            await connection.execute(text("INSERT INTO kept VALUES (1)"))
            raise ZeroDivisionError
    assert await rows(database, "kept") == 0
    await database.close()


async def test_a_statement_over_its_time_is_a_timeout(database: Database) -> None:
    with pytest.raises(Timeout):
        async with database.begin() as connection:
            await connection.execute(text("SET LOCAL statement_timeout = 20"))
            await connection.execute(text("SELECT pg_sleep(5)"))


async def test_a_slow_statement_is_logged_also_when_it_fails(database: Database) -> None:
    with structlog.testing.capture_logs() as logs, pytest.raises(Timeout):
        async with database.begin() as connection:
            await connection.execute(text("SET LOCAL statement_timeout = 1100"))
            await connection.execute(text("SELECT pg_sleep(5)"))
    assert [(log["event"], log["statement"]) for log in logs] == [
        ("sql_slow", "SELECT pg_sleep(?)")
    ]


async def test_a_server_that_goes_away_is_unavailable_and_the_next_block_works(
    database: Database,
) -> None:
    with pytest.raises(Unavailable):
        async with database.begin() as connection:
            await connection.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))
    await database.ping()


@pytest.mark.parametrize("state", ["53100", "53200", "53300", "58030", "40001", "40P01"])
async def test_a_lack_of_room_or_another_in_the_way_is_unavailable(
    database: Database, state: str
) -> None:
    with pytest.raises(Unavailable):
        async with database.begin() as connection:
            await connection.execute(
                text(f"DO $$ BEGIN RAISE EXCEPTION 'full' USING ERRCODE = '{state}'; END $$")
            )


async def test_no_connection_in_time_is_unavailable(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("regie.core.db.database.POOL_TIMEOUT_S", 0.05)
    small = Database(database.url, pool_size=1, pool_overflow=0)
    await small.open()
    async with small.begin() as connection:
        await connection.execute(text("SELECT 1"))
        with pytest.raises(Unavailable):
            await small.ping()
    await small.close()


async def test_a_server_that_is_not_there_is_unavailable() -> None:
    nowhere = Database(
        DatabaseUrl("postgresql://u:p@/x?host=/nonexistent"), pool_size=1, pool_overflow=0
    )
    await nowhere.open()
    with pytest.raises(Unavailable):
        await nowhere.ping()
    await nowhere.close()


async def test_statements_are_counted(database: Database) -> None:
    with count_statements() as counter:
        async with database.begin() as connection:
            await connection.execute(text("SELECT 1"))
            await connection.execute(text("SELECT 2"))
    assert counter.count == 2


async def test_times_are_utc_and_aware(database: Database) -> None:
    async with database.begin() as connection:
        now = (await connection.execute(text("SELECT now()"))).scalar_one()
    assert now.utcoffset().total_seconds() == 0
