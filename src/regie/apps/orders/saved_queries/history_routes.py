"""The runs of a query over HTTP."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.access import Actor
from regie.core.app import Core
from regie.core.i18n import Catalogue, Language
from regie.core.web import LimitQuery, actor, may_raise, transaction
from regie.identity.audit.schemas import AuditActor
from regie.identity.language import reader_language

from .errors import QueryDenied, QueryNotFound
from .runs import Run
from .schemas import QueryId, QueryRuns, SeenRun
from .service import SavedQueries


def add_history(api: APIRouter, core: Core, queries: SavedQueries) -> None:
    begun = transaction(core.database)
    spoken = reader_language(core.settings)

    @api.get("/queries/{id}/runs")
    @may_raise(QueryNotFound)
    async def list_query_runs(
        id: QueryId,  # noqa: A002
        before: Annotated[
            int | None, Query(ge=1, lt=2**63, description="`next` of the page before.")
        ] = None,
        limit: LimitQuery = 20,
        *,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
        language: Language = spoken,
    ) -> QueryRuns:
        """Who ran it and what came of it, the newest first, as the audit record tells it."""
        found = await queries.runs(connection, acting, id, before=before, limit=limit)
        return QueryRuns(
            runs=[_seen(each, core.catalogue, language) for each in found],
            next=found[-1].number if len(found) == limit else None,
        )


def _seen(run: Run, catalogue: Catalogue, language: Language) -> SeenRun:
    told = run.told
    return SeenRun(
        number=run.number,
        at=run.at,
        by=AuditActor(key=run.actor, name=run.actor_name, erased=run.actor_erased),
        outcome=run.outcome,
        format=told.get("format"),
        source=told.get("source"),
        version=told.get("version"),
        rows=told.get("rows"),
        capped=told.get("capped"),
        took_ms=told.get("took_ms"),
        why=_why(told, catalogue, language),
    )


def _why(told: Mapping[str, Any], catalogue: Catalogue, language: Language) -> str | None:
    """A record outlives the words of its day: a code that nobody declares any more, or whose
    sentence has fields that were not kept then, is said as it is."""
    problem, params = told.get("problem"), told.get("params", {})
    if problem is None:
        return None
    code = f"orders.sql.{params.get('reason')}" if problem == QueryDenied.code else problem
    try:
        return catalogue.text(code, language, params)
    except KeyError:
        return problem
