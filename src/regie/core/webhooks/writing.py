"""From an event to the deliveries that tell of it, in the transaction of its cause."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import TextClause, text
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.outbox import put

from .filters import SQL_MATCHES
from .lanes import KINDS, Send

_WRITE: Final = """
    WITH told AS (
        SELECT e.id, e.lane FROM core.webhook_endpoint AS e
        WHERE e.tenant = :tenant AND e.enabled AND {chosen}
    ), written AS (
        INSERT INTO core.webhook_delivery (tenant, endpoint_id, message_id, event, body)
        SELECT :tenant, told.id, :message_id, :event, :body FROM told
        RETURNING id, created_at, endpoint_id
    )
    SELECT written.id, written.created_at, told.lane
    FROM written JOIN told ON told.id = written.endpoint_id
"""
_TO_ALL: Final = text(_WRITE.format(chosen=SQL_MATCHES))
_TO_ONE: Final = text(_WRITE.format(chosen="e.id = :endpoint_id"))


@dataclass(frozen=True, slots=True)
class Written:
    id: UUID
    created_at: datetime


def new_message_id() -> str:
    """128 random bits, in what `webhook-id` may hold."""
    return f"msg_{secrets.token_hex(16)}"


async def write_to_all(
    connection: AsyncConnection, tenant: str, event: str, body: str
) -> tuple[str, int]:
    """The message's id and to how many endpoints it goes. One statement when to none, else one
    more for each. All of them get the same id: somebody who listens twice can tell."""
    message_id = new_message_id()
    values = {"tenant": tenant, "event": event, "body": body, "message_id": message_id}
    return message_id, len(await _write(connection, _TO_ALL, values))


async def write_to_one(
    connection: AsyncConnection, tenant: str, endpoint_id: UUID, event: str, body: str
) -> Written | None:
    """Whatever its filters say; None when it is disabled or not there."""
    values = {"tenant": tenant, "event": event, "body": body, "message_id": new_message_id()}
    written = await _write(connection, _TO_ONE, {**values, "endpoint_id": endpoint_id})
    return written[0] if written else None


async def send_round(
    connection: AsyncConnection, lane: int, id_: UUID, created_at: datetime, round_: int
) -> None:
    await put(connection, KINDS[lane], Send(id_, created_at, round_))


async def _write(
    connection: AsyncConnection, statement: TextClause, values: Mapping[str, object]
) -> list[Written]:
    rows = (await connection.execute(statement, values)).all()
    for row in rows:
        await send_round(connection, row.lane, row.id, row.created_at, 1)
    return [Written(row.id, row.created_at) for row in rows]
