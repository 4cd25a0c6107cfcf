"""The database refuses what a stale holder writes, and makes the next holder wait for a commit."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import text

from regie.core.db import Database
from regie.core.errors import Unavailable
from regie.core.locks import LockLost, PostgresLeases, Refused, fence

NO_LEASE_S = 1e-6
LONG_S = 600.0

WRITE = text("INSERT INTO core.once (scope, key) VALUES ('test', :key)")
READ = text("SELECT count(*) FROM core.once WHERE scope = 'test' AND key = :key")


async def taken(leases: PostgresLeases, name: str, lease_s: float = LONG_S) -> int:
    token = await leases.take(name, "somebody", lease_s)
    assert isinstance(token, int)
    return token


async def written(database: Database, name: str) -> int:
    async with database.begin() as connection:
        return (await connection.execute(READ, {"key": name})).scalar_one()


async def test_what_a_holder_writes_is_kept(
    database: Database, leases: PostgresLeases, name: str
) -> None:
    token = await taken(leases, name)
    async with database.begin() as connection:
        await fence(connection, name, token)
        await connection.execute(WRITE, {"key": name})
    assert await written(database, name) == 1


async def test_of_what_the_stale_write_nothing_is_kept(
    database: Database, leases: PostgresLeases, name: str
) -> None:
    stale = await taken(leases, name, NO_LEASE_S)
    await taken(leases, name)
    with pytest.raises(LockLost):
        async with database.begin() as connection:
            await connection.execute(WRITE, {"key": name})
            await fence(connection, name, stale)
    assert await written(database, name) == 0


async def test_who_ignores_the_refusal_cannot_commit_either(
    database: Database, leases: PostgresLeases, name: str
) -> None:
    stale = await taken(leases, name, NO_LEASE_S)
    await taken(leases, name)
    async with database.begin() as connection:
        await connection.execute(WRITE, {"key": name})
        with pytest.raises(LockLost):
            await fence(connection, name, stale)
    assert await written(database, name) == 0


async def test_the_next_holder_waits_for_a_fenced_transaction(
    database: Database, leases: PostgresLeases, name: str
) -> None:
    token = await taken(leases, name, NO_LEASE_S)
    async with database.begin() as connection:
        await fence(connection, name, token)
        taking = asyncio.create_task(leases.take(name, "next", LONG_S))
        await until_somebody_waits(database)
        assert not taking.done()
    assert await taking > token


async def test_a_lease_is_prolonged_during_a_fenced_transaction(
    database: Database, leases: PostgresLeases, name: str
) -> None:
    token = await taken(leases, name)
    async with database.begin() as connection:
        await fence(connection, name, token)
        async with asyncio.timeout(10):
            assert await leases.renew(name, token, LONG_S)


async def test_asking_for_a_held_lock_does_not_wait_for_a_fenced_transaction(
    database: Database, leases: PostgresLeases, name: str
) -> None:
    token = await taken(leases, name)
    async with database.begin() as connection:
        await fence(connection, name, token)
        async with asyncio.timeout(10):
            assert isinstance(await leases.take(name, "next", LONG_S), Refused)


async def test_a_transaction_that_sees_the_past_does_not_pass(
    database: Database, leases: PostgresLeases, name: str
) -> None:
    stale = await taken(leases, name, NO_LEASE_S)
    with pytest.raises(Unavailable):
        async with database.begin() as connection:
            await connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
            await connection.execute(READ, {"key": name})
            await taken(leases, name)
            await fence(connection, name, stale)


async def test_many_who_find_a_lapsed_lease_at_once_are_one(
    leases: PostgresLeases, name: str
) -> None:
    await taken(leases, name, NO_LEASE_S)
    found = await asyncio.gather(*(leases.take(name, "rush", LONG_S) for _ in range(15)))
    assert sum(isinstance(each, int) for each in found) == 1


async def test_many_who_take_it_for_the_first_time_are_one(
    leases: PostgresLeases, name: str
) -> None:
    found = await asyncio.gather(*(leases.take(name, "rush", LONG_S) for _ in range(15)))
    assert sum(isinstance(each, int) for each in found) == 1


async def until_somebody_waits(database: Database) -> None:
    waiting = text(
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    while True:
        async with database.begin() as connection:
            if (await connection.execute(waiting)).scalar_one():
                return
        await asyncio.sleep(0.01)
