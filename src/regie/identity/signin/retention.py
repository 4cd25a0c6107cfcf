"""Tries that no longer count: all of a row's are older than the longest window."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.db import Purgeable, purge_rows, purgeable_rows

from .tables import sign_in_try


async def preview(connection: AsyncConnection, *, keep_days: int) -> list[Purgeable]:
    """What `purge` would remove."""
    return [await purgeable_rows(connection, sign_in_try.c.last_at, keep_days=keep_days)]


async def purge(connection: AsyncConnection, *, keep_days: int) -> list[Purgeable]:
    """Accounts, devices and addresses with no try since then; a day is 96 windows."""
    return [await purge_rows(connection, sign_in_try.c.last_at, keep_days=keep_days)]
