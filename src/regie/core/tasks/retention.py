"""What is kept of jobs: those that have ended by day, groups by age, results until they expire."""

from __future__ import annotations

from typing import Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.db import Purgeable, purge_days, purge_rows, purgeable_days, purgeable_rows

from .tables import job_groups, jobs_ended

KEEP_DAYS: Final = 30

_WITHOUT_MEMBERS: Final = text(
    "NOT EXISTS (SELECT FROM core.jobs AS j WHERE j.group_id = job_groups.id)"
)
_EXPIRE: Final = text("UPDATE core.jobs_ended SET result = NULL WHERE result_until < now()")


async def preview(connection: AsyncConnection, *, keep_days: int = KEEP_DAYS) -> list[Purgeable]:
    """What `purge` would remove: how many rows, of which period."""
    ended = await purgeable_days(connection, jobs_ended, keep_days=keep_days)
    groups = await purgeable_rows(
        connection, job_groups.c.created_at, keep_days=keep_days, only=_WITHOUT_MEMBERS
    )
    return [ended, groups]


async def purge(connection: AsyncConnection, *, keep_days: int = KEEP_DAYS) -> list[Purgeable]:
    """What has ended before that, and results that have expired. What waits or runs stays."""
    await connection.execute(_EXPIRE)
    groups = await purge_rows(
        connection, job_groups.c.created_at, keep_days=keep_days, only=_WITHOUT_MEMBERS
    )
    # Last: from here to the commit no worker can report.
    ended = await purge_days(connection, jobs_ended, keep_days=keep_days)
    return [ended, groups]
