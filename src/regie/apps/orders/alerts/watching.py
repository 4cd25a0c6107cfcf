"""Looked at every minute; each trouble is told once an hour for as long as it lasts."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.access import MAIN_TENANT
from regie.core.outbox import Delivery, Kind, Subscription, effect_once, put
from regie.core.tasks import JobContext, Schedule, job

from .crowding import of_conversations
from .telling import Teller
from .troubles import Trouble, of_cache, of_source

TROUBLE: Final = Kind("orders.trouble", Trouble)


async def report(connection: AsyncConnection, trouble: Trouble, now: datetime) -> None:
    key = f"{trouble.kind}:{trouble.source}:{now:%Y-%m-%dT%H}"
    await put(connection, TROUBLE, trouble, key=key)


@job(name="orders.watch", retries=0, time_limit_s=55, unique=True)
async def watch(context: JobContext) -> dict[str, int]:
    orders = context.service
    found = [await of_source(source, orders.expected) for source in orders.sources]
    found.append(await of_cache(orders.counters, MAIN_TENANT, orders.expected))
    async with context.database.begin() as connection:
        found.append(await of_conversations(connection, orders.now(), orders.expected))
        troubles = [each for each in found if each is not None]
        for trouble in troubles:
            await report(connection, trouble, orders.now())
    return {"troubles": len(troubles)}


WATCH_EVERY_MINUTE: Final = Schedule("orders-watch", "* * * * *", watch.call())


def subscription(teller: Teller) -> Subscription[Trouble]:
    async def tell(delivery: Delivery[Trouble]) -> None:
        async with teller.database.begin() as connection:
            if await effect_once(connection, delivery):
                await teller.tell(connection, delivery.payload)

    return Subscription(TROUBLE, tell)
