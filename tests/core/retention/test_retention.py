"""Purges end, hold each other off, and fail class by class."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import date

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.db import Database, DatabaseUrl, Purgeable
from regie.core.errors import Unavailable
from regie.core.retention import Retention, RetentionClass, UnknownClass

DAY = date(2026, 1, 1)

Purge = Callable[..., object]


@pytest.fixture(scope="module")
async def database(migrated: DatabaseUrl) -> AsyncIterator[Database]:
    database = Database(migrated, pool_size=4, pool_overflow=0)
    await database.open()
    yield database
    await database.close()


class Rows:
    """A table with so many old rows, of which a purge removes ten."""

    def __init__(self, rows: int):
        self.rows = rows
        self.kept_days: list[int] = []

    async def preview(self, _: AsyncConnection, *, keep_days: int) -> list[Purgeable]:
        self.kept_days.append(keep_days)
        return [Purgeable("rows", self.rows, DAY, DAY, self.rows * 100)]

    async def purge(self, _: AsyncConnection, *, keep_days: int) -> list[Purgeable]:
        self.kept_days.append(keep_days)
        gone = min(self.rows, 10)
        self.rows -= gone
        day = DAY.replace(day=1 + self.rows // 10) if gone else None
        return [Purgeable("rows", gone, day, day, gone * 100)]


def kept(name: str, rows: Rows, *, keep_days: int = 30, purge: Purge | None = None):
    return RetentionClass(
        name,
        {"fr": name, "en": name},
        keep_days,
        f"REGIE_RETENTION_{name.upper()}_DAYS",
        preview=rows.preview,
        purge=purge or rows.purge,
    )


async def fail(_: AsyncConnection, *, keep_days: int) -> list[Purgeable]:
    raise Unavailable


async def test_a_purge_goes_on_until_nothing_is_left(database: Database) -> None:
    rows = Rows(35)
    (outcome,) = await Retention(database, [kept("a", rows)]).purge_all()
    assert (rows.rows, outcome.complete) == (0, True)


async def test_what_went_in_batches_is_told_as_one(database: Database) -> None:
    (outcome,) = await Retention(database, [kept("a", Rows(35))]).purge_all()
    assert outcome.tables == (Purgeable("rows", 35, DAY, DAY.replace(day=3), 3500),)


async def test_each_class_keeps_its_own_days(database: Database) -> None:
    short, long = Rows(0), Rows(0)
    classes = [kept("short", short, keep_days=1), kept("long", long, keep_days=400)]
    await Retention(database, classes).purge_all()
    assert (short.kept_days, long.kept_days) == ([1], [400])


async def test_a_preview_tells_of_each_class_and_removes_nothing(database: Database) -> None:
    rows = Rows(35)
    (preview,) = await Retention(database, [kept("a", rows)]).preview()
    assert (preview.rows, preview.size_bytes, rows.rows) == (35, 3500, 35)


async def test_only_the_named_classes_are_purged(database: Database) -> None:
    one, other = Rows(5), Rows(5)
    await Retention(database, [kept("one", one), kept("other", other)]).purge_all(["one"])
    assert (one.rows, other.rows) == (0, 5)


async def test_a_class_that_does_not_exist_is_refused(database: Database) -> None:
    with pytest.raises(UnknownClass):
        await Retention(database, []).purge_all(["nonsense"])


async def test_what_fails_in_one_class_holds_up_no_other(database: Database) -> None:
    rows = Rows(5)
    classes = [kept("a", Rows(0), purge=fail), kept("b", rows)]
    outcomes = await Retention(database, classes).purge_all()
    assert ([each.failure for each in outcomes], rows.rows) == (["Unavailable", None], 0)


async def test_when_the_time_is_up_the_rest_waits(database: Database) -> None:
    (outcome,) = await Retention(database, [kept("a", Rows(5))]).purge_all(within_s=0)
    assert (outcome.complete, outcome.failure) == (False, None)


async def test_two_purges_at_once_take_turns(database: Database) -> None:
    at_it, go_on = asyncio.Event(), asyncio.Event()
    rows = Rows(5)

    async def slow(_: AsyncConnection, *, keep_days: int) -> list[Purgeable]:
        at_it.set()
        await go_on.wait()
        return []

    retention = Retention(database, [kept("a", Rows(0), purge=slow)])
    first = asyncio.create_task(retention.purge_all())
    await at_it.wait()
    second = asyncio.create_task(Retention(database, [kept("a", rows)]).purge_all())
    done, _ = await asyncio.wait({second}, timeout=0.2)
    assert (done, rows.rows) == (set(), 5)
    go_on.set()
    assert [outcome.complete for outcome in (await first) + (await second)] == [True, True]
