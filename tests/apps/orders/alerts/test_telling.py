"""Who is told of a trouble, and how often."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from orderplay import Shop, opened_shop, write_source
from regie.apps.orders.alerts.troubles import Trouble
from regie.apps.orders.alerts.watching import report
from regie.core.db import DatabaseUrl
from regie.core.outbox import drain

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
AWAY = Trouble("away", "atelier", "source.timeout")


@pytest.fixture
async def shop(migrated: DatabaseUrl, tmp_path: Path) -> AsyncIterator[Shop]:
    mapping = write_source(tmp_path)
    async with opened_shop(migrated, mapping, REGIE_ALERTS_TO="exploitation@example.org") as shop:
        yield shop


async def letters(shop: Shop, *reports: tuple[Trouble, datetime]) -> int:
    """How many e-mails these are."""
    core = shop.house.services.core
    async with core.database.begin() as connection:
        await connection.execute(text("DELETE FROM core.mail WHERE template = 'orders_alert'"))
        await connection.execute(text("DELETE FROM core.outbox WHERE kind = 'orders.trouble'"))
    for trouble, at in reports:
        async with core.database.begin() as connection:
            await report(connection, trouble, at)
    await drain(core.database, shop.house.runtime.parts["orders"].subscriptions)
    async with core.database.begin() as connection:
        found = await connection.execute(
            text("SELECT count(*) FROM core.mail WHERE template = 'orders_alert'")
        )
        return found.scalar_one()


async def test_a_trouble_is_told_by_mail(shop: Shop) -> None:
    assert await letters(shop, (AWAY, NOON)) == 1


async def test_it_is_told_once_an_hour(shop: Shop) -> None:
    again = NOON + timedelta(days=1)
    assert await letters(shop, (AWAY, again), (AWAY, again + timedelta(minutes=59))) == 1


async def test_it_is_told_again_in_the_next_hour(shop: Shop) -> None:
    again = NOON + timedelta(days=2)
    assert await letters(shop, (AWAY, again), (AWAY, again + timedelta(minutes=60))) == 2


async def test_a_figure_is_written_as_the_language_does(shop: Shop) -> None:
    await letters(shop, (Trouble("slow", "atelier", "1.8 s"), NOON + timedelta(days=4)))
    core = shop.house.services.core
    async with core.database.begin() as connection:
        found = await connection.execute(
            text("SELECT text FROM core.mail WHERE template = 'orders_alert'")
        )
        assert "Constaté\u00a0: 1,8\u00a0s" in found.scalar_one()


async def test_two_troubles_of_one_source_are_two(shop: Shop) -> None:
    again = NOON + timedelta(days=3)
    slow = Trouble("slow", "atelier", "1.8 s")
    assert await letters(shop, (AWAY, again), (slow, again)) == 2
