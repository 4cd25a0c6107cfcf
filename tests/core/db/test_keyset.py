"""Pages by key show every row once, in order, whatever the order and the size of a page."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from typing import Any

import pytest
from sqlalchemy import Row, text

from regie.core.db import After, Database, DatabaseUrl, Sort, last_of

VALUES = "(1, 'b', 10), (2, 'a', 9), (3, 'b', 2), (4, 'é', 2), (5, 'a', -1)"


@pytest.fixture(scope="module")
async def database(migrated: DatabaseUrl) -> AsyncIterator[Database]:
    database = Database(migrated, pool_size=2, pool_overflow=0)
    await database.open()
    async with database.begin() as connection:
        await connection.execute(
            text("CREATE TABLE core.listed (id bigint PRIMARY KEY, name text, weight int)")
        )
        await connection.execute(text(f"INSERT INTO core.listed VALUES {VALUES}"))
    yield database
    await database.close()


async def page(
    database: Database, sort: Sort, after: After | None, limit: int
) -> Sequence[Row[Any]]:
    statement = text(
        f"SELECT {sort.column}, id FROM core.listed WHERE {sort.where}"
        f" ORDER BY {sort.order} LIMIT :limit"
    )
    async with database.begin() as connection:
        found = await connection.execute(statement, {**Sort.parameters(after), "limit": limit})
        return found.all()


@pytest.mark.parametrize("limit", [1, 2, 5])
@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        (Sort("core.sort_key(name)"), [2, 5, 1, 3, 4]),
        (Sort("core.sort_key(name)", descending=True), [4, 3, 1, 5, 2]),
        (Sort("weight", "int"), [5, 3, 4, 2, 1]),
        (Sort("weight", "int", descending=True), [1, 2, 4, 3, 5]),
    ],
)
async def test_pages_put_together_are_the_list(
    database: Database, sort: Sort, expected: list[int], limit: int
) -> None:
    seen: list[int] = []
    after: After | None = None
    while rows := await page(database, sort, after, limit):
        seen += [row.id for row in rows]
        after = last_of(rows)
    assert seen == expected


async def test_what_came_before_the_page_meanwhile_repeats_nothing(database: Database) -> None:
    sort = Sort("weight", "int")
    first = await page(database, sort, None, 2)
    async with database.begin() as connection:
        await connection.execute(text("INSERT INTO core.listed VALUES (9, 'z', -5)"))
        await connection.commit()
    try:
        assert [row.id for row in await page(database, sort, last_of(first), 1)] == [4]
    finally:
        async with database.begin() as connection:
            await connection.execute(text("DELETE FROM core.listed WHERE id = 9"))


@pytest.mark.parametrize("made_up", ["x", "", "1e999", "9" * 40])
async def test_behind_a_value_that_is_none_there_is_nothing(
    database: Database, made_up: str
) -> None:
    assert await page(database, Sort("weight", "int"), After(made_up, 1), 5) == []


def test_behind_no_rows_there_is_no_page() -> None:
    assert last_of([]) is None
