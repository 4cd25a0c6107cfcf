"""Who waits for a person, and for how long."""

from __future__ import annotations

from typing import Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

_WAITING: Final = text(
    "SELECT count(*) FROM orders.conversation WHERE tenant = :tenant AND state = 'waiting'"
)


async def waiting_count(connection: AsyncConnection, tenant: str) -> int:
    return (await connection.execute(_WAITING, {"tenant": tenant})).scalar_one()
