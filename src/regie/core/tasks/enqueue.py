"""Writing down that a job is to run, in the transaction of its cause."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from .job import Call
from .wake import put_wake, ringing

MAIN_TENANT: Final = "main"
KEY_LENGTH: Final = 255

_INSERT: Final = text(
    """
    WITH made AS (
        INSERT INTO core.jobs
            (tenant, name, key, arguments, state, due_at, group_id, scheduled_for)
        VALUES (:tenant, :name, :key, :arguments, :state,
            coalesce(:at, now() + make_interval(secs => CAST(:after_s AS float8))),
            :group_id, :scheduled_for)
        ON CONFLICT (tenant, name, key) WHERE key IS NOT NULL DO NOTHING
        RETURNING id, state = 'queued' AND due_at <= now() AS is_due
    )
    SELECT id, is_due, CASE WHEN is_due THEN pg_notify(:channel, :payload)::text END FROM made
    """
)
_PRESENT: Final = text(
    "SELECT id FROM core.jobs WHERE tenant = :tenant AND name = :name AND key = :key"
)
_GROUP: Final = text(
    "INSERT INTO core.job_groups (tenant, total, follow_up)"
    " VALUES (:tenant, :total, :follow_up) RETURNING id"
)
_OF_GROUP: Final = text("UPDATE core.jobs SET group_id = :group WHERE id = :id")


@dataclass(frozen=True, slots=True)
class Group:
    id: int
    jobs: tuple[int, ...]
    follow_up: int | None


async def enqueue(
    connection: AsyncConnection,
    call: Call,
    *,
    key: str | None = None,
    tenant: str = MAIN_TENANT,
    not_before: datetime | timedelta | None = None,
    scheduled_for: datetime | None = None,
) -> int:
    """The job's id. It runs after the caller's transaction has committed, and only then.

    With a key (which a `unique` job makes of its arguments) the id is that of the job which waits
    or runs under this key, if there is one. Of two transactions with one key the second waits for
    the first. A `timedelta` counts from the database's now.
    """
    key = _key(call, key)
    while True:
        id_ = await _insert(
            connection, call, key, tenant, not_before=not_before, scheduled_for=scheduled_for
        )
        if id_ is not None:
            return id_
        same = {"tenant": tenant, "name": call.job.name, "key": key}
        present = (await connection.execute(_PRESENT, same)).scalar_one_or_none()
        if present is not None:  # else it has ended between the two statements
            return present


async def enqueue_group(
    connection: AsyncConnection,
    calls: Sequence[Call],
    *,
    follow_up: Call | None = None,
    tenant: str = MAIN_TENANT,
) -> Group:
    """Jobs that belong together. `follow_up` runs when each of them has ended, well or not: its
    context has the counts. Members have no keys: a job is in one group at most."""
    if not calls:
        raise ValueError("a group has members")
    last = None
    if follow_up is not None:
        last = await _insert(connection, follow_up, None, tenant, state="held")
    values = {"tenant": tenant, "total": len(calls), "follow_up": last}
    group: int = (await connection.execute(_GROUP, values)).scalar_one()
    if last is not None:
        await connection.execute(_OF_GROUP, {"group": group, "id": last})
    members = [await _insert(connection, call, None, tenant, group_id=group) for call in calls]
    return Group(group, tuple(id_ for id_ in members if id_ is not None), last)


async def _insert(
    connection: AsyncConnection,
    call: Call,
    key: str | None,
    tenant: str,
    *,
    state: str = "queued",
    not_before: datetime | timedelta | None = None,
    scheduled_for: datetime | None = None,
    group_id: int | None = None,
) -> int | None:
    if isinstance(not_before, datetime) and not_before.tzinfo is None:
        raise ValueError("not_before needs a time zone")
    after = not_before if isinstance(not_before, timedelta) else timedelta()
    values: dict[str, Any] = {
        "tenant": tenant,
        "name": call.job.name,
        "key": key,
        "arguments": call.arguments,
        "state": state,
        "at": not_before if isinstance(not_before, datetime) else None,
        "after_s": after.total_seconds(),
        "group_id": group_id,
        "scheduled_for": scheduled_for,
        **ringing(),
    }
    made = (await connection.execute(_INSERT, values)).one_or_none()
    if made is None:
        return None
    if not_before is not None and not made.is_due:
        await put_wake(connection, not_before)
    return made.id


def _key(call: Call, given: str | None) -> str | None:
    if given is not None and not 0 < len(given) <= KEY_LENGTH:
        raise ValueError(f"a key has 1 to {KEY_LENGTH} characters")
    if given is None and call.job.unique:
        return hashlib.sha256(call.arguments.encode()).hexdigest()
    return given
