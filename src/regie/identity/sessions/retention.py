"""What is kept of sessions that are over, and of the news about them."""

from __future__ import annotations

from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.db import Purgeable, purge_rows, purgeable_rows
from regie.identity.people.tables import change

from .tables import session

KEEP_DAYS: Final = 30
_NEWS_DAYS: Final = 1
"""No copy is believed for longer than minutes; whoever was away for a day has none left."""


async def preview(connection: AsyncConnection, *, keep_days: int = KEEP_DAYS) -> list[Purgeable]:
    """Sessions by the day until which they could have lasted, however they ended."""
    return [
        await purgeable_rows(connection, session.c.expires_at, keep_days=keep_days),
        await purgeable_rows(connection, change.c.at, keep_days=_NEWS_DAYS),
    ]


async def purge(connection: AsyncConnection, *, keep_days: int = KEEP_DAYS) -> list[Purgeable]:
    return [
        await purge_rows(connection, session.c.expires_at, keep_days=keep_days),
        await purge_rows(connection, change.c.at, keep_days=_NEWS_DAYS),
    ]
