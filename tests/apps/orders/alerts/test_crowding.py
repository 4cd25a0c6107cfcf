"""Operators hear of a chat that fills up before customers do."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from orderplay import Shop, opened_shop, write_source
from regie.apps.orders.alerts.crowding import of_conversations
from regie.apps.orders.alerts.troubles import Expected, Trouble
from regie.core.db import DatabaseUrl


@pytest.fixture
async def shop(migrated: DatabaseUrl, tmp_path: Path) -> AsyncIterator[Shop]:
    """In which eight talk."""
    async with opened_shop(migrated, write_source(tmp_path)) as shop:
        async with shop.house.services.core.database.begin() as connection:
            await connection.execute(text("DELETE FROM orders.conversation"))
        for _ in range(8):
            await shop.customer()
        yield shop


@pytest.mark.parametrize(
    ("everywhere", "here", "told"),
    [
        (12, 1_000, Trouble("crowded", "", "8 / 12")),
        (1_000, 12, Trouble("crowded", "", "8 / 12 (–)")),
        (13, 13, None),
    ],
)
async def test_two_thirds_of_a_ceiling_are_told(
    shop: Shop, everywhere: int, here: int, told: Trouble | None
) -> None:
    expected = Expected(conversations=everywhere, conversations_per_widget=here)
    async with shop.house.services.core.database.begin() as connection:
        assert await of_conversations(connection, datetime.now(UTC), expected) == told


async def test_an_empty_chat_is_no_trouble(shop: Shop) -> None:
    later = datetime.now(UTC) + timedelta(hours=1)
    async with shop.house.services.core.database.begin() as connection:
        assert await of_conversations(connection, later, Expected()) is None
