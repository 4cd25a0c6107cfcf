"""Locks and counters, as the console shows them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from zoneinfo import ZoneInfo

import httpx
import pytest

from regie.core.counters import Counters, PostgresLedger
from regie.core.db import Database, DatabaseUrl
from regie.core.locks import Locks, PostgresLeases


@pytest.fixture(scope="module")
async def database(demo: dict[str, str]) -> AsyncIterator[Database]:
    database = Database(DatabaseUrl(demo["REGIE_DATABASE_URL"]), pool_size=2, pool_overflow=0)
    await database.open()
    yield database
    await database.close()


async def test_who_holds_a_lock_in_another_process_is_shown(
    client: httpx.Client, database: Database
) -> None:
    async with Locks(PostgresLeases(database), owner="machine:1").hold("console:test"):
        answer = await asyncio.to_thread(client.get, "/api/v1/console/locks")
    told = answer.json()["holders"]
    held = [(each["name"], each["owner"], each["lapsed"]) for each in told]
    assert held == [("console:test", "machine:1", False)]


async def test_a_counter_is_shown_by_day_and_by_item(
    client: httpx.Client, database: Database
) -> None:
    counters = Counters(PostgresLedger(database), ZoneInfo("Europe/Paris"))
    counters.count("main", "console.test", 3, item="a")
    counters.count("main", "console.test", 1, item="b")
    await counters.flush()
    answer = await asyncio.to_thread(client.get, "/api/v1/console/counters/console.test?days=2")
    told = answer.json()
    assert (told["total"], [each["count"] for each in told["days"]], told["top"]) == (
        4,
        [0, 4],
        [{"item": "a", "count": 3}, {"item": "b", "count": 1}],
    )


def test_a_counter_that_nobody_counts_is_zero(client: httpx.Client) -> None:
    assert client.get("/api/v1/console/counters/nobody.counts").json()["total"] == 0
