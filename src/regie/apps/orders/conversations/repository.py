"""Every statement of the customer's side of conversations."""

# ruff: noqa: S608 - every piece of SQL here is a constant

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

import msgspec
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.i18n import Language

from ..answering.memory import Memory, from_stored
from .domain import (
    LASTS,
    UNASKED,
    UNDER_WAY,
    Author,
    Conversation,
    Message,
    Standing,
    State,
    first_name,
)
from .errors import ConversationNotFound

_COUNTS: Final = """
    last_at > :since AND state <> 'closed' AND created_at > :begun
        AND (questions > 0 OR created_at > :opened)
"""
_UNDER_WAY: Final = text(
    f"""
    SELECT count(*) AS everywhere,
        count(*) FILTER (WHERE widget IS NOT DISTINCT FROM :widget) AS here
    FROM orders.conversation WHERE {_COUNTS}
    """
)
_UNDER_WAY_OF: Final = text(
    f"""
    SELECT widget, count(*) AS under_way FROM orders.conversation
    WHERE {_COUNTS} GROUP BY widget ORDER BY under_way DESC
    """
)
_BEGIN: Final = text(
    """
    INSERT INTO orders.conversation
        (id, tenant, token, language, widget, source, created_at, last_at, seq)
    VALUES (:id, :tenant, :token, :language, :widget, :source, :now, :now, 1)
    """
)
_COLUMNS: Final = (
    "c.id, c.tenant, c.language, c.source, c.state, c.seq, c.questions,"
    " CAST(c.memory AS text) AS memory, c.code_until, c.agent_id, w.sources"
)
_FROM: Final = "orders.conversation AS c LEFT JOIN orders.widget AS w ON w.key = c.widget"
# Who waits for the row sees a question of the same client_id only after that: see `add_question`.
_HEAR: Final = text(
    f"""
    SELECT {_COLUMNS}, q.seq AS asked, CAST(q.trace AS text) AS asked_trace, a.seq AS answered
    FROM {_FROM}
    LEFT JOIN orders.message AS q ON q.conversation_id = c.id AND q.client_id = :client_id
    LEFT JOIN orders.message AS a ON a.conversation_id = c.id AND a.answers = q.seq
    WHERE c.id = :id AND c.token = :token
    FOR UPDATE OF c
    """
)
_ADD_QUESTION: Final = text(
    """
    WITH question AS (
        INSERT INTO orders.message (conversation_id, seq, author, text, at, client_id, trace)
        VALUES (:id, :seq, 'customer', :text, :now, :client_id, CAST(:trace AS jsonb))
        ON CONFLICT (conversation_id, client_id) DO NOTHING
        RETURNING seq
    )
    UPDATE orders.conversation SET seq = question.seq, questions = questions + 1, last_at = :now
    FROM question WHERE id = :id
    RETURNING question.seq
    """
)
# The state is compared: an agent may have come in between, and then answers in our place.
_CHANGE: Final = text(
    """
    UPDATE orders.conversation SET seq = seq + 1, last_at = :now, memory = CAST(:memory AS jsonb),
        language = :language, state = :state,
        waiting_since = CASE WHEN :state = 'waiting' THEN coalesce(waiting_since, :now) END,
        code_until = CASE WHEN :code THEN CAST(:code_until AS timestamptz) ELSE code_until END,
        code_tries = CASE WHEN :code THEN 0 ELSE code_tries END
    WHERE id = :id AND state = :was
    RETURNING seq
    """
)
_ADD: Final = text(
    """
    INSERT INTO orders.message
        (conversation_id, seq, author, text, at, answers, card, suggestions, trace)
    VALUES (:id, :seq, :author, :text, :now, :answers, CAST(:card AS jsonb), :suggestions,
        CAST(:trace AS jsonb))
    ON CONFLICT (conversation_id, answers) DO NOTHING
    RETURNING seq
    """
)
_MESSAGES: Final = text(
    """
    SELECT seq, author, text, at, CAST(card AS text) AS card, suggestions,
        CAST(trace AS text) AS trace, person.name AS agent
    FROM orders.message LEFT JOIN identity.person ON person.id = message.agent_id
    WHERE conversation_id = :id AND seq > :after ORDER BY seq
    """
)
_ANSWER: Final = text(
    """
    SELECT seq, author, text, at, CAST(card AS text) AS card, suggestions,
        CAST(trace AS text) AS trace, NULL AS agent
    FROM orders.message WHERE conversation_id = :id AND answers = :asked
    """
)
_READ: Final = text(
    f"""
    SELECT {_COLUMNS} FROM {_FROM} WHERE c.id = :id AND c.token = :token
    """
)
# What was said to people has no answer that names it: it is known by its time.
_UNANSWERED: Final = text(
    f"""
    SELECT {_COLUMNS}, q.seq AS asked FROM {_FROM}
    JOIN orders.message AS q ON q.conversation_id = c.id AND q.author = 'customer'
    WHERE c.state = 'automatic' AND c.last_at >= :first AND q.at BETWEEN :first AND :last
        AND NOT EXISTS (
            SELECT FROM orders.message AS a WHERE a.conversation_id = c.id AND a.answers = q.seq
        )
        AND NOT EXISTS (
            SELECT FROM orders.handover AS h
            WHERE h.conversation_id = c.id AND (h.ended_at IS NULL OR h.ended_at >= q.at)
        )
    ORDER BY q.at LIMIT 100
    FOR UPDATE OF c SKIP LOCKED
    """
)
_STANDING: Final = text(
    """
    SELECT c.state, person.name AS agent, nullif(c.memory->>'asked', '') AS asked,
        CASE WHEN c.state = 'waiting' THEN (
            SELECT 1 + count(*) FROM orders.conversation AS before
            WHERE before.tenant = c.tenant AND before.state = 'waiting'
                AND before.waiting_since < c.waiting_since
        ) END AS queue_position
    FROM orders.conversation AS c LEFT JOIN identity.person ON person.id = c.agent_id
    WHERE c.id = :id
    """
)
_CALL: Final = text(
    "INSERT INTO orders.handover (conversation_id, reason, asked_at) VALUES (:id, :reason, :now)"
)
_LEAVE_QUEUE: Final = text(
    """
    UPDATE orders.handover SET ended_at = :now, outcome = 'left'
    WHERE conversation_id = :id AND ended_at IS NULL
    """
)
_TRY: Final = text(
    """
    UPDATE orders.conversation SET code_tries = code_tries + 1
    WHERE id = :id RETURNING code_tries
    """
)


