"""What a person does with a job: ends it, or has one that failed tried again."""

from __future__ import annotations

from typing import Final, Literal, cast

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.db import ensure_days
from regie.core.errors import Conflict, NotFound

from .events import put_state
from .rows import Held, Report, end
from .tables import jobs_ended
from .wake import JOBS_CHANNEL, ring

_CANCEL: Final = "cancel:"

_LOCKED: Final = text(
    "SELECT id, name, tenant, attempt, worker, state FROM core.jobs WHERE id = :id FOR UPDATE"
)
_ASK: Final = text(
    """
    WITH asked AS (
        UPDATE core.jobs SET cancel_asked_at = coalesce(cancel_asked_at, now()) WHERE id = :id
    )
    SELECT pg_notify(:channel, :payload)::text
    """
)
_BACK: Final = text(
    """
    WITH again AS (
        DELETE FROM core.jobs_ended
        WHERE id = :id AND state IN ('failed', 'cancelled')
            AND (key IS NULL OR NOT EXISTS (
                SELECT FROM core.jobs AS j
                WHERE (j.tenant, j.name, j.key)
                    = (jobs_ended.tenant, jobs_ended.name, jobs_ended.key)
            ))
        RETURNING *
    ), uncounted AS (
        UPDATE core.job_groups AS g
        SET failed = g.failed - CAST(again.state = 'failed' AS int),
            cancelled = g.cancelled - CAST(again.state = 'cancelled' AS int)
        FROM again WHERE g.id = again.group_id AND g.follow_up IS DISTINCT FROM again.id
    )
    INSERT INTO core.jobs
        (id, tenant, name, key, arguments, attempt, reason, group_id, scheduled_for, created_at)
    OVERRIDING SYSTEM VALUE
    SELECT id, tenant, name, key, arguments, attempt, reason, group_id, scheduled_for, created_at
    FROM again RETURNING id, name, tenant, attempt, NULL AS worker
    """
)
_ENDED: Final = text("SELECT state FROM core.jobs_ended WHERE id = :id")


class JobNotFound(NotFound):
    """There never was such a job, or it has been purged."""

    code = "jobs.not_found"


class JobAlreadyEnded(Conflict):
    """There is nothing left to cancel."""

    code = "jobs.already_ended"


class JobNotEnded(Conflict):
    """Only what has failed or was cancelled can be tried again."""

    code = "jobs.not_ended"


class JobKeyTaken(Conflict):
    """Another job of this name and key waits or runs."""

    code = "jobs.key_taken"


async def cancel(connection: AsyncConnection, id_: int) -> Literal["cancelled", "asked"]:
    """What waits has ended when the transaction commits; what runs is asked to end, and hears it
    within a tenth of a second. Raises JobNotFound, JobAlreadyEnded."""
    await ensure_days(connection, jobs_ended)
    found = (await connection.execute(_LOCKED, {"id": id_})).one_or_none()
    if found is None:
        ended = (await connection.execute(_ENDED, {"id": id_})).first()
        if ended is None:
            raise JobNotFound(f"there is no job {id_}, or it is not kept any more")
        raise JobAlreadyEnded(f"job {id_} has ended already")
    if found.state == "running":
        asked = {"id": id_, "channel": JOBS_CHANNEL, "payload": f"{_CANCEL}{id_}"}
        await connection.execute(_ASK, asked)
        return "asked"
    given = Report("cancelled", "cancelled")
    held = cast("Held", found)
    await end(connection, held, given, from_states=("held", "queued"))
    await put_state(connection, held, "cancelled")
    return "cancelled"


async def retry(connection: AsyncConnection, id_: int) -> None:
    """Has a job that failed or was cancelled tried again under its id, with all of its retries.
    Raises JobNotFound, JobNotEnded, JobKeyTaken."""
    back = await connection.execute(_BACK, {"id": id_})
    found = back.one_or_none()
    if found is not None:
        await ring(connection)
        await put_state(connection, cast("Held", found), "queued")
        return
    state = (await connection.execute(_ENDED, {"id": id_})).scalar_one_or_none()
    if state in ("failed", "cancelled"):
        raise JobKeyTaken(f"the same job as {id_} waits or runs already")
    if state is not None or (await connection.execute(_LOCKED, {"id": id_})).first() is not None:
        raise JobNotEnded(f"job {id_} has not failed and was not cancelled")
    raise JobNotFound(f"there is no job {id_}, or it is not kept any more")


def cancelled_id(payload: str) -> int | None:
    """Which job a notification wants cancelled; None when it says that there is work."""
    _, found, id_ = payload.partition(_CANCEL)
    return int(id_) if found and id_.isdigit() else None
