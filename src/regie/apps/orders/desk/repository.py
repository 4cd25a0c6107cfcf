"""Every statement of the staff's side of conversations."""

# ruff: noqa: S608 - every piece of SQL here is a constant

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple
from uuid import UUID

import msgspec
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.db import After, Sort

from ..answering.memory import Memory, from_stored
from ..conversations.domain import State
from ..conversations.errors import ConversationNotFound

LONGEST_EXCERPT: Final = 200
"""Characters of what a customer wrote last, for a list."""
BY_LAST: Final = Sort("c.last_at", type="timestamptz", id="c.number", descending=True)

_COLUMNS: Final = """
    c.number, c.id, c.language, c.source, c.widget, c.state, c.questions, c.created_at, c.last_at,
    c.waiting_since, c.agent_id, person.name AS agent, c.seq, CAST(c.memory AS text) AS memory,
    CASE WHEN c.state = 'waiting' THEN (
        SELECT 1 + count(*) FROM orders.conversation AS before
        WHERE before.tenant = c.tenant AND before.state = 'waiting'
            AND before.waiting_since < c.waiting_since
    ) END AS queue_position
"""
_LIST: Final = text(
    f"""
    SELECT {_COLUMNS}, {BY_LAST.column}, last.text AS last_text, last.author AS last_author,
        asked.text AS asked_text, asked.at AS asked_at
    FROM orders.conversation AS c
    LEFT JOIN identity.person ON person.id = c.agent_id
    LEFT JOIN orders.message AS last ON last.conversation_id = c.id AND last.seq = c.seq
    LEFT JOIN LATERAL (
        SELECT left(said.text, {LONGEST_EXCERPT}) AS text, said.at FROM orders.message AS said
        WHERE said.conversation_id = c.id AND said.author = 'customer'
        ORDER BY said.seq DESC LIMIT 1
    ) AS asked ON true
    WHERE c.tenant = :tenant AND (CAST(:state AS text) IS NULL OR c.state = :state)
        AND (:search = '' OR EXISTS (
            SELECT FROM orders.message AS said WHERE said.conversation_id = c.id
                AND strpos(lower(said.text), lower(:search)) > 0
        ))
        AND {BY_LAST.where}
    ORDER BY {BY_LAST.order} LIMIT :limit
    """
)
_COUNTS: Final = text(
    """
    SELECT state, count(*) AS of_state FROM orders.conversation
    WHERE tenant = :tenant AND state IN ('waiting', 'with_agent') GROUP BY state
    """
)
_ONE: Final = text(
    f"""
    SELECT {_COLUMNS} FROM orders.conversation AS c
    LEFT JOIN identity.person ON person.id = c.agent_id
    WHERE c.tenant = :tenant AND c.id = :id
    """
)
_SEEN: Final = text(
    """
    UPDATE orders.conversation SET agent_seen_at = :now
    WHERE tenant = :tenant AND id = :id AND agent_id = :agent
    """
)
# Of two who take it at once the row's lock lets one see it free.
_TAKE: Final = text(
    """
    UPDATE orders.conversation SET state = 'with_agent', agent_id = :agent, agent_seen_at = :now,
        waiting_since = NULL, last_at = :now, seq = seq + 1
    WHERE tenant = :tenant AND id = :id AND state IN ('automatic', 'waiting')
    RETURNING seq
    """
)
_HAND_OVER: Final = text(
    """
    UPDATE orders.handover SET agent_id = :agent, taken_at = :now
    WHERE conversation_id = :id AND ended_at IS NULL AND taken_at IS NULL
    """
)
_HANDED: Final = text(
    """
    INSERT INTO orders.handover (conversation_id, reason, asked_at, agent_id, taken_at)
    VALUES (:id, 'taken', :now, :agent, :now)
    """
)
_LEAVE: Final = text(
    """
    UPDATE orders.conversation SET state = :state, agent_id = NULL, agent_seen_at = NULL,
        waiting_since = NULL, last_at = :now, seq = seq + 1,
        memory = CASE WHEN :state = 'automatic' THEN memory - 'asked' - 'misses' - 'question'
            ELSE memory END
    WHERE tenant = :tenant AND id = :id
        AND (agent_id = :agent OR (:state = 'closed' AND state = 'waiting'))
    RETURNING seq
    """
)
_ENDED: Final = text(
    """
    UPDATE orders.handover SET ended_at = :now, outcome = :outcome
    WHERE conversation_id = :id AND ended_at IS NULL
    """
)
_SPEAK: Final = text(
    """
    UPDATE orders.conversation SET last_at = :now, agent_seen_at = :now, seq = seq + 1
    WHERE tenant = :tenant AND id = :id AND agent_id = :agent
    RETURNING seq
    """
)
_SAY: Final = text(
    """
    INSERT INTO orders.message (conversation_id, seq, author, text, at, client_id, agent_id)
    VALUES (:id, :seq, :author, :text, :now, :client_id, :agent)
    """
)
_SAID: Final = text(
    "SELECT seq FROM orders.message WHERE conversation_id = :id AND client_id = :client_id"
)
_AWAY: Final = text(
    """
    SELECT id, tenant, language, source FROM orders.conversation
    WHERE state = 'with_agent' AND agent_seen_at < :before
    ORDER BY agent_seen_at LIMIT 100 FOR UPDATE SKIP LOCKED
    """
)
_BACK_TO_QUEUE: Final = text(
    """
    UPDATE orders.conversation SET state = 'waiting', agent_id = NULL, agent_seen_at = NULL,
        waiting_since = :now, last_at = :now, seq = seq + 1
    WHERE id = :id RETURNING seq
    """
)


