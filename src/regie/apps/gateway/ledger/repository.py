"""Every statement about balances; what they do stands in functions of the database, so that one
round trip books many requests."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple, cast

import msgspec
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.db import DirectConnection, ensure_days

from ..tables import call, spending
from .domain import Reserve, Settle

_BOOK: Final = "SELECT n, answer, remaining, is_due FROM gateway.book($1::jsonb, $2)"
_EXPIRE: Final = text("SELECT gateway.expire(:zone)")
_DUE: Final = text(
    """
    SELECT b.key_id, b.tenant, k.name, b.due, b.period_kind, b.budget_micros,
        greatest(0, b.budget_micros - b.spent_micros) AS remaining_micros
    FROM gateway.balance AS b JOIN gateway.key AS k ON k.id = b.key_id
    WHERE b.due <> '{}' ORDER BY b.key_id LIMIT 100 FOR UPDATE OF b SKIP LOCKED
    """
)
_TOLD: Final = text(
    "UPDATE gateway.balance SET due = '{}' WHERE key_id = ANY(CAST(:ids AS bigint[]))"
)

_encode: Final = msgspec.json.Encoder().encode


class Booked(NamedTuple):
    n: int
    answer: str
    """`reserved`, `over`, `exhausted`, `in_use`; `settled` and `counted`."""
    remaining_micros: int | None
    is_due: bool
    """Something about this key is to be told."""


class Due(NamedTuple):
    key_id: int
    tenant: str
    name: str
    events: list[str]
    period: str
    budget_micros: int
    remaining_micros: int


async def book(
    connection: DirectConnection, ops: Sequence[Reserve | Settle], zone: str
) -> list[Booked]:
    """All of them or none; settlements of a key before its reservations."""
    found = await connection.fetch(_BOOK, _encode(ops).decode(), zone)
    return [Booked(row[0], row[1], row[2], bool(row[3])) for row in found]


async def expire(connection: AsyncConnection, zone: str) -> int:
    """What nobody settled in time has cost all of what was reserved. How many."""
    return cast("int", (await connection.execute(_EXPIRE, {"zone": zone})).scalar_one())


async def take_due(connection: AsyncConnection) -> list[Due]:
    """What is to be told, and is told when this transaction commits."""
    rows: Sequence[Any] = (await connection.execute(_DUE)).all()
    due = [Due(*row) for row in rows]
    if due:
        await connection.execute(_TOLD, {"ids": [each.key_id for each in due]})
    return due


async def make_days(connection: AsyncConnection) -> None:
    """The partitions of the days to come."""
    for table in (spending, call):
        await ensure_days(connection, table)