class Heard(NamedTuple):
    conversation: Conversation
    asked: int | None
    """The seq of the very same question, when it was asked before."""
    asked_trace: dict[str, Any]
    answered: int | None


class Left(NamedTuple):
    """A question that nobody answers any more."""

    conversation: Conversation
    asked: int
    """Its seq."""


class Crowd(NamedTuple):
    everywhere: int
    here: int
    """With the same key, or like it with none."""


async def count_under_way(connection: AsyncConnection, widget: str | None, now: datetime) -> Crowd:
    """Of which something was heard lately, as far as they count: see `domain`."""
    row = (await connection.execute(_UNDER_WAY, _bounds(now) | {"widget": widget})).one()
    return Crowd(row.everywhere, row.here)


async def under_way_of(connection: AsyncConnection, now: datetime) -> list[tuple[str | None, int]]:
    """Each key, None for those without one, and how many of it; most first."""
    rows = await connection.execute(_UNDER_WAY_OF, _bounds(now))
    return [(row.widget, row.under_way) for row in rows]


async def begin(
    connection: AsyncConnection,
    key: UUID,
    *,
    tenant: str,
    token: bytes,
    language: Language,
    widget: str | None,
    source: str,
    now: datetime,
) -> None:
    row = {"id": key, "tenant": tenant, "token": token, "language": language}
    await connection.execute(_BEGIN, row | {"widget": widget, "source": source, "now": now})


async def hear(connection: AsyncConnection, key: UUID, token: bytes, client_id: UUID) -> Heard:
    """Locks it. Raises ConversationNotFound."""
    found = await connection.execute(_HEAR, {"id": key, "token": token, "client_id": client_id})
    row = found.one_or_none()
    if row is None:
        raise ConversationNotFound
    trace = msgspec.json.decode(row.asked_trace) if row.asked_trace else {}
    return Heard(_conversation(row), row.asked, trace, row.answered)


async def add_question(
    connection: AsyncConnection,
    heard: Conversation,
    written: str,
    client_id: UUID,
    now: datetime,
    *,
    trace: dict[str, Any],
) -> int | None:
    """Its seq; None when the same one was added while this one waited for its turn."""
    row = {
        "id": heard.id,
        "seq": heard.seq + 1,
        "text": written,
        "client_id": client_id,
        "now": now,
        "trace": _json(trace or None),
    }
    return (await connection.execute(_ADD_QUESTION, row)).scalar_one_or_none()


