"""Rotation reads everything first and leaves nothing under an old key."""

from __future__ import annotations

from collections.abc import AsyncIterator
from itertools import count

import pytest
from pydantic import SecretStr
from sqlalchemy import text

from regie.core.db import Database, DatabaseUrl
from regie.core.vault import KeyMissing, SealedColumn, Vault, rotate

OLD = SecretStr("0123456789abcdef" * 4)
NEW = SecretStr("fedcba9876543210" * 4)
ROWS = 1203
"""More than two batches."""
_numbers = count(1)


@pytest.fixture(scope="module")
async def database(migrated: DatabaseUrl) -> AsyncIterator[Database]:
    database = Database(migrated, pool_size=2, pool_overflow=0)
    await database.open()
    yield database
    await database.close()


@pytest.fixture
async def column(database: Database) -> SealedColumn:
    """A table of seeds under the old key, and one row without any."""
    column = SealedColumn("core", f"factor{next(_numbers)}", "seed")
    old = Vault(OLD)
    async with database.begin() as connection:
        await connection.execute(text(f"CREATE TABLE core.{column.table} (id int, seed text)"))
        insert = text(f"INSERT INTO core.{column.table} VALUES (:id, :seed)")
        seeds = [{"id": n, "seed": old.seal(f"seed {n}", column.of(n))} for n in range(ROWS)]
        await connection.execute(insert, [*seeds, {"id": ROWS, "seed": None}])
    return column


async def test_afterwards_the_new_key_alone_opens_everything(
    database: Database, column: SealedColumn
) -> None:
    async with database.begin() as connection:
        await rotate(connection, Vault(NEW, [OLD]), [column])
        rows = await connection.execute(
            text(f"SELECT id, seed FROM core.{column.table} WHERE seed IS NOT NULL")
        )
        opened = {id_: Vault(NEW).open(seed, column.of(id_)) for id_, seed in rows}
    assert opened == {n: f"seed {n}" for n in range(ROWS)}


async def test_a_second_run_changes_nothing(database: Database, column: SealedColumn) -> None:
    vault = Vault(NEW, [OLD])
    async with database.begin() as connection:
        (first,) = await rotate(connection, vault, [column])
        (second,) = await rotate(connection, vault, [column])
    assert [(r.seen, r.resealed) for r in (first, second)] == [(ROWS, ROWS), (ROWS, 0)]


async def test_a_secret_that_cannot_be_opened_stops_everything(
    database: Database, column: SealedColumn
) -> None:
    with pytest.raises(KeyMissing):
        async with database.begin() as connection:
            await rotate(connection, Vault(NEW), [column])
