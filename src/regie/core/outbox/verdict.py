"""What a person sees of one row, and decides about one that is unknown or has failed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.db import ensure_days

from .put import CHANNEL
from .tables import outbox_ended

Verdict = Literal["again", "sent", "failed"]

_TRACE: Final = text(
    """
    SELECT id, kind, key, state, attempt, failures, lapses, reason, created_at, due_at, NULL
    FROM core.outbox WHERE id = :id
    UNION ALL
    SELECT id, kind, key, state, attempt, failures, lapses, reason, created_at, NULL, ended_at
    FROM core.outbox_ended WHERE id = :id
    """
)
_AGAIN: Final = text(
    """
    WITH unknown AS (
        UPDATE core.outbox SET state = 'queued', due_at = now(), failures = 0, lapses = 0
        WHERE id = :id AND state = 'unknown' RETURNING id
    ), failed AS (
        DELETE FROM core.outbox_ended WHERE id = :id AND state = 'failed' RETURNING *
    ), put_back AS (
        INSERT INTO core.outbox (id, kind, key, payload, attempt, reason, created_at)
        OVERRIDING SYSTEM VALUE
        SELECT id, kind, key, payload, attempt, reason, created_at FROM failed RETURNING id
    )
    SELECT pg_notify(:channel, '')::text
    FROM (SELECT id FROM unknown UNION ALL SELECT id FROM put_back) AS again
    """
)
_END: Final = text(
    """
    WITH unknown AS (
        DELETE FROM core.outbox WHERE id = :id AND state = 'unknown' RETURNING *
    )
    INSERT INTO core.outbox_ended
        (id, kind, key, payload, state, attempt, failures, lapses, reason, created_at)
    SELECT id, kind, key, CASE WHEN :state = 'failed' THEN payload END, :state, attempt,
        failures, lapses, 'decided', created_at
    FROM unknown RETURNING id
    """
)


@dataclass(frozen=True, slots=True)
class Trace:
    id: int
    kind: str
    key: str | None
    state: Literal["queued", "sending", "unknown", "sent", "failed"]
    attempt: int
    failures: int
    lapses: int
    reason: str | None
    """A word or a sentence of the handler's, about the last attempt that had one."""
    created_at: datetime
    due_at: datetime | None
    """While it waits: when it may be taken; while it is sent: the end of its lease."""
    ended_at: datetime | None


async def trace(connection: AsyncConnection, id_: int) -> Trace | None:
    """None when there never was such a row, or it has been purged."""
    row = (await connection.execute(_TRACE, {"id": id_})).one_or_none()
    return None if row is None else Trace(*row)


async def decide(connection: AsyncConnection, id_: int, verdict: Verdict) -> bool:
    """Whether it was for a person to decide: an unknown row is tried again or is over, a failed
    one can be tried again. The id stays, and attempts count on: an old report is still refused.
    """
    if verdict == "again":
        decided = await connection.execute(_AGAIN, {"id": id_, "channel": CHANNEL})
        return decided.first() is not None
    await ensure_days(connection, outbox_ended)
    decided = await connection.execute(_END, {"id": id_, "state": verdict})
    return decided.first() is not None
