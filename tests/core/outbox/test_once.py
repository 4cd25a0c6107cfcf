"""An effect in the same database happens once, however often its row is delivered."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest

from regie.core.db import Database
from regie.core.outbox import Delivery, Kind, effect_once, first_time

from .conftest import Order


def delivery(kind: Kind[Order], attempt: int) -> Delivery[Order]:
    return Delivery(1, kind.name, None, Order(), attempt, attempt > 1, datetime.now(UTC))


async def test_of_many_attempts_at_once_one_has_the_effect(
    database: Database, kind: Kind[Order]
) -> None:
    async def handle(attempt: int) -> bool:
        async with database.begin() as connection:
            return await effect_once(connection, delivery(kind, attempt))

    assert sum(await asyncio.gather(*map(handle, range(1, 11)))) == 1


async def test_an_effect_that_rolled_back_may_happen_again(
    database: Database, kind: Kind[Order]
) -> None:
    with pytest.raises(ZeroDivisionError):
        async with database.begin() as connection:
            await effect_once(connection, delivery(kind, 1))
            raise ZeroDivisionError
    async with database.begin() as connection:
        assert await effect_once(connection, delivery(kind, 2))


async def test_scopes_are_apart(database: Database, kind: Kind[Order]) -> None:
    async with database.begin() as connection:
        await first_time(connection, kind.name, "x")
        assert await first_time(connection, f"{kind.name}.other", "x")
