"""How long tokens that are over can still be looked up."""

from __future__ import annotations

from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.db import Purgeable, purge_rows, purgeable_rows

from .tables import refresh_token, token

KEEP_DAYS: Final = 90
KEEP_REFRESH_DAYS: Final = 7
"""After its end a refresh token is refused whether it is known or not."""

_REVOKED_FIRST: Final = token.c.revoked_at < token.c.expires_at


async def preview_tokens(
    connection: AsyncConnection, *, keep_days: int = KEEP_DAYS
) -> list[Purgeable]:
    expired = await purgeable_rows(
        connection, token.c.expires_at, keep_days=keep_days, only=_REVOKED_FIRST.is_not(True)
    )
    revoked = await purgeable_rows(
        connection, token.c.revoked_at, keep_days=keep_days, only=_REVOKED_FIRST
    )
    return [expired + revoked]


async def purge_tokens(
    connection: AsyncConnection, *, keep_days: int = KEEP_DAYS
) -> list[Purgeable]:
    """Revoked or expired so long ago, with what is left of their refresh tokens."""
    expired = await purge_rows(connection, token.c.expires_at, keep_days=keep_days)
    revoked = await purge_rows(connection, token.c.revoked_at, keep_days=keep_days)
    return [expired + revoked]


async def preview_refresh_tokens(
    connection: AsyncConnection, *, keep_days: int = KEEP_REFRESH_DAYS
) -> list[Purgeable]:
    return [await purgeable_rows(connection, refresh_token.c.expires_at, keep_days=keep_days)]


async def purge_refresh_tokens(
    connection: AsyncConnection, *, keep_days: int = KEEP_REFRESH_DAYS
) -> list[Purgeable]:
    return [await purge_rows(connection, refresh_token.c.expires_at, keep_days=keep_days)]
