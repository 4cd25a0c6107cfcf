"""Every statement on codes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final, NamedTuple
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

_FORGET: Final = text("DELETE FROM orders.proof_code WHERE conversation_id = :id")
_FORGET_ONE: Final = text(
    "DELETE FROM orders.proof_code WHERE conversation_id = :id AND digest = :digest"
)
# The conversation may have gone in between, or have asked for another code since: then this one
# is over, be it that no other is sent, for what is asked for next begins its tries anew.
_PUT: Final = text(
    """
    INSERT INTO orders.proof_code (conversation_id, digest, identity, source, numbers, expires_at)
    SELECT id, :digest, :identity, :source, :numbers, :until FROM orders.conversation
    WHERE id = :id AND code_until = :until
    RETURNING id
    """
)
_OPENS: Final = text(
    """
    SELECT proof_code.source, numbers FROM orders.proof_code
    JOIN orders.conversation ON conversation.id = conversation_id AND code_until = expires_at
    WHERE conversation_id = :id AND digest = :digest AND expires_at > :now
    """
)


class Code(NamedTuple):
    digest: bytes
    identity: bytes
    source: str
    numbers: Sequence[str]


async def forget_codes(connection: AsyncConnection, conversation: UUID) -> None:
    await connection.execute(_FORGET, {"id": conversation})


async def forget_code(connection: AsyncConnection, conversation: UUID, digest: bytes) -> None:
    await connection.execute(_FORGET_ONE, {"id": conversation, "digest": digest})


async def put_code(
    connection: AsyncConnection, conversation: UUID, code: Code, until: datetime
) -> bool:
    """False when this is not the code that the conversation waits for any more."""
    row = {"id": conversation, "until": until, **code._asdict(), "numbers": list(code.numbers)}
    return (await connection.execute(_PUT, row)).scalar_one_or_none() is not None


async def opened_by(
    connection: AsyncConnection, conversation: UUID, digest: bytes, now: datetime
) -> dict[str, str]:
    """Number → source."""
    asked = {"id": conversation, "digest": digest, "now": now}
    found = await connection.execute(_OPENS, asked)
    return {number: row.source for row in found for number in row.numbers}
