"""A statement in the driver's own words, compiled at its first run.

For a text SQLAlchemy looks up what it compiled by a key that it makes of all its parameters anew:
0.3 ms each time, of statements that take one. It still counts them, times them, and maps failures.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from sqlalchemy import CursorResult, text
from sqlalchemy.dialects.postgresql.asyncpg import dialect
from sqlalchemy.ext.asyncio import AsyncConnection


class Prepared:
    def __init__(self, statement: str):
        """With parameters as `:name`."""
        self._statement = statement

    async def run(
        self, connection: AsyncConnection, values: Mapping[str, Any]
    ) -> CursorResult[Any]:
        """Raises KeyError for a parameter without a value; others may be given."""
        statement, names = self._compiled
        return await connection.exec_driver_sql(statement, tuple(values[name] for name in names))

    @cached_property
    def _compiled(self) -> tuple[str, tuple[str, ...]]:
        compiled = text(self._statement).compile(dialect=dialect())
        return str(compiled), tuple(compiled.positiontup or ())
