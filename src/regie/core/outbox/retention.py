"""What the outbox keeps, and what goes: ended rows by day, marks of what happened once by age."""

from __future__ import annotations

from typing import Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from .days import Purgeable, purge_days, purgeable_days
from .tables import outbox_ended

KEEP_DAYS: Final = 30
KEEP_LEAST_DAYS: Final = 7
"""Marks must outlive every retry; the longest schedule, that of webhooks, takes 75 hours."""

_MARKS_PER_PURGE: Final = 50_000
"""So that one statement stays far below its time limit; a nightly purge that finds more than
that goes on the night after."""

# The mark of a row that still waits stays, however old: it is what keeps the row alone.
_OLD_MARKS: Final = """
    FROM core.once AS o
    WHERE o.at < now() - make_interval(days => :days)
        AND NOT EXISTS (
            SELECT FROM core.outbox AS w
            WHERE o.scope = 'put:' || w.kind AND o.key = w.key AND w.key IS NOT NULL
        )
        AND NOT EXISTS (
            SELECT FROM core.outbox AS w
            WHERE o.scope = 'effect:' || w.kind AND o.key = CAST(w.id AS text)
        )
"""
_COUNT: Final = text(
    "SELECT count(*), CAST(min(o.at) AS date), CAST(max(o.at) AS date)" + _OLD_MARKS
)
_DELETE: Final = text(
    "WITH gone AS (DELETE FROM core.once WHERE (scope, key) IN"  # noqa: S608 - constants
    f" (SELECT o.scope, o.key {_OLD_MARKS} ORDER BY o.at LIMIT {_MARKS_PER_PURGE}) RETURNING at)"
    " SELECT count(*), CAST(min(at) AS date), CAST(max(at) AS date) FROM gone"
)


async def preview(connection: AsyncConnection, *, keep_days: int = KEEP_DAYS) -> list[Purgeable]:
    """What `purge` would remove: how many rows, of which period."""
    _refuse_too_short(keep_days)
    ended = await purgeable_days(connection, outbox_ended, keep_days=keep_days)
    marks = (await connection.execute(_COUNT, {"days": keep_days})).one()
    return [ended, Purgeable("once", *marks)]


async def purge(connection: AsyncConnection, *, keep_days: int = KEEP_DAYS) -> list[Purgeable]:
    """What has left or failed, and marks, older than that. What waits or is unknown stays."""
    _refuse_too_short(keep_days)
    ended = await purge_days(connection, outbox_ended, keep_days=keep_days)
    marks = (await connection.execute(_DELETE, {"days": keep_days})).one()
    return [ended, Purgeable("once", *marks)]


def _refuse_too_short(keep_days: int) -> None:
    if keep_days < KEEP_LEAST_DAYS:
        raise ValueError(f"the outbox keeps {KEEP_LEAST_DAYS} days at least")
