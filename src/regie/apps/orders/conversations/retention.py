"""How long conversations are kept, and questions by day."""

# ruff: noqa: S608 - every piece of SQL here is a constant

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.db import Purgeable, purge_rows, purgeable_rows

from .tables import question_day

_AT_ONCE: Final = 2_000
_OLD: Final = "last_at < now() - make_interval(days => CAST(:days AS integer))"
_PREVIEW: Final[dict[str, Any]] = {
    "conversation": text(
        "SELECT count(*), CAST(min(last_at) AS date), CAST(max(last_at) AS date)"
        f" FROM orders.conversation WHERE {_OLD}"
    ),
    **{
        table: text(
            f"""
            SELECT count(*), CAST(min(last_at) AS date), CAST(max(last_at) AS date)
            FROM orders.{table} JOIN orders.conversation ON conversation.id = conversation_id
            WHERE {_OLD}
            """
        )
        for table in ("message", "handover", "proof_code")
    },
}
_NEXT: Final = text(
    f"""
    SELECT id FROM orders.conversation WHERE {_OLD}
    ORDER BY last_at LIMIT {_AT_ONCE} FOR UPDATE SKIP LOCKED
    """
)
_GO_WITH_IT: Final[dict[str, Any]] = {
    table: text(f"DELETE FROM orders.{table} WHERE conversation_id = ANY(:ids)")
    for table in ("message", "handover", "proof_code")
}
_GO: Final = text(
    """
    WITH gone AS (DELETE FROM orders.conversation WHERE id = ANY(:ids) RETURNING last_at)
    SELECT count(*), CAST(min(last_at) AS date), CAST(max(last_at) AS date) FROM gone
    """
)


async def preview_conversations(
    connection: AsyncConnection, *, keep_days: int
) -> Sequence[Purgeable]:
    """What `purge_conversations` would remove."""
    return [
        Purgeable(table, *(await connection.execute(statement, {"days": keep_days})).one())
        for table, statement in _PREVIEW.items()
    ]


async def purge_conversations(
    connection: AsyncConnection, *, keep_days: int
) -> Sequence[Purgeable]:
    """Conversations of which nothing was heard for so long, with all that was said: names, numbers
    and codes. What is left of them is a count by day, which names nobody."""
    due = (await connection.execute(_NEXT, {"days": keep_days})).scalars().all()
    asked = {"ids": list(due)}
    rows: dict[str, int] = {}
    for table, statement in _GO_WITH_IT.items():
        result: Any = await connection.execute(statement, asked)
        rows[table] = result.rowcount
    gone = Purgeable("conversation", *(await connection.execute(_GO, asked)).one())
    return [
        gone,
        *(
            Purgeable(table, count, gone.first if count else None, gone.last if count else None)
            for table, count in rows.items()
        ),
    ]


async def preview_questions(connection: AsyncConnection, *, keep_days: int) -> list[Purgeable]:
    return [await purgeable_rows(connection, question_day.c.day, keep_days=keep_days)]


async def purge_questions(connection: AsyncConnection, *, keep_days: int) -> list[Purgeable]:
    return [await purge_rows(connection, question_day.c.day, keep_days=keep_days)]
