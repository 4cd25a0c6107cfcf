"""Saved queries over HTTP: the list, and its keeping."""

from __future__ import annotations

from dataclasses import asdict
from typing import Final

from fastapi import APIRouter, Depends, Response
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.access import Actor
from regie.core.app import Core
from regie.core.db import last_of
from regie.core.web import (
    API,
    AfterQuery,
    CursorMalformed,
    LimitQuery,
    actor,
    api_router,
    guarded,
    idempotent,
    if_match,
    may_raise,
    next_cursor,
    read_cursor,
    requires,
    tagged,
    transaction,
)

from ..errors import SourceUnknown
from ..permissions import MANAGE_QUERIES, READ_QUERIES
from .domain import SavedQuery
from .errors import QueryDenied, QueryNameTaken, QueryNotFound, TooManyQueries
from .history_routes import add_history
from .run_routes import add_running
from .schemas import (
    OpenTable,
    QueryDraft,
    QueryId,
    QuerySource,
    QuerySources,
    SeenQueries,
    SeenQuery,
)
from .service import SavedQueries

_SORT: Final = "name"


def routes(core: Core, queries: SavedQueries) -> APIRouter:
    api = api_router(f"{API}/orders", "orders", guard=requires(READ_QUERIES))
    _add_reading(api, core, queries)
    add_running(api, core, queries)
    add_history(api, core, queries)
    _add_managing(api, core, queries)
    return api


def _add_reading(api: APIRouter, core: Core, queries: SavedQueries) -> None:
    begun = transaction(core.database)

    @api.get("/queries")
    @may_raise(CursorMalformed)
    async def list_saved_queries(
        after: AfterQuery = None,
        limit: LimitQuery = 100,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
    ) -> SeenQueries:
        """Saved queries, by name."""
        found = await queries.list(connection, acting, read_cursor(after, _SORT), limit)
        return SeenQueries(
            queries=[_seen(each) for each in found],
            next=next_cursor(_SORT, last_of(found), found=len(found), limit=limit),
        )

    @api.get("/query-sources")
    async def list_query_sources(acting: Actor = Depends(actor)) -> QuerySources:
        """The sources, with the tables and columns that a query may read."""
        return QuerySources(
            sources=[
                QuerySource(
                    name=each.name,
                    engine=each.engine,
                    tables=[
                        OpenTable(name=table, columns=[*columns])
                        for table, columns in each.tables.items()
                    ],
                )
                for each in queries.sources(acting)
            ]
        )

    @api.get("/queries/{id}")
    @may_raise(QueryNotFound)
    async def read_saved_query(
        id: QueryId,  # noqa: A002
        response: Response,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
    ) -> SeenQuery:
        """One query, as it was typed."""
        return tagged(response, _seen(await queries.find(connection, acting, id)))


def _add_managing(api: APIRouter, core: Core, queries: SavedQueries) -> None:
    begun = transaction(core.database)
    once = idempotent(core.answers)
    manages = guarded(requires(MANAGE_QUERIES))

    @api.post("/queries", status_code=201)
    @manages
    @may_raise(SourceUnknown, QueryDenied, QueryNameTaken, TooManyQueries)
    async def add_saved_query(
        draft: QueryDraft,
        response: Response,
        connection: AsyncConnection = once,
        acting: Actor = Depends(actor),
    ) -> SeenQuery:
        """Keeps a query that the guard allows."""
        return tagged(response, _seen(await queries.add(connection, acting, draft)))

    @api.put("/queries/{id}")
    @manages
    @may_raise(QueryNotFound, SourceUnknown, QueryDenied, QueryNameTaken)
    async def replace_saved_query(
        id: QueryId,  # noqa: A002
        draft: QueryDraft,
        response: Response,
        *,
        version: int = if_match,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
    ) -> SeenQuery:
        """Says it anew."""
        found = await queries.replace(connection, acting, id, version, draft)
        return tagged(response, _seen(found))

    @api.delete("/queries/{id}", status_code=204)
    @manages
    @may_raise(QueryNotFound)
    async def remove_saved_query(
        id: QueryId,  # noqa: A002
        version: int = if_match,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
    ) -> None:
        """Keeps it no longer; what was run of it stays on record."""
        await queries.remove(connection, acting, id, version)


def _seen(query: SavedQuery) -> SeenQuery:
    return SeenQuery.model_validate(asdict(query))
