"""Draining delivers what is ready, all of it, and returns."""

from __future__ import annotations

from datetime import timedelta

from regie.core.db import Database
from regie.core.outbox import Delivery, Kind, Subscription, drain, put

from .conftest import Order


async def test_what_a_handler_puts_is_drained_too(database: Database, kind: Kind[Order]) -> None:
    seen: list[int] = []

    async def handle(delivery: Delivery[Order]) -> None:
        seen.append(delivery.payload.number)
        if delivery.payload.number < 3:
            async with database.begin() as connection:
                await put(connection, kind, Order(delivery.payload.number + 1))

    async with database.begin() as connection:
        await put(connection, kind, Order(1))
    assert (await drain(database, [Subscription(kind, handle)]), seen) == (3, [1, 2, 3])


async def test_what_is_not_due_is_left(database: Database, kind: Kind[Order]) -> None:
    async def handle(_: object) -> None: ...

    async with database.begin() as connection:
        await put(connection, kind, Order(), not_before=timedelta(minutes=1))
    assert await drain(database, [Subscription(kind, handle)]) == 0
