"""Statements about refresh tokens."""

from __future__ import annotations

from typing import Final, NamedTuple
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

_ADD: Final = text(
    """
    INSERT INTO identity.refresh_token
        (digest, family, token_id, audience, expires_at)
    SELECT :digest, :family, id, :audience,
        least(now() + make_interval(days => :days), expires_at)
    FROM identity.token WHERE id = :token_id
    """
)
# What comes of a token is looked at by one at a time: what is being given out while a family is
# revoked, or all of somebody's, would not be seen, and would live on.
_HOLD: Final = text(
    """
    SELECT FROM identity.token
    WHERE id = (SELECT token_id FROM identity.refresh_token WHERE digest = :digest)
    FOR NO KEY UPDATE
    """
)
_HOLD_ALL_OF: Final = text(
    "SELECT FROM identity.token WHERE person_id = :person_id ORDER BY id FOR NO KEY UPDATE"
)
_USE: Final = text(
    """
    UPDATE identity.refresh_token SET used_at = clock_timestamp()
    WHERE digest = :digest AND used_at IS NULL AND revoked_at IS NULL AND expires_at > now()
    RETURNING family, token_id, audience
    """
)
_REUSED: Final = text(
    """
    SELECT r.family, r.token_id, r.audience, t.tenant, t.name, t.prefix,
        extract(epoch FROM clock_timestamp() - r.used_at)::float8 AS used_ago_s
    FROM identity.refresh_token AS r JOIN identity.token AS t ON t.id = r.token_id
    WHERE r.digest = :digest AND r.used_at IS NOT NULL AND r.revoked_at IS NULL
        AND r.expires_at > now()
    """
)
_REVOKE_FAMILY: Final = text(
    """
    UPDATE identity.refresh_token SET revoked_at = now()
    WHERE family = :family AND revoked_at IS NULL
    """
)
_REVOKE_FAMILIES_OF: Final = text(
    """
    UPDATE identity.refresh_token AS r SET revoked_at = now()
    FROM identity.token AS t
    WHERE t.id = r.token_id AND t.person_id = :person_id AND r.revoked_at IS NULL
    """
)


class Refreshed(NamedTuple):
    family: UUID
    token_id: int
    audience: str


class Reused(NamedTuple):
    """A refresh token that was used, though nobody has revoked it yet."""

    family: UUID
    token_id: int
    audience: str
    tenant: str
    name: str
    """Of the token behind it."""
    prefix: str
    used_ago_s: float


async def add_refresh(
    connection: AsyncConnection,
    digest: bytes,
    *,
    family: UUID,
    token_id: int,
    audience: str,
    days: int,
) -> None:
    """It ends with its token at the latest."""
    values = {
        "digest": digest,
        "family": family,
        "token_id": token_id,
        "audience": audience,
        "days": days,
    }
    await connection.execute(_ADD, values)


async def hold_token(connection: AsyncConnection, digest: bytes) -> None:
    """The one behind that refresh token, until the transaction ends."""
    await connection.execute(_HOLD, {"digest": digest})


async def use_refresh(connection: AsyncConnection, digest: bytes) -> Refreshed | None:
    """None unless this is its first use, and it may still be used: of however many at the same
    time one is told."""
    row = (await connection.execute(_USE, {"digest": digest})).one_or_none()
    return None if row is None else Refreshed(*row)


async def find_reused(connection: AsyncConnection, digest: bytes) -> Reused | None:
    row = (await connection.execute(_REUSED, {"digest": digest})).one_or_none()
    return None if row is None else Reused(*row)


async def revoke_family(connection: AsyncConnection, family: UUID) -> int:
    """How many were not revoked yet; 0 when somebody else has just done it."""
    return (await connection.execute(_REVOKE_FAMILY, {"family": family})).rowcount


async def revoke_families_of(connection: AsyncConnection, person_id: int) -> None:
    """Of all her personal tokens, which themselves stay: with another password."""
    await connection.execute(_HOLD_ALL_OF, {"person_id": person_id})
    await connection.execute(_REVOKE_FAMILIES_OF, {"person_id": person_id})
