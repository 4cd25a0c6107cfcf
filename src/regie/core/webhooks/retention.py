"""What is kept of deliveries: whole days, then nothing."""

from __future__ import annotations

from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.db import Purgeable, ensure_days, purge_days, purgeable_days

from .tables import webhook_attempt, webhook_delivery

KEEP_DAYS: Final = 30
KEEP_LEAST_DAYS: Final = 14
"""A delivery whose receiver always asks for a day's patience takes eleven to fail."""

_BY_DAY: Final = (webhook_delivery, webhook_attempt)


async def make_days(connection: AsyncConnection) -> None:
    """The partitions of the days to come."""
    for table in _BY_DAY:
        await ensure_days(connection, table)


async def preview(connection: AsyncConnection, *, keep_days: int = KEEP_DAYS) -> list[Purgeable]:
    """What `purge` would remove: how many rows, of which period."""
    _refuse_too_short(keep_days)
    return [await purgeable_days(connection, table, keep_days=keep_days) for table in _BY_DAY]


async def purge(connection: AsyncConnection, *, keep_days: int = KEEP_DAYS) -> list[Purgeable]:
    """Deliveries of days that ended more than so long ago, with their attempts."""
    _refuse_too_short(keep_days)
    return [await purge_days(connection, table, keep_days=keep_days) for table in _BY_DAY]


def _refuse_too_short(keep_days: int) -> None:
    if keep_days < KEEP_LEAST_DAYS:
        raise ValueError(f"deliveries are kept {KEEP_LEAST_DAYS} days at least")
