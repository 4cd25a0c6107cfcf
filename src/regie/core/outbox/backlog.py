"""How much waits, and whether it waits too long."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.db import Database
from regie.core.errors import Unavailable

OVERDUE_S: Final = 120.0

_BACKLOG: Final = text(
    """
    SELECT kind,
        count(*) FILTER (WHERE state = 'queued') AS queued,
        count(*) FILTER (WHERE state = 'sending') AS sending,
        count(*) FILTER (WHERE state = 'unknown') AS unknown,
        CAST(coalesce(extract(epoch FROM now() - min(due_at)
            FILTER (WHERE state <> 'unknown' AND due_at <= now())), 0) AS float8) AS oldest_s
    FROM core.outbox GROUP BY kind ORDER BY kind
    """
)
_OLDEST: Final = text(
    "SELECT CAST(extract(epoch FROM now() - min(due_at)) AS float8)"
    " FROM core.outbox WHERE state <> 'unknown'"
)


@dataclass(frozen=True, slots=True)
class Backlog:
    kind: str
    queued: int
    sending: int
    unknown: int
    """For a person to decide about."""
    oldest_s: float
    """How long the first in line could have been taken and was not."""


async def backlog(connection: AsyncConnection) -> list[Backlog]:
    """By kind, also of kinds that no relay handles. Reads the whole of what waits."""
    return [Backlog(*row) for row in await connection.execute(_BACKLOG)]


class BacklogCheck:
    """Not required: what waits too long degrades an installation, which still serves."""

    name = "outbox"
    required = False

    def __init__(self, database: Database, *, overdue_s: float = OVERDUE_S):
        self._database = database
        self._overdue_s = overdue_s

    async def ping(self) -> None:
        async with self._database.begin() as connection:
            oldest_s = (await connection.execute(_OLDEST)).scalar_one()
        if oldest_s is not None and oldest_s > self._overdue_s:
            raise Unavailable(f"the outbox's first row has been ready for {oldest_s:.0f} s")
