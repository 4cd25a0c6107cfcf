"""Saved queries: who may read, write and run them, and what stays on record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Final, NamedTuple

from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.access import Actor, Audit, AuditEvent
from regie.core.db import After, Database
from regie.core.errors import RegieError
from regie.core.files import SheetFormat
from regie.core.sqlguard.guard import Verdict

from ..permissions import MANAGE_QUERIES, READ_QUERIES, RUN_QUERIES
from . import repository
from .domain import Parameter, SavedQuery
from .errors import TooManyQueries
from .running import Answer, OpenSource, Running
from .runs import Run, list_runs, run_event, subject_of
from .schemas import QueryDraft

MOST: Final = 500


class Ran(NamedTuple):
    query: SavedQuery
    answer: Answer
    took_ms: float


@dataclass(frozen=True, slots=True)
class SavedQueries:
    database: Database
    audit: Audit
    running: Running

    async def list(
        self, connection: AsyncConnection, acting: Actor, after: After | None, limit: int
    ) -> list[SavedQuery]:
        acting.require(READ_QUERIES)
        return await repository.list_queries(connection, acting.tenant, after, limit)

    async def find(self, connection: AsyncConnection, acting: Actor, id: int) -> SavedQuery:  # noqa: A002
        """Raises QueryNotFound."""
        acting.require(READ_QUERIES)
        return await repository.find_query(connection, acting.tenant, id)

    def sources(self, acting: Actor) -> Sequence[OpenSource]:
        acting.require(READ_QUERIES)
        return self.running.open_sources()

    def judge(
        self, acting: Actor, source: str, sql: str, parameters: Sequence[Parameter]
    ) -> Verdict:
        """Raises SourceUnknown."""
        acting.require(MANAGE_QUERIES)
        return self.running.judge(source, sql, parameters)

    async def add(
        self, connection: AsyncConnection, acting: Actor, draft: QueryDraft
    ) -> SavedQuery:
        """Raises SourceUnknown, QueryDenied, QueryNameTaken, TooManyQueries."""
        acting.require(MANAGE_QUERIES)
        if await repository.count_queries(connection, acting.tenant) >= MOST:
            raise TooManyQueries
        id_ = await repository.add_query(connection, self._values(acting, draft))
        return await self._changed(connection, acting, id_, "query.add", draft)

    async def replace(
        self,
        connection: AsyncConnection,
        acting: Actor,
        id: int,  # noqa: A002
        version: int,
        draft: QueryDraft,
    ) -> SavedQuery:
        """Raises QueryNotFound, SourceUnknown, QueryDenied, ChangedMeanwhile, QueryNameTaken."""
        acting.require(MANAGE_QUERIES)
        await repository.find_query(connection, acting.tenant, id)
        values = {**self._values(acting, draft), "id": id, "version": version}
        await repository.replace_query(connection, values)
        return await self._changed(connection, acting, id, "query.change", draft)

    async def remove(
        self,
        connection: AsyncConnection,
        acting: Actor,
        id: int,  # noqa: A002
        version: int,
    ) -> None:
        """Raises QueryNotFound, ChangedMeanwhile."""
        acting.require(MANAGE_QUERIES)
        found = await repository.find_query(connection, acting.tenant, id)
        await repository.remove_query(connection, acting.tenant, id, version)
        event = AuditEvent("query.remove", subject_of(id), payload={"name": found.name})
        await self.audit.record(connection, event, actor=acting)

    async def run(
        self,
        acting: Actor,
        id: int,  # noqa: A002
        given: Mapping[str, str],
        *,
        to: SheetFormat | None = None,
    ) -> Ran:
        """For a page, or for a file. In transactions of its own, none of which is open while the
        source is read. On record with the number of rows, well or badly; values are not. Raises
        QueryNotFound and what `Running.run` raises."""
        acting.require(RUN_QUERIES)
        async with self.database.begin() as connection:
            query = await repository.find_query(connection, acting.tenant, id)
        began = perf_counter()
        try:
            answer = await self.running.run(query.source, query.sql, query.parameters, given)
        except RegieError as error:
            event = run_event(query, _since(began), error, to)
            await self.audit.record_apart(event, actor=acting)
            raise
        ran = Ran(query, answer, _since(began))
        async with self.database.begin() as connection:
            event = run_event(query, ran.took_ms, answer, to)
            await self.audit.record(connection, event, actor=acting)
        return ran

    async def runs(
        self,
        connection: AsyncConnection,
        acting: Actor,
        id: int,  # noqa: A002
        *,
        before: int | None,
        limit: int,
    ) -> Sequence[Run]:
        """The newest first. Raises QueryNotFound."""
        acting.require(READ_QUERIES)
        await repository.find_query(connection, acting.tenant, id)
        return await list_runs(connection, acting.tenant, id, before=before, limit=limit)

    def _values(self, acting: Actor, draft: QueryDraft) -> dict[str, object]:
        self.running.allowed(draft.source, draft.sql, draft.named())
        return {
            "tenant": acting.tenant,
            "by": acting.id if acting.kind == "person" else None,
            **draft.model_dump(),
        }

    async def _changed(
        self,
        connection: AsyncConnection,
        acting: Actor,
        id: int,  # noqa: A002
        action: str,
        draft: QueryDraft,
    ) -> SavedQuery:
        event = AuditEvent(action, subject_of(id), payload=draft.model_dump())
        await self.audit.record(connection, event, actor=acting)
        return await repository.find_query(connection, acting.tenant, id)


def _since(began: float) -> float:
    return round(1000 * (perf_counter() - began), 1)
