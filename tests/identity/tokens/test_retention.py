"""Tokens that are over go after their time, and those that live stay."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.db import Database, DatabaseUrl, Purgeable
from regie.identity.tokens.retention import (
    preview_refresh_tokens,
    preview_tokens,
    purge_refresh_tokens,
    purge_tokens,
)

# Days ago at which each expired and was revoked: below 0 are days to come.
TOKENS = {
    "lives": (-30, None),
    "expired just now": (1, None),
    "revoked just now": (-30, 1),
    "expired long ago": (91, None),
    "revoked long ago": (-30, 91),
    "revoked, then expired, long ago": (91, 95),
    "expired, then revoked, long ago": (95, 91),
}
LONG_AGO = {name for name in TOKENS if "long ago" in name}


@pytest.fixture
async def connection(migrated: DatabaseUrl) -> AsyncIterator[AsyncConnection]:
    """In a transaction that is rolled back."""
    database = Database(migrated, pool_size=1, pool_overflow=0)
    await database.open()
    async with database.begin() as connection:
        for name, (expired, revoked) in TOKENS.items():
            await connection.execute(
                text(
                    """
                    WITH made AS (
                        INSERT INTO identity.token (tenant, kind, name, prefix, digest, permissions,
                            expires_at, revoked_at)
                        VALUES ('main', 'service', CAST(:name AS text), '',
                            sha256(CAST(:name AS text)::bytea), '{}',
                            now() - make_interval(days => :expired),
                            now() - make_interval(days => CAST(:revoked AS int)))
                        RETURNING id, digest, expires_at
                    )
                    INSERT INTO identity.refresh_token (digest, family, token_id, audience,
                        expires_at)
                    SELECT digest, gen_random_uuid(), id, 'regie', expires_at FROM made
                    """
                ),
                {"name": name, "expired": expired, "revoked": revoked},
            )
        yield connection
        await connection.rollback()
    await database.close()


async def left(connection: AsyncConnection) -> set[str]:
    found = await connection.execute(text("SELECT name FROM identity.token"))
    return set(found.scalars())


async def test_what_has_been_over_for_long_goes(connection: AsyncConnection) -> None:
    await purge_tokens(connection)
    assert await left(connection) == TOKENS.keys() - LONG_AGO


Work = Callable[[AsyncConnection], Awaitable[list[Purgeable]]]


@pytest.mark.parametrize(
    ("preview", "purge"),
    [(preview_tokens, purge_tokens), (preview_refresh_tokens, purge_refresh_tokens)],
    ids=["tokens", "refresh tokens"],
)
async def test_the_preview_tells_what_goes(
    connection: AsyncConnection, preview: Work, purge: Work
) -> None:
    told, gone = await preview(connection), await purge(connection)
    assert [(each.rows, each.first) for each in told] == [(each.rows, each.first) for each in gone]
