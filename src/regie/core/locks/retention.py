"""Names of locks that nobody has wanted for long."""

from __future__ import annotations

from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.db import Purgeable, purge_rows, purgeable_rows

from .tables import locks

KEEP_DAYS: Final = 7
KEEP_LEAST_DAYS: Final = 1
"""A name that is forgotten while a taker of it is under way could be given a lower token."""


async def preview(connection: AsyncConnection, *, keep_days: int = KEEP_DAYS) -> list[Purgeable]:
    """What `purge` would remove: how many rows, of which period."""
    _refuse_too_short(keep_days)
    return [await purgeable_rows(connection, locks.c.until, keep_days=keep_days)]


async def purge(connection: AsyncConnection, *, keep_days: int = KEEP_DAYS) -> list[Purgeable]:
    """Locks whose lease ended, or that were released, longer ago. Tokens go on rising."""
    _refuse_too_short(keep_days)
    return [await purge_rows(connection, locks.c.until, keep_days=keep_days)]


def _refuse_too_short(keep_days: int) -> None:
    if keep_days < KEEP_LEAST_DAYS:
        raise ValueError(f"names of locks are kept for {KEEP_LEAST_DAYS} day at least")
