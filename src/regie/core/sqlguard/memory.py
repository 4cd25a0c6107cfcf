"""A source that lives in the process: what tests of an application read from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from regie.core.observe import count_statement

from .errors import ResultTooLarge
from .limits import Limits
from .proof import Proof
from .source import CatalogueTable, Engine, Relation, SortKey

Answer = Callable[[str, tuple[object, ...]], Sequence[Mapping[str, Any]]]


class MemorySource:
    """Gives the rows that `answer` makes of a statement's text and parameters.

    It fails with what `failure` makes, until that is None again, and proves what it is told to.
    """

    def __init__(
        self,
        answer: Answer,
        *,
        name: str = "memory",
        limits: Limits | None = None,
        proof: Proof | None = None,
        engine: Engine = "postgresql",
        tables: Sequence[CatalogueTable] = (),
    ):
        """`engine` is whose dialect it is told to expect; it reads none of it."""
        self.name = name
        self.failure: Callable[[], Exception] | None = None
        self._answer = answer
        self._limits = limits or Limits()
        self.proof = proof or Proof(())
        self.engine: Engine = engine
        self._tables = tables

    async def open(self) -> None:
        """Nothing to open."""

    async def close(self) -> None:
        """Nothing to close."""

    async def ping(self) -> None:
        await self.fetch("SELECT 1 AS answer")

    async def fetch(
        self,
        sql: str,
        *parameters: object,
        order: Sequence[SortKey] = (),  # noqa: ARG002 - as answered
    ) -> Sequence[Mapping[str, Any]]:
        count_statement()
        if self.failure is not None:
            raise self.failure()
        rows = self._answer(sql, parameters)
        if len(rows) > self._limits.rows:
            raise ResultTooLarge(f"more than {self._limits.rows} rows")
        return rows

    async def prove(self, relations: Sequence[Relation]) -> Proof:  # noqa: ARG002 - as told
        if self.failure is not None:
            raise self.failure()
        return self.proof

    async def catalogue(self) -> Sequence[CatalogueTable]:
        if self.failure is not None:
            raise self.failure()
        return self._tables
