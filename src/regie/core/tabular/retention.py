"""How long it can be looked up what a file brought."""

from __future__ import annotations

from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.db import Purgeable, purge_rows, purgeable_rows

from .tables import OPEN, imports

KEEP_DAYS: Final = 400
"""A year and a month: the same file a year later is still known."""

_ENDED: Final = imports.c.state.not_in(OPEN)


async def preview(connection: AsyncConnection, *, keep_days: int = KEEP_DAYS) -> list[Purgeable]:
    created = imports.c.created_at
    return [await purgeable_rows(connection, created, keep_days=keep_days, only=_ENDED)]


async def purge(connection: AsyncConnection, *, keep_days: int = KEEP_DAYS) -> list[Purgeable]:
    """With their chunks. What was brought stays; a file sent once more is then imported anew, and
    found identical."""
    created = imports.c.created_at
    return [await purge_rows(connection, created, keep_days=keep_days, only=_ENDED)]
