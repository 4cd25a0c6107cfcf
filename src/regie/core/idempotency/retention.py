"""How long answers are kept: a day at least, for whoever retries."""

from __future__ import annotations

from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.db import Purgeable, purge_rows, purgeable_rows

from .tables import idempotency

KEEP_DAYS: Final = 1


async def preview(connection: AsyncConnection, *, keep_days: int = KEEP_DAYS) -> list[Purgeable]:
    return [await purgeable_rows(connection, idempotency.c.at, keep_days=keep_days)]


async def purge(connection: AsyncConnection, *, keep_days: int = KEEP_DAYS) -> list[Purgeable]:
    """Answers older than that. Their keys are free again: a late retry has its effect anew."""
    return [await purge_rows(connection, idempotency.c.at, keep_days=keep_days)]
