"""The statements by which workers share the jobs. The database alone judges time and attempts.

A job is taken by one worker at most, for a lease, with an attempt number one higher than before;
what carries another attempt number changes nothing.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Literal, Protocol

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.db import Database

from .context import GroupCounts, Progress
from .failing import FailedJob, WhenFailed, tell_nobody
from .job import AnyJob
from .wake import put_wake, ring

Ended = Literal["done", "failed", "cancelled"]


class Held(Protocol):
    """Which row, and who had it when: what is no longer so changes nothing."""

    @property
    def id(self) -> int: ...

    @property
    def name(self) -> str: ...

    @property
    def tenant(self) -> str: ...

    @property
    def attempt(self) -> int: ...

    @property
    def worker(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Taken:
    id: int
    name: str
    tenant: str
    arguments: str
    attempt: int
    failures: int
    lapses: int
    scheduled_for: datetime | None
    group_id: int | None
    worker: str | None


@dataclass(frozen=True, slots=True)
class Report:
    """What became of one attempt."""

    state: Ended | Literal["queued"]
    reason: str | None = None
    result: str | None = None
    result_days: float = 0.0
    after_s: float = 0.0
    """For `queued`: from the database's now until it may be taken again."""
    failures: int = 0
    lapses: int = 0


# Its COMMIT does not wait for the disk. Were it lost with the server, the row would wait again and
# another worker would take it under the same attempt number: so the worker's name is checked too.
_TAKE: Final = text(
    """
    WITH next AS MATERIALIZED (
        SELECT id, name FROM core.jobs
        WHERE state = 'queued' AND due_at <= now() AND name = ANY(:names)
        ORDER BY due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED
    )
    UPDATE core.jobs AS j
    SET state = 'running', attempt = j.attempt + 1, worker = :worker, started_at = now(),
        due_at = now() + make_interval(secs => :lease_s),
        deadline_at = now() + make_interval(secs => known.hard_limit_s),
        done = NULL, total = NULL, message = NULL
    FROM next JOIN unnest(CAST(:names AS text[]), CAST(:hard_limits_s AS float8[]))
        AS known (name, hard_limit_s) USING (name)
    WHERE j.id = next.id
    RETURNING j.id, j.name, j.tenant, j.arguments, j.attempt, j.failures, j.lapses,
        j.scheduled_for, j.group_id, j.worker, set_config('synchronous_commit', 'off', true)
    """
)
_PROLONG: Final = text(
    """
    UPDATE core.jobs SET due_at = now() + make_interval(secs => :lease_s)
    WHERE id = :id AND attempt = :attempt AND worker = :worker AND state = 'running'
    RETURNING cancel_asked_at IS NOT NULL
    """
)
_PROGRESS: Final = text(
    """
    UPDATE core.jobs SET done = :done, total = :total, message = :message
    WHERE id = :id AND attempt = :attempt AND worker = :worker AND state = 'running'
    """
)
_AGAIN: Final = text(
    """
    UPDATE core.jobs
    SET state = 'queued', due_at = now() + make_interval(secs => :after_s), reason = :reason,
        failures = failures + :failures, lapses = lapses + :lapses, worker = NULL,
        deadline_at = NULL
    WHERE id = :id AND attempt = :attempt AND worker IS NOT DISTINCT FROM :worker
        AND state = 'running' AND cancel_asked_at IS NULL
    RETURNING id
    """
)
_END: Final = text(
    """
    WITH gone AS (
        DELETE FROM core.jobs
        WHERE id = :id AND attempt = :attempt AND worker IS NOT DISTINCT FROM :worker
            AND state = ANY(:from_states) RETURNING *
    )
    INSERT INTO core.jobs_ended
        (id, tenant, name, key, arguments, state, attempt, failures, lapses, reason, done, total,
        message, worker, group_id, scheduled_for, created_at, started_at, result, result_until)
    SELECT id, tenant, name, key, arguments, :state, attempt, failures + :failures,
        lapses + :lapses, :reason, done, total, message, worker, group_id, scheduled_for,
        created_at, started_at, :result,
        CASE WHEN CAST(:result AS text) IS NOT NULL
            THEN now() + make_interval(secs => :result_s) END
    FROM gone
    RETURNING group_id
    """
)
_COUNT: Final = text(
    """
    UPDATE core.job_groups
    SET done = done + CAST(:state = 'done' AS int),
        failed = failed + CAST(:state = 'failed' AS int),
        cancelled = cancelled + CAST(:state = 'cancelled' AS int)
    WHERE id = :group AND follow_up IS DISTINCT FROM :id
    RETURNING CASE WHEN done + failed + cancelled >= total THEN follow_up END
    """
)
_RELEASE: Final = text(
    "UPDATE core.jobs SET state = 'queued', due_at = now()"
    " WHERE id = :id AND state = 'held' RETURNING id"
)
_GROUP: Final = text(
    "SELECT total, done, failed, cancelled FROM core.job_groups"
    " WHERE id = :group AND follow_up = :id"
)


