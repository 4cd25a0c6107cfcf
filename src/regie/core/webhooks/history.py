"""What was sent, how each attempt went, and sending it again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from .errors import DeliveryNotFound, DeliveryWaits, EndpointOff
from .writing import send_round

State = Literal["waiting", "delivered", "failed"]

MOST_REPLAYED: Final = 1000
"""At one call; who wants more calls again."""

_COLUMNS: Final = (
    "id, created_at, endpoint_id, message_id, event, state, reason, round, attempts,"
    " last_status, last_error, next_at, ended_at"
)
_PAGE: Final = text(
    f"""
    SELECT {_COLUMNS} FROM core.webhook_delivery
    WHERE tenant = :tenant
        AND (CAST(:endpoint_id AS uuid) IS NULL OR endpoint_id = :endpoint_id)
        AND (CAST(:event AS text) IS NULL OR event = :event)
        AND (CAST(:state AS text) IS NULL OR state = :state)
        AND created_at >= coalesce(CAST(:since AS timestamptz), '-infinity')
        AND created_at <= coalesce(CAST(:before_at AS timestamptz), 'infinity')
        AND (CAST(:before_id AS uuid) IS NULL OR (created_at, id) < (:before_at, :before_id))
    ORDER BY created_at DESC, id DESC LIMIT :limit
    """  # noqa: S608 - a constant
)
_ONE: Final = text(
    f"SELECT {_COLUMNS}, body FROM core.webhook_delivery"  # noqa: S608 - a constant
    " WHERE id = :id AND tenant = :tenant"
)
_ATTEMPTS: Final = text(
    "SELECT round, recorded_at, duration_ms, status, error, excerpt FROM core.webhook_attempt"
    " WHERE delivery_id = :id AND created_at = :created_at ORDER BY round, number"
)
_AGAIN: Final = """
    WITH chosen AS (
        SELECT d.id, d.created_at, e.lane
        FROM core.webhook_delivery AS d JOIN core.webhook_endpoint AS e ON e.id = d.endpoint_id
        WHERE d.tenant = :tenant AND e.enabled AND {chosen}
        ORDER BY d.created_at, d.id LIMIT :limit FOR UPDATE OF d
    )
    UPDATE core.webhook_delivery AS d
    SET state = 'waiting', reason = NULL, round = d.round + 1, failures = 0, last_number = 0,
        next_at = NULL, ended_at = NULL
    FROM chosen AS c WHERE d.id = c.id AND d.created_at = c.created_at
    RETURNING d.id, d.created_at, d.round, c.lane
"""
_ONE_AGAIN: Final = text(_AGAIN.format(chosen="d.id = :id AND d.state <> 'waiting'"))
_FAILED_AGAIN: Final = text(
    _AGAIN.format(
        chosen="d.endpoint_id = :endpoint_id AND d.state = 'failed' AND d.created_at >= :since"
    )
)


@dataclass(frozen=True, slots=True)
class Sent:
    """One event for one endpoint."""

    id: UUID
    created_at: datetime
    endpoint_id: UUID
    message_id: str
    """What the receiver knows as webhook-id."""
    event: str
    state: State
    reason: str | None
    """Why it has failed: exhausted, gone, endpoint_disabled or endpoint_deleted."""
    round: int
    """Above 1 when it was sent again."""
    attempts: int
    last_status: int | None
    last_error: str | None
    next_at: datetime | None
    """While it waits: not before then."""
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class AttemptSeen:
    round: int
    recorded_at: datetime
    """When it had ended."""
    duration_ms: int | None
    status: int | None
    error: str | None
    excerpt: str | None
    """The first bytes of the answer: somebody else's text."""


@dataclass(frozen=True, slots=True)
class SentInFull:
    sent: Sent
    body: str
    attempts: list[AttemptSeen]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which deliveries a reader wants to see."""

    endpoint_id: UUID | None = None
    event: str | None = None
    state: State | None = None
    since: datetime | None = None


Position = tuple[datetime, UUID]
"""Of the last delivery that was shown."""


async def page_of_deliveries(
    connection: AsyncConnection,
    tenant: str,
    wanted: Wanted,
    *,
    limit: int,
    after: Position | None = None,
) -> list[Sent]:
    """The newest first."""
    before_at, before_id = after or (None, None)
    values = {
        "tenant": tenant,
        "endpoint_id": wanted.endpoint_id,
        "event": wanted.event,
        "state": wanted.state,
        "since": wanted.since,
        "before_at": before_at,
        "before_id": before_id,
        "limit": limit,
    }
    return [Sent(*row) for row in await connection.execute(_PAGE, values)]


async def find_delivery(connection: AsyncConnection, tenant: str, id_: UUID) -> SentInFull:
    """Raises DeliveryNotFound."""
    row = (await connection.execute(_ONE, {"id": id_, "tenant": tenant})).one_or_none()
    if row is None:
        raise DeliveryNotFound
    *columns, body = row
    sent = Sent(*columns)
    attempts = await connection.execute(_ATTEMPTS, {"id": id_, "created_at": sent.created_at})
    return SentInFull(sent, body, [AttemptSeen(*attempt) for attempt in attempts])


async def replay(connection: AsyncConnection, tenant: str, id_: UUID) -> None:
    """Sends it again, delivered or failed: the same bytes under the same webhook-id, with the
    whole schedule before it. Raises DeliveryNotFound, DeliveryWaits or EndpointOff."""
    values = {"id": id_, "tenant": tenant, "limit": 1}
    row = (await connection.execute(_ONE_AGAIN, values)).one_or_none()
    if row is None:
        found = await find_delivery(connection, tenant, id_)
        raise DeliveryWaits if found.sent.state == "waiting" else EndpointOff
    await send_round(connection, row.lane, row.id, row.created_at, row.round)


async def replay_failed(
    connection: AsyncConnection, tenant: str, endpoint_id: UUID, since: datetime
) -> int:
    """How many it sends again, the oldest first, MOST_REPLAYED at most; none while the endpoint
    is disabled."""
    values = {
        "tenant": tenant,
        "endpoint_id": endpoint_id,
        "since": since,
        "limit": MOST_REPLAYED,
    }
    rows = (await connection.execute(_FAILED_AGAIN, values)).all()
    for row in rows:
        await send_round(connection, row.lane, row.id, row.created_at, row.round)
    return len(rows)
