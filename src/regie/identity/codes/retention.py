"""Codes that are too old to open anything."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.db import Purgeable, purge_rows, purgeable_rows

from .tables import sent_code


async def preview(connection: AsyncConnection, *, keep_days: int) -> list[Purgeable]:
    """What `purge` would remove."""
    return [await purgeable_rows(connection, sent_code.c.expires_at, keep_days=keep_days)]


async def purge(connection: AsyncConnection, *, keep_days: int) -> list[Purgeable]:
    """Used or not, so many days after it was over; the record keeps who was sent what."""
    return [await purge_rows(connection, sent_code.c.expires_at, keep_days=keep_days)]
