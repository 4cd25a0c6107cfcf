"""The statements by which relays share the rows. The database alone judges time and tokens.

A row is taken by at most one relay, for a lease, with an attempt number one higher than before. A
report or a prolongation that carries another attempt number changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from .delivery import AnySubscription

Token = tuple[int, int]
"""A row's id and the attempt number under which it was taken."""


@dataclass(frozen=True, slots=True)
class Taken:
    id: int
    kind: str
    key: str | None
    payload: str
    attempt: int
    failures: int
    lapses: int
    lapsed: bool
    created_at: datetime

    @property
    def token(self) -> Token:
        return self.id, self.attempt


@dataclass(frozen=True, slots=True)
class Report:
    id: int
    attempt: int
    state: Literal["sent", "failed", "unknown", "queued"]
    reason: str | None = None
    after_s: float = 0.0
    """For `queued`: from the database's now until it may be taken again."""
    failures: int = 0
    """How many this attempt adds: one, or none when the row is merely given back."""

    @property
    def token(self) -> Token:
        return self.id, self.attempt


# Without MATERIALIZED the planner may run the inner query again, and lock more than its limit.
_TAKE: Final = text(
    """
    WITH ready AS MATERIALIZED (
        SELECT row.id, row.state, wanted.lease_s
        FROM unnest(CAST(:kinds AS text[]), CAST(:free AS int[]), CAST(:leases AS float8[]))
            AS wanted (kind, free, lease_s)
        CROSS JOIN LATERAL (
            SELECT id, state FROM core.outbox
            WHERE kind = wanted.kind AND state <> 'unknown' AND due_at <= now()
            ORDER BY due_at LIMIT wanted.free FOR UPDATE SKIP LOCKED
        ) AS row
    )
    UPDATE core.outbox AS o
    SET state = 'sending', attempt = o.attempt + 1,
        lapses = o.lapses + CAST(ready.state = 'sending' AS int),
        due_at = now() + make_interval(secs => ready.lease_s)
    FROM ready WHERE o.id = ready.id
    RETURNING o.id, o.kind, o.key, o.payload, o.attempt, o.failures, o.lapses,
        ready.state = 'sending' AS lapsed, o.created_at
    """
)

_PROLONG: Final = text(
    """
    UPDATE core.outbox AS o SET due_at = now() + make_interval(secs => held.lease_s)
    FROM unnest(CAST(:ids AS bigint[]), CAST(:attempts AS int[]), CAST(:leases AS float8[]))
        AS held (id, attempt, lease_s)
    WHERE o.id = held.id AND o.attempt = held.attempt AND o.state = 'sending'
    RETURNING o.id, o.attempt
    """
)

_REPORT: Final = text(
    """
    WITH report AS (
        SELECT * FROM unnest(
            CAST(:ids AS bigint[]), CAST(:attempts AS int[]), CAST(:states AS text[]),
            CAST(:reasons AS text[]), CAST(:afters AS float8[]), CAST(:failures AS int[])
        ) AS r (id, attempt, state, reason, after_s, failures)
    ), kept AS (
        UPDATE core.outbox AS o
        SET state = r.state, reason = r.reason, failures = o.failures + r.failures,
            due_at = now() + make_interval(secs => r.after_s)
        FROM report AS r
        WHERE o.id = r.id AND o.attempt = r.attempt AND o.state = 'sending'
            AND r.state IN ('queued', 'unknown')
        RETURNING o.id, o.attempt
    ), left_ AS (
        DELETE FROM core.outbox AS o USING report AS r
        WHERE o.id = r.id AND o.attempt = r.attempt AND o.state = 'sending'
            AND r.state IN ('sent', 'failed')
        RETURNING o.id, o.kind, o.key, o.payload, o.attempt, o.failures + r.failures AS failures,
            o.lapses, o.created_at, r.state, r.reason
    ), ended AS (
        INSERT INTO core.outbox_ended
            (id, kind, key, payload, state, attempt, failures, lapses, reason, created_at)
        SELECT id, kind, key, CASE WHEN state = 'failed' THEN payload END, state, attempt,
            failures, lapses, reason, created_at
        FROM left_ RETURNING id, attempt
    )
    SELECT id, attempt FROM kept UNION ALL SELECT id, attempt FROM ended
    """
)


async def take(
    connection: AsyncConnection,
    subscriptions: Sequence[AnySubscription],
    free: Mapping[str, int],
) -> list[Taken]:
    """Ready rows, the longest due first, as many of each kind as `free` says."""
    wanted = [each for each in subscriptions if free[each.kind.name] > 0]
    rows = await connection.execute(
        _TAKE,
        {
            "kinds": [each.kind.name for each in wanted],
            "free": [free[each.kind.name] for each in wanted],
            "leases": [each.lease_s for each in wanted],
        },
    )
    return [Taken(*row) for row in rows]


async def prolong(connection: AsyncConnection, held: Mapping[Token, float]) -> set[Token]:
    """Those of the leases that are still ours; each now lasts its seconds from now."""
    parameters: dict[str, Any] = {
        "ids": [id_ for id_, _ in held],
        "attempts": [attempt for _, attempt in held],
        "leases": list(held.values()),
    }
    return {(row.id, row.attempt) for row in await connection.execute(_PROLONG, parameters)}


async def report(connection: AsyncConnection, reports: Sequence[Report]) -> set[Token]:
    """Those that the database accepted: the others came from an attempt that is not the last."""
    parameters: dict[str, Any] = {
        "ids": [each.id for each in reports],
        "attempts": [each.attempt for each in reports],
        "states": [each.state for each in reports],
        "reasons": [each.reason for each in reports],
        "afters": [each.after_s for each in reports],
        "failures": [each.failures for each in reports],
    }
    return {(row.id, row.attempt) for row in await connection.execute(_REPORT, parameters)}
