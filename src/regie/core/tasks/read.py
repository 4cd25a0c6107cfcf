"""What a person sees of jobs: those that wait or run, those that have ended, and schedules."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, get_args

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from .schedule import Schedule

JobState = Literal["held", "queued", "running", "done", "failed", "cancelled"]
STATES: Final[tuple[JobState, ...]] = get_args(JobState)
ENDED: Final = ("done", "failed", "cancelled")

_LIVE: Final = """
    SELECT id, tenant, name, key, state, attempt, failures, lapses, reason, done, total, message,
        group_id, scheduled_for, created_at, started_at, CAST(NULL AS timestamptz) AS ended_at,
        CASE WHEN state = 'queued' THEN due_at END AS due_at,
        cancel_asked_at IS NOT NULL AS cancelling, CAST(NULL AS text) AS result
    FROM core.jobs
"""
_ENDED: Final = """
    SELECT id, tenant, name, key, state, attempt, failures, lapses, reason, done, total, message,
        group_id, scheduled_for, created_at, started_at, ended_at,
        CAST(NULL AS timestamptz) AS due_at, false AS cancelling,
        CASE WHEN result_until > now() THEN result END AS result
    FROM core.jobs_ended
"""
_WHERE: Final = """
    WHERE state = ANY(:states) AND (CAST(:before AS bigint) IS NULL OR id < :before)
        AND (CAST(:name AS text) IS NULL OR name = :name)
    ORDER BY id DESC LIMIT :limit
"""
_LIST: Final = text(
    f"({_LIVE} {_WHERE}) UNION ALL ({_ENDED} {_WHERE}) ORDER BY id DESC LIMIT :limit"
)
_ONE: Final = text(f"{_LIVE} WHERE id = :id UNION ALL {_ENDED} WHERE id = :id")
_COUNTS: Final = text("SELECT state, count(*) FROM core.jobs GROUP BY state")
_SCHEDULES: Final = text("SELECT name, next_at, last_at, last_job FROM core.job_schedules")


@dataclass(frozen=True, slots=True)
class JobView:
    id: int
    tenant: str
    name: str
    key: str | None
    state: JobState
    attempt: int
    failures: int
    lapses: int
    """Attempts whose worker died."""
    reason: str | None
    """Of the last attempt that did not end well."""
    done: int | None
    total: int | None
    message: str | None
    group_id: int | None
    scheduled_for: datetime | None
    created_at: datetime
    started_at: datetime | None
    """The last attempt."""
    ended_at: datetime | None
    due_at: datetime | None
    """While it is queued: when it may begin."""
    cancelling: bool
    result: str | None
    """JSON, until it expires."""


@dataclass(frozen=True, slots=True)
class ScheduleView:
    name: str
    job: str
    cron: str
    zone: str
    next_at: datetime | None
    """None until a worker has run."""
    last_at: datetime | None
    last_job: int | None


async def list_jobs(
    connection: AsyncConnection,
    *,
    states: Collection[JobState] = STATES,
    name: str | None = None,
    before: int | None = None,
    limit: int = 50,
) -> list[JobView]:
    """The newest first; `before` is the last id of the page before."""
    asked = {"states": list(states), "name": name, "before": before, "limit": limit}
    return [JobView(*row) for row in await connection.execute(_LIST, asked)]


async def find_job(connection: AsyncConnection, id_: int) -> JobView | None:
    """None when there never was such a job, or it has been purged."""
    row = (await connection.execute(_ONE, {"id": id_})).one_or_none()
    return None if row is None else JobView(*row)


async def count_live(connection: AsyncConnection) -> dict[str, int]:
    """How many are held, queued and running. Reads all of them."""
    return {row[0]: row[1] for row in await connection.execute(_COUNTS)}


async def list_schedules(
    connection: AsyncConnection, declared: Sequence[Schedule], default_zone: str
) -> list[ScheduleView]:
    known = {row.name: row for row in await connection.execute(_SCHEDULES)}
    views: list[ScheduleView] = []
    for each in declared:
        row = known.get(each.name)
        views.append(
            ScheduleView(
                name=each.name,
                job=each.call.job.name,
                cron=each.cron,
                zone=each.zone or default_zone,
                next_at=row.next_at if row else None,
                last_at=row.last_at if row else None,
                last_job=row.last_job if row else None,
            )
        )
    return views