async def change(
    connection: AsyncConnection,
    key: UUID,
    *,
    was: State,
    state: State,
    language: Language,
    memory: Memory,
    now: datetime,
    code_until: datetime | None = None,
) -> int | None:
    """The seq of the message to be added; None when it is in another state by now. `code_until`:
    a new code can be tried, and the former ones are over."""
    row = {
        "id": key,
        "was": was,
        "state": state,
        "language": language,
        "memory": msgspec.json.encode(memory).decode(),
        "now": now,
        "code": code_until is not None,
        "code_until": code_until,
    }
    return (await connection.execute(_CHANGE, row)).scalar_one_or_none()


async def add_message(
    connection: AsyncConnection,
    key: UUID,
    message: Message,
    *,
    answers: int | None = None,
) -> bool:
    """False when that question has an answer already."""
    row = {
        "id": key,
        "seq": message.seq,
        "author": message.author,
        "text": message.text,
        "now": message.at,
        "answers": answers,
        "card": _json(message.card),
        "suggestions": message.suggestions,
        "trace": _json(message.trace),
    }
    return (await connection.execute(_ADD, row)).scalar_one_or_none() is not None


async def messages_after(connection: AsyncConnection, key: UUID, after: int) -> list[Message]:
    """All of them: `most_messages` bounds what a customer says, and with it what is answered."""
    rows = await connection.execute(_MESSAGES, {"id": key, "after": after})
    return [_message(row) for row in rows]


async def answer_to(connection: AsyncConnection, key: UUID, asked: int) -> Message | None:
    row = (await connection.execute(_ANSWER, {"id": key, "asked": asked})).one_or_none()
    return None if row is None else _message(row)


async def unanswered(connection: AsyncConnection, first: datetime, last: datetime) -> list[Left]:
    """Questions that the assistant should have answered: a hundred at most, their conversations
    locked; what somebody else has locked is under way. One that people had, or had after it, is
    theirs."""
    rows = await connection.execute(_UNANSWERED, {"first": first, "last": last})
    return [Left(_conversation(row), row.asked) for row in rows]


async def read(connection: AsyncConnection, key: UUID, token: bytes) -> Conversation:
    """Raises ConversationNotFound."""
    row = (await connection.execute(_READ, {"id": key, "token": token})).one_or_none()
    if row is None:
        raise ConversationNotFound
    return _conversation(row)


async def standing(connection: AsyncConnection, key: UUID) -> Standing:
    """Raises ConversationNotFound."""
    row = (await connection.execute(_STANDING, {"id": key})).one_or_none()
    if row is None:
        raise ConversationNotFound
    return Standing(row.state, row.queue_position, first_name(row.agent), row.asked)


async def call_somebody(
    connection: AsyncConnection,
    key: UUID,
    reason: str,
    now: datetime,
) -> None:
    await connection.execute(_CALL, {"id": key, "reason": reason, "now": now})


async def leave_queue(connection: AsyncConnection, key: UUID, now: datetime) -> None:
    await connection.execute(_LEAVE_QUEUE, {"id": key, "now": now})


async def count_code_try(connection: AsyncConnection, key: UUID) -> int:
    """How many that makes for the code at hand."""
    return (await connection.execute(_TRY, {"id": key})).scalar_one()


def _bounds(now: datetime) -> dict[str, Any]:
    return {"since": now - UNDER_WAY, "begun": now - LASTS, "opened": now - UNASKED}


def _conversation(row: Any) -> Conversation:
    return Conversation(
        id=row.id,
        tenant=row.tenant,
        language=row.language,
        source=row.source,
        sources=None if row.sources is None else tuple(row.sources),
        state=row.state,
        seq=row.seq,
        questions=row.questions,
        memory=from_stored(msgspec.json.decode(row.memory)),
        code_until=row.code_until,
        agent_id=row.agent_id,
    )


def _message(row: Any) -> Message:
    author: Author = row.author
    suggestions: Sequence[str] = row.suggestions
    return Message(
        seq=row.seq,
        author=author,
        text=row.text,
        at=row.at,
        agent=first_name(row.agent),
        card=msgspec.json.decode(row.card) if row.card else None,
        suggestions=list(suggestions),
        trace=msgspec.json.decode(row.trace) if row.trace else None,
    )


def _json(value: object) -> str | None:
    return None if value is None else msgspec.json.encode(value).decode()
