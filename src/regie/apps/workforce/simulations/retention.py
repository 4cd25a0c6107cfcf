"""How long simulations stay: their results are made again from the same seed, if need be."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncConnection

from regie.apps.workforce.tables import simulation
from regie.core.db import Purgeable, purge_rows, purgeable_rows


async def preview(connection: AsyncConnection, *, keep_days: int) -> list[Purgeable]:
    return [await purgeable_rows(connection, simulation.c.created_at, keep_days=keep_days)]


async def purge(connection: AsyncConnection, *, keep_days: int) -> list[Purgeable]:
    """With the chunks of those that never ended."""
    return [await purge_rows(connection, simulation.c.created_at, keep_days=keep_days)]