class Listed(NamedTuple):
    number: int
    id: UUID
    language: str
    source: str
    widget: str | None
    state: State
    questions: int
    created_at: datetime
    last_at: datetime
    waiting_since: datetime | None
    agent_id: int | None
    agent: str | None
    seq: int
    memory: Memory
    queue_position: int | None
    sort_value: str = ""
    last_text: str | None = None
    last_author: str | None = None
    asked_text: str | None = None
    asked_at: datetime | None = None


class Away(NamedTuple):
    id: UUID
    tenant: str
    language: str
    source: str


async def list_conversations(  # noqa: PLR0917 - what a reader chooses, one by one
    connection: AsyncConnection,
    tenant: str,
    state: State | None,
    search: str,
    after: After | None,
    limit: int,
) -> list[Listed]:
    asked = {"tenant": tenant, "state": state, "search": search, "limit": limit}
    rows = await connection.execute(_LIST, asked | BY_LAST.parameters(after))
    return [_listed(row) for row in rows]


async def count_open(connection: AsyncConnection, tenant: str) -> dict[str, int]:
    rows = await connection.execute(_COUNTS, {"tenant": tenant})
    return {row.state: row.of_state for row in rows}


async def find(connection: AsyncConnection, tenant: str, key: UUID) -> Listed:
    """Raises ConversationNotFound."""
    row = (await connection.execute(_ONE, {"tenant": tenant, "id": key})).one_or_none()
    if row is None:
        raise ConversationNotFound
    return _listed(row)


async def seen_by(
    connection: AsyncConnection, tenant: str, key: UUID, agent: int, now: datetime
) -> None:
    """Whoever answers it is there."""
    asked = {"tenant": tenant, "id": key, "agent": agent, "now": now}
    await connection.execute(_SEEN, asked)


async def take(
    connection: AsyncConnection, tenant: str, key: UUID, agent: int, now: datetime
) -> int | None:
    """The seq of what is said of it; None when it is not there to be taken."""
    asked = {"tenant": tenant, "id": key, "agent": agent, "now": now}
    seq = (await connection.execute(_TAKE, asked)).scalar_one_or_none()
    if seq is not None:
        handed: Any = await connection.execute(_HAND_OVER, asked)
        if not handed.rowcount:
            await connection.execute(_HANDED, asked)
    return seq


async def leave(
    connection: AsyncConnection, tenant: str, key: UUID, agent: int, *, state: State, now: datetime
) -> int | None:
    """The same; None when it is not this agent's. Whoever may answer may close what waits."""
    asked = {"tenant": tenant, "id": key, "agent": agent, "state": state, "now": now}
    seq = (await connection.execute(_LEAVE, asked)).scalar_one_or_none()
    if seq is not None:
        outcome = "closed" if state == "closed" else "released"
        await connection.execute(_ENDED, {"id": key, "now": now, "outcome": outcome})
    return seq


async def speak(
    connection: AsyncConnection, tenant: str, key: UUID, agent: int, now: datetime
) -> int | None:
    """The seq of what they say; None when it is not this agent's."""
    asked = {"tenant": tenant, "id": key, "agent": agent, "now": now}
    return (await connection.execute(_SPEAK, asked)).scalar_one_or_none()


async def add(
    connection: AsyncConnection,
    key: UUID,
    seq: int,
    written: str,
    now: datetime,
    *,
    agent: int | None = None,
    client_id: UUID | None = None,
) -> None:
    """By an agent, else by the system."""
    row = {"id": key, "seq": seq, "text": written, "now": now, "client_id": client_id}
    author = "system" if agent is None else "agent"
    await connection.execute(_SAY, row | {"author": author, "agent": agent})


async def said_as(connection: AsyncConnection, key: UUID, client_id: UUID) -> int | None:
    found = await connection.execute(_SAID, {"id": key, "client_id": client_id})
    return found.scalar_one_or_none()


async def away_since(connection: AsyncConnection, now: datetime, patience: timedelta) -> list[Away]:
    """Whose agent has not been seen for so long; locked, and left out where another looks."""
    return [Away(*row) for row in await connection.execute(_AWAY, {"before": now - patience})]


async def back_to_queue(connection: AsyncConnection, key: UUID, now: datetime) -> int:
    await connection.execute(_ENDED, {"id": key, "now": now, "outcome": "released"})
    return (await connection.execute(_BACK_TO_QUEUE, {"id": key, "now": now})).scalar_one()


def _listed(row: Any) -> Listed:
    fields = row._asdict()
    return Listed(**fields | {"memory": from_stored(msgspec.json.decode(row.memory))})
