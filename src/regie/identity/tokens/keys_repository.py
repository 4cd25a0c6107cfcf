"""Statements about the keys that sign short tokens."""

from __future__ import annotations

from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

_KNOWN: Final = text(
    """
    SELECT kid, public, created_at, signs_until, known_until FROM identity.signing_key
    WHERE known_until > :now ORDER BY created_at, kid
    """
)
_PRIVATE: Final = text("SELECT private FROM identity.signing_key WHERE kid = :kid")
_ALONE: Final = text("SELECT pg_advisory_xact_lock(hashtextextended('regie signing keys', 0))")
_ADD: Final = text(
    """
    INSERT INTO identity.signing_key (kid, public, private, created_at, signs_until, known_until)
    VALUES (:kid, :public, :private, :now, :signs_until, :known_until)
    """
)
_FORGET: Final = text("DELETE FROM identity.signing_key WHERE known_until <= :now")
_FORGET_ALL: Final = text("DELETE FROM identity.signing_key")


class KeyRow(NamedTuple):
    kid: str
    public: str
    """The 32 bytes of RFC 8037's `x`, in base64url."""
    created_at: datetime
    signs_until: datetime
    known_until: datetime


async def known_keys(connection: AsyncConnection, now: datetime) -> list[KeyRow]:
    """The oldest first."""
    return [KeyRow(*row) for row in await connection.execute(_KNOWN, {"now": now})]


async def private_half(connection: AsyncConnection, kid: str) -> str | None:
    """Sealed."""
    return (await connection.execute(_PRIVATE, {"kid": kid})).scalar_one_or_none()


async def be_alone(connection: AsyncConnection) -> None:
    """Until the transaction ends no other process makes keys."""
    await connection.execute(_ALONE)


async def add_key(connection: AsyncConnection, key: KeyRow, sealed: str) -> None:
    values = {
        "kid": key.kid,
        "public": key.public,
        "private": sealed,
        "now": key.created_at,
        "signs_until": key.signs_until,
        "known_until": key.known_until,
    }
    await connection.execute(_ADD, values)


async def forget_keys(connection: AsyncConnection, now: datetime) -> int:
    """Those whose last token is over."""
    return (await connection.execute(_FORGET, {"now": now})).rowcount


async def forget_all_keys(connection: AsyncConnection) -> int:
    return (await connection.execute(_FORGET_ALL)).rowcount
