"""Effects that happen exactly once, because their mark is in the same transaction."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from .delivery import Delivery

_CLAIM: Final = text(
    "INSERT INTO core.once (scope, key) VALUES (:scope, :key) ON CONFLICT DO NOTHING RETURNING 1"
)


async def first_time(connection: AsyncConnection, scope: str, key: str) -> bool:
    """Whether this transaction is the one that does it. Waits for another that is at it."""
    claimed = await connection.execute(_CLAIM, {"scope": scope, "key": key})
    return claimed.scalar_one_or_none() is not None


async def effect_once(connection: AsyncConnection, delivery: Delivery[Any]) -> bool:
    """For a handler whose effect is in this database: call it first in the effect's transaction.

    False when an earlier attempt, or one that was thought dead, has committed the effect: then
    return, and the row counts as sent.
    """
    return await first_time(connection, f"effect:{delivery.kind}", str(delivery.id))
