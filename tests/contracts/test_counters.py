"""What a ledger of counts must do, in memory or in PostgreSQL."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import date, timedelta
from itertools import count

import pytest

from regie.core.counters import (
    OTHER,
    Batch,
    Days,
    Ledger,
    MemoryLedger,
    PostgresLedger,
    Row,
    Top,
)
from regie.core.db import Database, DatabaseUrl

NUMBERS = count()
DAY = date(2025, 10, 26)
EVER = Days()
ROOM = 5
"""Items of one counter and day that these ledgers tell apart."""

Batched = Callable[..., Batch]


@pytest.fixture(scope="module")
async def database(migrated: DatabaseUrl) -> AsyncIterator[Database]:
    database = Database(migrated, pool_size=20, pool_overflow=0)
    await database.open()
    yield database
    await database.close()


@pytest.fixture(params=["memory", "postgres"])
def ledger(request: pytest.FixtureRequest, database: Database) -> Ledger:
    if request.param == "memory":
        return MemoryLedger(most_items=ROOM)
    return PostgresLedger(database, most_items=ROOM)


@pytest.fixture
def tenant() -> str:
    """Whom no other test knows."""
    return f"tenant-{next(NUMBERS)}"


@pytest.fixture
def batch(tenant: str) -> Batched:
    """Of a writer of its own: for each item how often it was counted."""

    def make(counts: dict[str, int], *, day: date = DAY, name: str = "pages") -> Batch:
        rows = [Row(tenant, name, day, item, by) for item, by in counts.items()]
        return Batch(f"writer {next(NUMBERS)}", 1, rows)

    return make


async def test_what_was_never_counted_is_nothing(ledger: Ledger, tenant: str) -> None:
    found = (
        await ledger.total(tenant, "pages", EVER),
        await ledger.per_day(tenant, "pages", EVER),
        await ledger.top(tenant, "pages", 10, EVER),
    )
    assert found == (0, {}, Top((), 0))


async def test_batches_add_up(ledger: Ledger, tenant: str, batch: Batched) -> None:
    for by in (1, 20, 300):
        await ledger.add(batch({"": by}))
    assert await ledger.total(tenant, "pages", EVER) == 321


async def test_a_batch_that_comes_twice_counts_once(
    ledger: Ledger, tenant: str, batch: Batched
) -> None:
    one = batch({"": 3, "/home": 4})
    assert [await ledger.add(one) for _ in range(3)] == [True, False, False]
    assert await ledger.total(tenant, "pages", EVER) == 7


async def test_a_batch_that_comes_at_the_same_time_twice_counts_once(
    ledger: Ledger, tenant: str, batch: Batched
) -> None:
    one = batch({"": 3, "/home": 4})
    added = await asyncio.gather(*(ledger.add(one) for _ in range(8)))
    assert (sum(added), await ledger.total(tenant, "pages", EVER)) == (1, 7)


async def test_batches_of_many_writers_at_once_all_count(
    ledger: Ledger, tenant: str, batch: Batched
) -> None:
    names = [f"c{n}" for n in range(5)]
    rows = [Row(tenant, name, DAY, item, 1) for name in names for item in ("", "/a", "/b")]
    batches = [Batch(f"{tenant} {n}", 1, rows if n % 2 else rows[::-1]) for n in range(16)]
    await asyncio.gather(*map(ledger.add, batches))
    assert {await ledger.total(tenant, name, EVER) for name in names} == {48}


async def test_tenants_share_nothing(ledger: Ledger, tenant: str, batch: Batched) -> None:
    await ledger.add(batch({"/home": 1}))
    assert await ledger.total(f"{tenant}x", "pages", EVER) == 0


async def test_counters_of_other_names_share_nothing(
    ledger: Ledger, tenant: str, batch: Batched
) -> None:
    await ledger.add(batch({"/home": 1}))
    assert await ledger.top(tenant, "actions", 10, EVER) == Top((), 0)


async def test_days_are_told_apart(ledger: Ledger, tenant: str, batch: Batched) -> None:
    counted = {DAY + timedelta(days=n): n + 1 for n in range(3)}
    for day, by in counted.items():
        await ledger.add(batch({"/home": by}, day=day))
    assert await ledger.per_day(tenant, "pages", EVER) == counted


@pytest.mark.parametrize(
    ("days", "total"),
    [
        (Days(), 0b11111),
        (Days(first=DAY), 0b11100),
        (Days(last=DAY), 0b00111),
        (Days(DAY, DAY), 0b00100),
        (Days(DAY + timedelta(1), DAY + timedelta(9)), 0b11000),
        (Days(DAY, DAY - timedelta(1)), 0),
    ],
)
async def test_a_range_includes_its_ends(
    ledger: Ledger, tenant: str, batch: Batched, days: Days, total: int
) -> None:
    for n in range(-2, 3):
        await ledger.add(batch({"/home": 1 << (n + 2)}, day=DAY + timedelta(days=n)))
    top = await ledger.top(tenant, "pages", 1, days)
    counted = await ledger.total(tenant, "pages", days), sum(by for _, by in top.items)
    assert counted == (total, total)


async def test_the_most_counted_come_first_then_by_name(
    ledger: Ledger, tenant: str, batch: Batched
) -> None:
    await ledger.add(batch({"/b": 2, "/a": 2, "/é": 2, "/Z": 2, "/c": 9}))
    top = await ledger.top(tenant, "pages", 4, EVER)
    assert top == Top((("/c", 9), ("/Z", 2), ("/a", 2), ("/b", 2)), 0)


async def test_days_add_up_in_a_ranking(ledger: Ledger, tenant: str, batch: Batched) -> None:
    await ledger.add(batch({"/a": 3, "/b": 2}))
    await ledger.add(batch({"/b": 2}, day=DAY + timedelta(days=1)))
    assert (await ledger.top(tenant, "pages", 2, EVER)).items == (("/b", 4), ("/a", 3))


async def test_beyond_its_room_items_are_others_and_the_total_is_right(
    ledger: Ledger, tenant: str, batch: Batched
) -> None:
    await ledger.add(batch({f"/{n}": n for n in range(1, 11)}))
    top = await ledger.top(tenant, "pages", 10, EVER)
    assert (len(top.items), top.other) == (ROOM, 1 + 2 + 3 + 4 + 5)
    assert await ledger.total(tenant, "pages", EVER) == 55


async def test_of_one_batch_the_most_counted_are_told_apart(
    ledger: Ledger, tenant: str, batch: Batched
) -> None:
    await ledger.add(batch({f"/{n}": n for n in range(1, 11)}))
    top = await ledger.top(tenant, "pages", 10, EVER)
    assert [by for _, by in top.items] == [10, 9, 8, 7, 6]


async def test_what_has_its_place_keeps_it(ledger: Ledger, tenant: str, batch: Batched) -> None:
    await ledger.add(batch({f"/{n}": 1 for n in range(ROOM)}))
    await ledger.add(batch({"/0": 7, "/late": 100}))
    top = await ledger.top(tenant, "pages", 1, EVER)
    assert top == Top((("/0", 8),), 100)


async def test_each_day_has_room_of_its_own(ledger: Ledger, tenant: str, batch: Batched) -> None:
    for n in range(3):
        day = DAY + timedelta(days=n)
        await ledger.add(batch({f"/{n}/{i}": 1 for i in range(ROOM)}, day=day))
    assert (await ledger.top(tenant, "pages", 100, EVER)).other == 0


async def test_a_flood_from_many_writers_at_once_does_not_exceed_the_room(
    ledger: Ledger, tenant: str, batch: Batched
) -> None:
    floods = [batch({f"/{n}/{i}": 1 for i in range(20)}) for n in range(10)]
    await asyncio.gather(*map(ledger.add, floods))
    top = await ledger.top(tenant, "pages", 1000, EVER)
    assert (len(top.items), top.other) == (ROOM, 200 - ROOM)


async def test_others_given_as_such_are_others(ledger: Ledger, tenant: str, batch: Batched) -> None:
    await ledger.add(batch({OTHER: 3, "/a": 1}))
    assert await ledger.top(tenant, "pages", 10, EVER) == Top((("/a", 1),), 3)
