"""What was remembered of a tenant's staff ends with the transaction that changes it."""

from __future__ import annotations

from typing import Final

import msgspec
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.cache import Cache
from regie.core.outbox import Delivery, Kind, Retry, Subscription, put


class Changed(msgspec.Struct):
    tenant: str


CHANGED: Final[Kind[Changed]] = Kind("staff.changed", Changed)


def tag_of(tenant: str) -> str:
    """Of every figure that is made of a tenant's absences, evaluations and places of work."""
    return f"staff:{tenant}"


async def changed(connection: AsyncConnection, tenant: str) -> None:
    """Milliseconds after the caller's COMMIT, in all processes; while Valkey is away it is tried
    until it is told, and nothing is remembered for longer than seconds meanwhile."""
    await put(connection, CHANGED, Changed(tenant))


def forgetting(cache: Cache) -> Subscription[Changed]:
    async def forget(delivery: Delivery[Changed]) -> None:
        if not await cache.invalidate(tag_of(delivery.payload.tenant)):
            raise Retry("cache_away")

    return Subscription(CHANGED, forget)
