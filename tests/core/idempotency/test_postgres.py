"""Between processes: two stores on one database know nothing of each other's waiting."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.db import Database, DatabaseUrl
from regie.core.idempotency import Answer, InProgress, PostgresAnswers, Use, preview, purge
from regie.core.observe import count_statements

DONE = Answer(200, (), b"{}")
USE = Use.of("8e03978e-40d5-43dd-bc93-6894a57f9324", tenant="main", person="mina")


@pytest.fixture(scope="module")
async def database(migrated: DatabaseUrl) -> AsyncIterator[Database]:
    database = Database(migrated, pool_size=10, pool_overflow=0)
    await database.open()
    async with database.begin() as connection:
        await connection.execute(text("CREATE TABLE effects (number int)"))
    yield database
    await database.close()


@pytest.fixture(autouse=True)
async def nothing_kept(database: Database) -> None:
    async with database.begin() as connection:
        await connection.execute(text("TRUNCATE core.idempotency, effects"))


async def effect(connection: AsyncConnection) -> None:
    await connection.execute(text("INSERT INTO effects VALUES (1)"))


async def do(answers: PostgresAnswers) -> None:
    async with answers.begin(USE) as turn:
        if turn.kept is None:
            await effect(turn.connection)
            turn.answer = DONE


async def effects(database: Database) -> int:
    async with database.begin() as connection:
        return (await connection.execute(text("SELECT count(*) FROM effects"))).scalar_one()


async def test_of_forty_over_four_processes_one_has_its_effect(database: Database) -> None:
    processes = [PostgresAnswers(database, wait_s=30) for _ in range(4)]
    await asyncio.gather(*(do(process) for process in processes * 10))
    assert await effects(database) == 1


async def test_another_process_is_told_to_come_back_while_the_first_is_at_it(
    database: Database,
) -> None:
    async with PostgresAnswers(database).begin(USE):
        with pytest.raises(InProgress):
            await do(PostgresAnswers(database, wait_s=0.1))


async def test_who_waits_holds_no_connection(new_pool: Callable[[int], Database]) -> None:
    """Two connections: one is at it; the other goes round between those who are not waiting."""
    database = new_pool(2)
    await database.open()
    answers = PostgresAnswers(database, wait_s=30)
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def first() -> None:
        async with answers.begin(USE) as turn:
            begun.set()
            await go_on.wait()
            turn.answer = DONE

    working = asyncio.create_task(first())
    await begun.wait()
    waiting = [asyncio.create_task(do(answers)) for _ in range(20)]
    await asyncio.sleep(0)
    await database.ping()
    go_on.set()
    await asyncio.gather(working, *waiting)
    await database.close()


@pytest.fixture
def new_pool(migrated: DatabaseUrl) -> Callable[[int], Database]:
    return lambda size: Database(migrated, pool_size=size, pool_overflow=0)


async def test_a_key_costs_two_statements(database: Database) -> None:
    with count_statements() as first:
        await do(PostgresAnswers(database))
    assert first.count == 2 + 1  # and the effect


async def test_a_replay_costs_one_statement(database: Database) -> None:
    await do(PostgresAnswers(database))
    with count_statements() as again:
        await do(PostgresAnswers(database))
    assert again.count == 1


async def test_the_effect_and_the_answer_are_one_transaction(database: Database) -> None:
    with pytest.raises(ZeroDivisionError):
        async with PostgresAnswers(database).begin(USE) as turn:
            await effect(turn.connection)
            turn.answer = DONE
            raise ZeroDivisionError
    assert await effects(database) == 0


async def test_what_is_older_than_a_day_goes(database: Database) -> None:
    await do(PostgresAnswers(database))
    async with database.begin() as connection:
        await connection.execute(text("UPDATE core.idempotency SET at = now() - interval '25 h'"))
        figures = [*await preview(connection), *await purge(connection), *await preview(connection)]
    assert [each.rows for each in figures] == [1, 1, 0]


async def test_what_was_answered_today_stays(database: Database) -> None:
    await do(PostgresAnswers(database))
    async with database.begin() as connection:
        assert [each.rows for each in await purge(connection)] == [0]
