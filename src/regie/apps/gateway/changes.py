"""What an edit makes known: what was remembered on the hot path holds no longer."""

from __future__ import annotations

from typing import Final

import msgspec
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.cache import Cache
from regie.core.outbox import Delivery, Kind, Retry, Subscription, put


class Changed(msgspec.Struct, frozen=True):
    tag: str


CHANGED: Final = Kind("gateway.changed", Changed)


def offer_tag(tenant: str) -> str:
    """Of the providers and models of a tenant, their state included."""
    return f"gateway.offer:{tenant}"


def key_tag(digest: bytes) -> str:
    return f"gateway.key:{digest.hex()}"


async def changed(connection: AsyncConnection, tag: str) -> None:
    """With the change, or not at all: told until all processes know, also should this one die."""
    await put(connection, CHANGED, Changed(tag))


def forgetting(cache: Cache) -> Subscription[Changed]:
    async def forget(delivery: Delivery[Changed]) -> None:
        if not await cache.invalidate(delivery.payload.tag):
            raise Retry("Valkey could not be told")

    return Subscription(CHANGED, forget)