async def take(
    connection: AsyncConnection, jobs: Collection[AnyJob], *, worker: str, lease_s: float
) -> Taken | None:
    """The job that is due first among those that this worker knows."""
    rows = await connection.execute(
        _TAKE,
        {
            "names": [job.name for job in jobs],
            "hard_limits_s": [job.hard_limit_s for job in jobs],
            "worker": worker,
            "lease_s": lease_s,
        },
    )
    row = rows.one_or_none()
    return None if row is None else Taken(*row[:-1])


async def prolong(
    connection: AsyncConnection, taken: Taken, lease_s: float
) -> Literal["ours", "cancelled", "lost"]:
    values = {
        "id": taken.id,
        "attempt": taken.attempt,
        "worker": taken.worker,
        "lease_s": lease_s,
    }
    asked = (await connection.execute(_PROLONG, values)).scalar_one_or_none()
    if asked is None:
        return "lost"
    return "cancelled" if asked else "ours"


async def write_progress(connection: AsyncConnection, taken: Taken, progress: Progress) -> None:
    values = {
        "id": taken.id,
        "attempt": taken.attempt,
        "worker": taken.worker,
        "done": progress.done,
        "total": progress.total,
        "message": progress.message,
    }
    await connection.execute(_PROGRESS, values)


async def report(
    connection: AsyncConnection, held: Held, given: Report, when_failed: WhenFailed = tell_nobody
) -> Report | None:
    """What was written; None when this was not the job's last attempt: nothing has changed then."""
    if given.state == "queued":
        values = {
            "id": held.id,
            "attempt": held.attempt,
            "worker": held.worker,
            "after_s": given.after_s,
            "reason": given.reason,
            "failures": given.failures,
            "lapses": given.lapses,
        }
        kept = await connection.execute(_AGAIN, values)
        if kept.first() is not None:
            if given.after_s > 0:
                await put_wake(connection, timedelta(seconds=given.after_s))
            else:
                await ring(connection)
            return given
        # It was asked to end meanwhile: then it is not tried again.
        given = Report("cancelled", "cancelled", failures=given.failures, lapses=given.lapses)
    if not await end(connection, held, given, from_states=("running",)):
        return None
    if given.state == "failed":
        failed = FailedJob(held.id, held.name, held.tenant, held.attempt, given.reason)
        await when_failed(connection, failed)
    return given


async def end(
    connection: AsyncConnection, held: Held, given: Report, *, from_states: tuple[str, ...]
) -> bool:
    """Moves the row to those that have ended, and its group with it."""
    values = {
        "id": held.id,
        "attempt": held.attempt,
        "worker": held.worker,
        "from_states": list(from_states),
        "state": given.state,
        "failures": given.failures,
        "lapses": given.lapses,
        "reason": given.reason,
        "result": given.result,
        "result_s": given.result_days * 86_400,
    }
    ended: Row[Any] | None = (await connection.execute(_END, values)).one_or_none()
    if ended is None:
        return False
    if ended[0] is not None:
        await _count_in_group(connection, ended[0], held.id, given.state)
    return True


async def group_counts(database: Database, taken: Taken) -> GroupCounts | None:
    """None unless the job is the follow-up of a group."""
    if taken.group_id is None:
        return None
    values = {"group": taken.group_id, "id": taken.id}
    async with database.single() as connection:
        row = (await connection.execute(_GROUP, values)).one_or_none()
    return None if row is None else GroupCounts(*row)


async def _count_in_group(connection: AsyncConnection, group: int, id_: int, state: str) -> None:
    values = {"group": group, "id": id_, "state": state}
    follow_up = (await connection.execute(_COUNT, values)).scalar_one_or_none()
    if follow_up is not None:
        released = await connection.execute(_RELEASE, {"id": follow_up})
        if released.first() is not None:
            await ring(connection)
