"""Answers in PostgreSQL, each committed with its effect.

The key is claimed by an advisory lock that lasts as long as the transaction: a process that dies
leaves neither a claim nor half an effect behind.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from random import uniform
from typing import Final

import msgspec
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.db import Database

from .answers import RETRY_AFTER_S, WAIT_S, Turn
from .errors import InProgress, KeyReused
from .turns import Turns
from .use import Answer, Use

_POLL_S: Final = 0.05

# One statement, whose three outcomes are: kept, claimed, neither. The last is when another
# process has the lock, or had it until after our snapshot: the next try finds its answer.
_CLAIM: Final = text(
    """
    WITH kept AS (
        SELECT person, request, status, headers, body FROM core.idempotency
        WHERE tenant = :tenant AND key = :key
    ), lock AS MATERIALIZED (
        SELECT pg_try_advisory_xact_lock(hashtextextended(:tenant || encode(:key, 'hex'), 1))
            AS free
        WHERE NOT EXISTS (SELECT FROM kept)
    ), claimed AS (
        INSERT INTO core.idempotency (tenant, key, person, request)
        SELECT :tenant, :key, :person, CAST(:request AS bytea) FROM lock WHERE free
        ON CONFLICT DO NOTHING RETURNING true AS ours
    )
    SELECT ours, kept.* FROM claimed FULL JOIN kept ON true
    """
)
_KEEP: Final = text(
    "UPDATE core.idempotency SET status = :status, headers = :headers, body = :body"
    " WHERE tenant = :tenant AND key = :key"
)
_FREE: Final = text("DELETE FROM core.idempotency WHERE tenant = :tenant AND key = :key")

_headers: Final = msgspec.json.Decoder(tuple[tuple[str, str], ...])


class PostgresAnswers:
    def __init__(self, database: Database, *, wait_s: float = WAIT_S):
        self._database = database
        self._wait_s = wait_s
        self._turns = Turns()

    @asynccontextmanager
    async def begin(self, use: Use | None) -> AsyncGenerator[Turn[AsyncConnection]]:
        if use is None:
            async with self._database.begin() as connection:
                yield Turn(connection)
            return
        loop = asyncio.get_running_loop()
        until = loop.time() + self._wait_s
        async with self._turns.one(use, until=until):
            while True:
                async with self._database.begin() as connection:
                    turn = await _claim(connection, use)
                    if turn is not None:
                        yield turn
                        if turn.kept is None:
                            await _end(turn, use)
                        return
                if loop.time() > until:
                    raise InProgress(retry_after_s=RETRY_AFTER_S)
                await asyncio.sleep(_POLL_S * uniform(0.5, 1.5))  # noqa: S311


async def _claim(connection: AsyncConnection, use: Use) -> Turn[AsyncConnection] | None:
    """None when another process is at it."""
    parameters = {
        "tenant": use.tenant,
        "key": use.key,
        "person": use.person,
        "request": use.request,
    }
    row = (await connection.execute(_CLAIM, parameters)).one_or_none()
    if row is None:
        return None
    if row.ours:
        return Turn(connection)
    if (row.person, row.request) != (use.person, use.request):
        raise KeyReused
    return Turn(connection, Answer(row.status, _headers.decode(row.headers), row.body))


async def _end(turn: Turn[AsyncConnection], use: Use) -> None:
    of_use = {"tenant": use.tenant, "key": use.key}
    if turn.answer is None:
        await turn.connection.execute(_FREE, of_use)
        return
    headers = msgspec.json.encode(turn.answer.headers).decode()
    kept = {"status": turn.answer.status, "headers": headers, "body": turn.answer.body}
    await turn.connection.execute(_KEEP, kept | of_use)
