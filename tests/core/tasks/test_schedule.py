"""Schedules fire once, in their own time zone, and make up for what is worth it."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

import jobplay
from regie.core.db import Database
from regie.core.tasks import Schedule
from regie.core.tasks.schedule import fire, next_firing, register

PARIS = ZoneInfo("Europe/Paris")
HOURLY = Schedule("hourly", "0 * * * *", jobplay.add.call(1))


def paris(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=PARIS)


@pytest.mark.parametrize(
    ("cron", "after", "expected"),
    [
        ("30 3 * * *", "2026-07-01 12:00", "2026-07-02T01:30:00+00:00"),
        ("30 3 * * *", "2026-12-01 12:00", "2026-12-02T02:30:00+00:00"),
        # the hour that is skipped: at once, when the clock has leapt
        ("30 2 * * *", "2026-03-29 00:00", "2026-03-29T01:00:00+00:00"),
        # the hour that comes twice: the first time
        ("30 2 * * *", "2026-10-25 00:00", "2026-10-25T00:30:00+00:00"),
    ],
)
def test_the_time_is_that_of_the_zone(cron: str, after: str, expected: str) -> None:
    schedule = Schedule("test", cron, jobplay.add.call(1))
    assert next_firing(schedule, PARIS, paris(after)).isoformat() == expected


def test_the_hour_that_comes_twice_fires_once() -> None:
    schedule = Schedule("test", "30 2 * * *", jobplay.add.call(1))
    first = next_firing(schedule, PARIS, paris("2026-10-25 00:00"))
    assert next_firing(schedule, PARIS, first) == paris("2026-10-26 02:30").astimezone(UTC)


def test_what_is_no_cron_is_refused() -> None:
    with pytest.raises(ValueError, match="is no cron"):
        Schedule("test", "every night", jobplay.add.call(1))


async def due(execute, schedule: Schedule, database: Database, ago: timedelta) -> None:
    async with database.begin() as connection:
        await register(connection, [schedule], "UTC")
    await execute("UPDATE core.job_schedules SET next_at = now() - CAST(:ago AS interval)", ago=ago)


async def fired(database: Database, schedule: Schedule) -> list[str]:
    async with database.begin() as connection:
        return await fire(connection, [schedule], "UTC")


async def test_one_that_is_not_due_does_not_fire(database: Database, execute) -> None:
    async with database.begin() as connection:
        await register(connection, [HOURLY], "UTC")
    assert await fired(database, HOURLY) == []


async def test_many_at_once_fire_once(database: Database, execute) -> None:
    await due(execute, HOURLY, database, timedelta(seconds=1))
    await asyncio.gather(*(fired(database, HOURLY) for _ in range(8)))
    assert await execute("SELECT count(*) FROM core.jobs") == [(1,)]


async def test_after_it_fired_it_waits_for_its_next_time(database: Database, execute) -> None:
    await due(execute, HOURLY, database, timedelta(seconds=1))
    await fired(database, HOURLY)
    assert await execute(
        "SELECT next_at > now() AND next_at <= now() + interval '1 hour', last_job IS NOT NULL"
        " FROM core.job_schedules"
    ) == [(True, True)]


async def test_missed_firings_are_one_and_the_latest(database: Database, execute) -> None:
    await due(execute, HOURLY, database, timedelta(hours=10))
    await fired(database, HOURLY)
    assert await execute("SELECT scheduled_for = date_trunc('hour', now()) FROM core.jobs") == [
        (True,)
    ]


async def test_what_was_missed_too_long_ago_is_left_out(database: Database, execute) -> None:
    now = datetime.now(UTC)
    yearly = Schedule("yearly", f"0 0 {now.day} {now.month % 12 + 1} *", jobplay.add.call(1))
    await due(execute, yearly, database, timedelta(days=40))
    assert await fired(database, yearly) == []


async def test_a_firing_joins_the_job_of_the_one_before(database: Database, execute) -> None:
    await due(execute, HOURLY, database, timedelta(seconds=1))
    await fired(database, HOURLY)
    await due(execute, HOURLY, database, timedelta(seconds=1))
    await fired(database, HOURLY)
    assert await execute("SELECT count(*) FROM core.jobs") == [(1,)]


async def test_a_changed_time_begins_anew(database: Database, execute) -> None:
    await due(execute, HOURLY, database, timedelta(hours=1))
    changed = Schedule("hourly", "30 * * * *", jobplay.add.call(1))
    async with database.begin() as connection:
        await register(connection, [changed], "UTC")
    assert await execute("SELECT next_at > now() FROM core.job_schedules") == [(True,)]


async def test_an_unchanged_one_keeps_what_is_due(database: Database, execute) -> None:
    await due(execute, HOURLY, database, timedelta(hours=1))
    async with database.begin() as connection:
        await register(connection, [HOURLY], "UTC")
    assert await execute("SELECT next_at < now() FROM core.job_schedules") == [(True,)]
