"""An invalidation that belongs to a transaction: with what it changes, or not at all."""

from __future__ import annotations

from typing import Final

import msgspec
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.outbox import Delivery, Kind, Retry, Subscription, put

from .cache import Cache


class Invalidated(msgspec.Struct, frozen=True):
    tags: tuple[str, ...]


INVALIDATED: Final = Kind("cache.invalidated", Invalidated)


async def invalidate_after_commit(connection: AsyncConnection, *tags: str) -> None:
    """Milliseconds after the caller's COMMIT, in all processes, by whichever relay takes the row;
    while Valkey is away it is tried again until it is told. Who must read what she wrote herself at
    once calls `invalidate` too, behind the COMMIT."""
    await put(connection, INVALIDATED, Invalidated(tags))


def invalidating(cache: Cache) -> Subscription[Invalidated]:
    """The handler, for the relay of every process."""

    async def invalidate(delivery: Delivery[Invalidated]) -> None:
        if not await cache.invalidate(*delivery.payload.tags):
            raise Retry("Valkey could not be told")

    return Subscription(INVALIDATED, invalidate)
