"""What the outbox keeps, and what goes: ended rows by day, marks of what happened once by age."""

from __future__ import annotations

from typing import Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.db import Purgeable, purge_days, purge_rows, purgeable_days, purgeable_rows

from .tables import once, outbox_ended

KEEP_DAYS: Final = 30
KEEP_LEAST_DAYS: Final = 7
"""Marks must outlive every retry; the longest schedule, that of webhooks, takes 75 hours."""

# The mark of a row that still waits stays, however old: it is what keeps the row alone.
_WAITS_FOR_NONE: Final = text(
    """
    NOT EXISTS (
        SELECT FROM core.outbox AS w
        WHERE once.scope = 'put:' || w.kind AND once.key = w.key AND w.key IS NOT NULL
    ) AND NOT EXISTS (
        SELECT FROM core.outbox AS w
        WHERE once.scope = 'effect:' || w.kind AND once.key = CAST(w.id AS text)
    )
    """
)


async def preview(connection: AsyncConnection, *, keep_days: int = KEEP_DAYS) -> list[Purgeable]:
    """What `purge` would remove: how many rows, of which period."""
    _refuse_too_short(keep_days)
    ended = await purgeable_days(connection, outbox_ended, keep_days=keep_days)
    marks = await purgeable_rows(connection, once.c.at, keep_days=keep_days, only=_WAITS_FOR_NONE)
    return [ended, marks]


async def purge(connection: AsyncConnection, *, keep_days: int = KEEP_DAYS) -> list[Purgeable]:
    """What has left or failed, and marks, older than that. What waits or is unknown stays."""
    _refuse_too_short(keep_days)
    marks = await purge_rows(connection, once.c.at, keep_days=keep_days, only=_WAITS_FOR_NONE)
    # Last: from here to the commit no relay can report.
    ended = await purge_days(connection, outbox_ended, keep_days=keep_days)
    return [ended, marks]


def _refuse_too_short(keep_days: int) -> None:
    if keep_days < KEEP_LEAST_DAYS:
        raise ValueError(f"the outbox keeps {KEEP_LEAST_DAYS} days at least")
