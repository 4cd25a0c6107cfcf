"""One connection by the driver itself: one statement, one transaction, and it comes back."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable

import psycopg
import pytest

from regie.core.db import DatabaseUrl, DirectConnection, StatementRefusedError
from regie.core.errors import Timeout, Unavailable
from regie.core.observe import count_statements

NAME = "regie_direct"
PID = "SELECT pg_backend_pid()"


@pytest.fixture(scope="module")
def url(new_database: Callable[[], DatabaseUrl]) -> DatabaseUrl:
    return new_database()


@pytest.fixture
async def connection(url: DatabaseUrl) -> AsyncIterator[DirectConnection]:
    connection = DirectConnection(url, NAME)
    yield connection
    await connection.close()


async def pid(connection: DirectConnection) -> int:
    return (await connection.fetch(PID))[0][0]


def end_its_server(url: DatabaseUrl) -> None:
    with psycopg.connect(url.for_libpq(), autocommit=True) as other:
        other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = %s",
            (NAME,),
        )


async def test_values_go_beside_the_statement(connection: DirectConnection) -> None:
    assert [tuple(row) for row in await connection.fetch("SELECT $1::int + 1", 41)] == [(42,)]


async def test_one_connection_serves_all(connection: DirectConnection) -> None:
    assert len(set(await asyncio.gather(*(pid(connection) for _ in range(5))))) == 1


async def test_every_statement_is_counted(connection: DirectConnection) -> None:
    with count_statements() as counter:
        await connection.fetch(PID)
    assert counter.count == 1


async def test_what_the_server_refuses_leaves_the_connection(connection: DirectConnection) -> None:
    before = await pid(connection)
    with pytest.raises(StatementRefusedError):
        await connection.fetch("SELECT 1 / 0")
    assert await pid(connection) == before


async def test_a_connection_that_is_lost_meanwhile_is_unavailable(
    connection: DirectConnection, url: DatabaseUrl
) -> None:
    sleeping = asyncio.create_task(connection.fetch("SELECT pg_sleep(20)"))
    await asyncio.sleep(0.2)
    await asyncio.to_thread(end_its_server, url)
    with pytest.raises(Unavailable):
        await sleeping


async def test_after_a_loss_the_next_statement_has_a_new_one(
    connection: DirectConnection, url: DatabaseUrl
) -> None:
    before = await pid(connection)
    await asyncio.to_thread(end_its_server, url)
    while True:
        try:
            assert await pid(connection) != before
        except Unavailable:  # the loss may be noticed by a statement
            continue
        return


async def test_who_gives_up_leaves_nothing_half_done(connection: DirectConnection) -> None:
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.2):
            await connection.fetch("SELECT pg_sleep(20)")
    assert await connection.fetch("SELECT 7") != []


async def test_a_statement_over_its_time_is_cancelled(connection: DirectConnection) -> None:
    await connection.fetch("SELECT set_config('statement_timeout', '50', false)")
    with pytest.raises(Timeout):
        await connection.fetch("SELECT pg_sleep(20)")


async def test_a_server_that_is_not_there_is_unavailable() -> None:
    connection = DirectConnection(DatabaseUrl("postgresql://regie:x@127.0.0.1:1/regie"), NAME)
    with pytest.raises(Unavailable):
        await connection.fetch(PID)
