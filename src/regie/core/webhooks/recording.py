"""What is read before an attempt, and what is written after it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from .attempting import Attempted
from .lanes import Send

FAILING_DAYS: Final = 5
"""An endpoint that has only failed for so long is disabled (Svix does the same)."""
_QUIET_HOURS: Final = 48
"""Above the longest pause between two attempts: after a longer silence days are counted anew."""

_LOAD: Final = text(
    """
    SELECT d.tenant, d.endpoint_id, d.message_id, d.event, d.body, d.state, d.round, d.failures,
        CAST(extract(epoch FROM d.next_at - now()) AS float8) AS early_s,
        e.id IS NOT NULL AS known, coalesce(e.enabled, false) AS enabled, e.url, e.secrets,
        coalesce(e.former_until > now(), true) AS former_too
    FROM core.webhook_delivery AS d LEFT JOIN core.webhook_endpoint AS e ON e.id = d.endpoint_id
    WHERE d.id = :delivery AND d.created_at = :created_at
    """
)
_INTERRUPTED: Final = text(
    """
    WITH noted AS (
        INSERT INTO core.webhook_attempt (delivery_id, created_at, round, number, error)
        VALUES (:delivery, :created_at, :round, :number, 'webhooks.interrupted')
        ON CONFLICT DO NOTHING RETURNING 1
    )
    UPDATE core.webhook_delivery SET attempts = attempts + 1
    WHERE id = :delivery AND created_at = :created_at AND EXISTS (SELECT FROM noted)
    """
)
_NOTE: Final = """
    noted AS (
        INSERT INTO core.webhook_attempt
            (delivery_id, created_at, round, number, duration_ms, status, error, excerpt)
        VALUES (:delivery, :created_at, :round, :number, :duration_ms, :status, :error, :excerpt)
        ON CONFLICT DO NOTHING RETURNING 1
    )
"""
# An endpoint's row is written once a minute while all goes well. The same may come twice, after a
# COMMIT of which nobody heard.
_RECEIVED: Final = text(
    f"""
    WITH {_NOTE}, healthy AS (
        UPDATE core.webhook_endpoint SET succeeded_at = now(), failing_since = NULL
        WHERE id = :endpoint_id AND (failing_since IS NOT NULL
            OR succeeded_at IS NULL OR succeeded_at < now() - interval '1 minute')
    )
    UPDATE core.webhook_delivery
    SET state = 'delivered', reason = NULL, next_at = NULL,
        attempts = attempts + (SELECT count(*) FROM noted),
        ended_at = now(), last_status = :status, last_error = NULL
    WHERE id = :delivery AND created_at = :created_at AND round = :round
    """  # noqa: S608 - a constant
)
# A report of an attempt that is not the last changes nothing but the history.
_FAILED: Final = text(
    f"""
    WITH {_NOTE}
    UPDATE core.webhook_delivery
    SET state = CASE WHEN CAST(:pause_s AS float8) IS NULL THEN 'failed' ELSE 'waiting' END,
        reason = :reason, failures = failures + 1, attempts = attempts + 1,
        last_number = :number, last_status = :status, last_error = :error,
        next_at = now() + make_interval(secs => CAST(:pause_s AS float8)),
        ended_at = CASE WHEN CAST(:pause_s AS float8) IS NULL THEN now() END
    WHERE id = :delivery AND created_at = :created_at AND round = :round
        AND state = 'waiting' AND last_number < :number
    """  # noqa: S608 - a constant
)
_BLAME: Final = text(
    f"""
    WITH blamed AS (
        SELECT id, CASE
            WHEN failing_since IS NULL OR failed_at < now() - interval '{_QUIET_HOURS} hours'
            THEN now() ELSE failing_since END AS since
        FROM core.webhook_endpoint WHERE id = :endpoint_id AND enabled FOR UPDATE
    ), verdict AS (
        SELECT id, since, CASE WHEN CAST(:gone AS boolean) THEN 'gone'
            WHEN since < now() - interval '{FAILING_DAYS} days' THEN 'failing' END AS because
        FROM blamed
    )
    UPDATE core.webhook_endpoint AS e
    SET failing_since = v.since, failed_at = now(), enabled = v.because IS NULL,
        disabled_because = v.because,
        disabled_at = CASE WHEN v.because IS NOT NULL THEN now() END
    FROM verdict AS v WHERE e.id = v.id
    RETURNING e.id, e.tenant, e.url, e.description, e.failing_since, e.disabled_because
    """  # noqa: S608 - constants
)
_GIVE_UP: Final = text(
    """
    UPDATE core.webhook_delivery
    SET state = 'failed', reason = :reason, next_at = NULL, ended_at = now()
    WHERE id = :delivery AND created_at = :created_at AND round = :round AND state = 'waiting'
    """
)


@dataclass(frozen=True, slots=True)
class Loaded:
    """A delivery and its endpoint, as they are at this moment."""

    tenant: str
    endpoint_id: UUID
    message_id: str
    event: str
    body: str
    state: Literal["waiting", "delivered", "failed"]
    round: int
    failures: int
    early_s: float | None
    """How long it was to wait still, by the last attempt that was recorded."""
    known: bool
    """Whether the endpoint is still there."""
    enabled: bool
    url: str
    secrets: str | None
    former_too: bool
    """Whether former secrets sign as well."""


@dataclass(frozen=True, slots=True)
class Disabled:
    """An endpoint that has just been disabled, not by a person."""

    endpoint_id: UUID
    tenant: str
    url: str
    description: str
    failing_since: datetime
    because: Literal["gone", "failing"]
    last: Attempted
    """The attempt that was one too many."""


async def load(connection: AsyncConnection, send: Send) -> Loaded | None:
    """None when its day has been purged."""
    values = {"delivery": send.delivery, "created_at": send.created_at}
    row = (await connection.execute(_LOAD, values)).one_or_none()
    return None if row is None else Loaded(*row)


async def record_interrupted(connection: AsyncConnection, send: Send, number: int) -> None:
    """The attempt of that number began and nobody knows how it ended."""
    await connection.execute(_INTERRUPTED, {**_which(send), "number": number})


async def record_received(
    connection: AsyncConnection, send: Send, number: int, endpoint_id: UUID, done: Attempted
) -> None:
    values = {**_which(send), **_noted(number, done), "endpoint_id": endpoint_id}
    await connection.execute(_RECEIVED, values)


async def record_failed(
    connection: AsyncConnection,
    send: Send,
    number: int,
    done: Attempted,
    *,
    pause_s: float | None,
    reason: str | None,
) -> None:
    """Without a pause the round is over, for that reason."""
    values = {**_which(send), **_noted(number, done), "pause_s": pause_s, "reason": reason}
    await connection.execute(_FAILED, values)


async def blame(connection: AsyncConnection, endpoint_id: UUID, done: Attempted) -> Disabled | None:
    """The endpoint has failed once more; what comes back is for a notice, once."""
    values = {"endpoint_id": endpoint_id, "gone": done.gone}
    row = (await connection.execute(_BLAME, values)).one_or_none()
    return None if row is None or row.disabled_because is None else Disabled(*row, last=done)


async def give_up(connection: AsyncConnection, send: Send, reason: str) -> None:
    await connection.execute(_GIVE_UP, {**_which(send), "reason": reason})


def _which(send: Send) -> dict[str, object]:
    return {"delivery": send.delivery, "created_at": send.created_at, "round": send.round}


def _noted(number: int, done: Attempted) -> dict[str, object]:
    return {
        "number": number,
        "duration_ms": done.duration_ms,
        "status": done.status,
        "error": done.error,
        "excerpt": done.excerpt,
    }
