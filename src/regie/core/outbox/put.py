"""Writing down what is to leave, in the transaction of its cause."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from .kind import Kind, P

CHANNEL: Final = "regie_outbox"
KEY_LENGTH: Final = 255

# One statement: the key is claimed, the row written and the bell rung, which sounds on commit. Who
# claims a key while another transaction does waits for that one's end.
_PUT: Final = text(
    """
    WITH claimed AS (
        INSERT INTO core.once (scope, key)
        SELECT 'put:' || :kind, :key WHERE CAST(:key AS text) IS NOT NULL
        ON CONFLICT DO NOTHING RETURNING 1
    ), written AS (
        INSERT INTO core.outbox (kind, key, payload, due_at)
        SELECT :kind, :key, :payload,
            coalesce(:at, now() + make_interval(secs => CAST(:after_s AS float8)))
        WHERE CAST(:key AS text) IS NULL OR EXISTS (SELECT FROM claimed)
        RETURNING id, due_at
    )
    SELECT id, CASE WHEN due_at <= now() THEN pg_notify(:channel, '')::text END FROM written
    """
)


async def put(
    connection: AsyncConnection,
    kind: Kind[P],
    payload: P,
    *,
    key: str | None = None,
    not_before: datetime | timedelta | None = None,
) -> int | None:
    """The row's id; None when this kind has had this key, whoever put it.

    It leaves after the caller's transaction has committed, and only then. A `timedelta` counts
    from the database's now. Of two transactions with one key the second waits for the first. A key
    is remembered as long as its row lives and then for as long as `purge` keeps.
    """
    if key is not None and not 0 < len(key) <= KEY_LENGTH:
        raise ValueError(f"a key has 1 to {KEY_LENGTH} characters")
    if isinstance(not_before, datetime) and not_before.tzinfo is None:
        raise ValueError("not_before needs a time zone")
    after = not_before if isinstance(not_before, timedelta) else timedelta()
    parameters = {
        "kind": kind.name,
        "key": key,
        "payload": kind.encode(payload),
        "at": not_before if isinstance(not_before, datetime) else None,
        "after_s": after.total_seconds(),
        "channel": CHANNEL,
    }
    return (await connection.execute(_PUT, parameters)).scalar_one_or_none()
