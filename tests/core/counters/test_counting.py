"""Counting: to which day, under which name, and how much memory it may take."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from regie.core.counters import Counters, Days, MemoryLedger, Top
from regie.core.counters.counters import MOST_AT_ONCE, MOST_KEYS

from .conftest import SetClock

TODAY = date(2025, 10, 25)


async def test_what_is_counted_is_there_after_a_flush(counters: Counters) -> None:
    counters.count("main", "pages")
    counters.count("main", "pages", 4)
    await counters.flush()
    assert await counters.total("main", "pages") == 5


async def test_before_the_flush_the_ledger_knows_nothing(counters: Counters) -> None:
    counters.count("main", "pages")
    assert await counters.total("main", "pages") == 0


async def test_items_count_towards_their_counter(counters: Counters) -> None:
    counters.count("main", "pages", item="/home")
    counters.count("main", "pages", item="/orders")
    counters.count("main", "pages", item="/home")
    await counters.flush()
    assert await counters.total("main", "pages") == 3
    assert await counters.top("main", "pages") == Top((("/home", 2), ("/orders", 1)), 0)


async def test_a_day_is_the_installation_s(counters: Counters, clock: SetClock) -> None:
    clock.now = datetime(2025, 10, 25, 21, 59, tzinfo=UTC)  # 23:59 in Paris
    counters.count("main", "pages")
    clock.now = datetime(2025, 10, 25, 22, 0, tzinfo=UTC)
    counters.count("main", "pages", 10)
    await counters.flush()
    assert await counters.per_day("main", "pages", TODAY, date(2025, 10, 26)) == {
        TODAY: 1,
        date(2025, 10, 26): 10,
    }


async def test_a_clock_that_is_set_back_goes_back_to_its_day(
    counters: Counters, clock: SetClock
) -> None:
    for hour, by in ((12, 1), (23, 10), (12, 100)):  # 23:00 UTC is tomorrow in Paris
        clock.now = datetime(2025, 10, 25, hour, tzinfo=UTC)
        counters.count("main", "pages", by)
    await counters.flush()
    assert await counters.total("main", "pages", Days(TODAY, TODAY)) == 101


async def test_days_without_counts_are_zero(counters: Counters) -> None:
    counters.count("main", "pages")
    await counters.flush()
    found = await counters.per_day("main", "pages", date(2025, 10, 23), date(2025, 10, 27))
    assert list(found.values()) == [0, 0, 1, 0, 0]


def test_today_is_the_installation_s(counters: Counters, clock: SetClock) -> None:
    clock.now = datetime(2025, 10, 25, 23, tzinfo=UTC)
    assert counters.today() == date(2025, 10, 26)


async def test_a_stream_of_items_takes_no_more_than_its_room(
    counters: Counters, ledger: MemoryLedger
) -> None:
    for n in range(3 * MOST_KEYS):
        counters.count("main", "pages", item=f"/{n}")
    assert counters.waiting <= MOST_KEYS + 1
    await counters.flush()
    assert await counters.total("main", "pages") == 3 * MOST_KEYS


async def test_a_stream_of_items_over_many_days_takes_no_more(
    counters: Counters, clock: SetClock
) -> None:
    for day in range(1, 11):
        clock.now = datetime(2025, 11, day, 12, tzinfo=UTC)
        for n in range(MOST_KEYS // 5):
            counters.count("main", "pages", item=f"/{n}")
    assert counters.waiting <= MOST_KEYS + 10


async def test_a_stream_of_names_and_tenants_takes_no_more(counters: Counters) -> None:
    for n in range(2 * MOST_KEYS):
        counters.count(f"tenant{n}", f"name{n}")
    assert counters.waiting <= 1.1 * MOST_KEYS


async def test_in_a_flood_the_others_of_each_counter_are_kept_apart(counters: Counters) -> None:
    for n in range(2 * MOST_KEYS):
        counters.count("main", "pages", item=f"/{n}")
    counters.count("other", "pages", item="/home")
    await counters.flush()
    assert await counters.top("other", "pages") == Top((), 1)


@pytest.mark.parametrize("item", ["\0", "\ud800", "x" * 201])
async def test_what_cannot_be_stored_is_counted_with_the_others(
    counters: Counters, item: str
) -> None:
    counters.count("main", "pages", item=item)
    await counters.flush()
    assert await counters.top("main", "pages") == Top((), 1)


@pytest.mark.parametrize("name", ["", "Pages", "pages seen", "1st", "x" * 65, "pâges", "a\n"])
def test_a_name_is_one_of_the_code_s(counters: Counters, name: str) -> None:
    with pytest.raises(ValueError, match="no counter"):
        counters.count("main", name)


@pytest.mark.parametrize("tenant", ["", "a b", "x" * 65, "a\0"])
def test_a_tenant_is_an_identifier(counters: Counters, tenant: str) -> None:
    with pytest.raises(ValueError, match="no counter"):
        counters.count(tenant, "pages")


@pytest.mark.parametrize("by", [-1, MOST_AT_ONCE + 1])
def test_a_counter_only_rises_and_not_without_measure(counters: Counters, by: int) -> None:
    with pytest.raises(ValueError, match="rises"):
        counters.count("main", "pages", by)
