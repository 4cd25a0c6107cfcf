"""Names of locks do not gather for ever, and tokens rise all the same."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from regie.core.db import Database, Purgeable
from regie.core.locks import Locks, PostgresLeases, preview, purge

AGE = text("UPDATE core.locks SET until = until - interval '8 days' WHERE name = :name")


def rows(found: list[Purgeable]) -> dict[str, int]:
    return {each.table: each.rows for each in found}


async def used(database: Database, leases: PostgresLeases, name: str) -> int:
    """The token under which it was held eight days ago."""
    async with Locks(leases).hold(name) as held:
        pass
    async with database.begin() as connection:
        await connection.execute(AGE, {"name": name})
    return held.token


async def test_what_would_go_is_told_and_goes(
    database: Database, leases: PostgresLeases, name: str
) -> None:
    await used(database, leases, name)
    async with database.begin() as connection:
        told = rows(await preview(connection))
        gone = rows(await purge(connection))
        left = rows(await preview(connection))
    assert (told, gone, left) == ({"locks": 1}, {"locks": 1}, {"locks": 0})


async def test_tokens_rise_across_a_purge(
    database: Database, leases: PostgresLeases, name: str
) -> None:
    before = await used(database, leases, name)
    async with database.begin() as connection:
        await purge(connection)
    async with Locks(leases).hold(name) as held:
        assert held.token > before


async def test_what_is_held_stays(database: Database, leases: PostgresLeases, name: str) -> None:
    async with Locks(leases).hold(name):
        async with database.begin() as connection:
            await purge(connection)
        assert name in {holder.name for holder in await leases.holders()}


async def test_less_than_a_day_is_refused(database: Database) -> None:
    async with database.begin() as connection:
        with pytest.raises(ValueError, match="at least"):
            await purge(connection, keep_days=0)
