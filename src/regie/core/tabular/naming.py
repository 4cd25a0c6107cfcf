"""Which files imports name: those that were sent, and those of the rows that they refused."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

_NAMED: Final = text(
    """
    SELECT digest FROM unnest(CAST(:digests AS text[])) AS asked (digest)
    WHERE EXISTS (SELECT FROM core.import WHERE import.digest = asked.digest)
        OR EXISTS (SELECT FROM core.import_chunk WHERE import_chunk.rejects = asked.digest)
    """
)


async def named_by_imports(connection: AsyncConnection, digests: Sequence[str]) -> set[str]:
    """A file goes with the last import that names it."""
    return {*(await connection.execute(_NAMED, {"digests": [*digests]})).scalars()}
