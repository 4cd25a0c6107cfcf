"""Checking and running queries over HTTP."""

from __future__ import annotations

import asyncio
from typing import Any, Final

from fastapi import APIRouter, Depends
from starlette.responses import Response

from regie.core.access import Actor
from regie.core.app import Core
from regie.core.errors import Timeout, Unavailable
from regie.core.files import SHEET_TYPES, SheetFormat, attachment_headers, written_sheet
from regie.core.i18n import Catalogue, Language
from regie.core.sqlguard import ResultTooLarge, SourceRefused
from regie.core.sqlguard.guard import Allowed, Verdict
from regie.core.web import actor, guarded, may_raise, requires
from regie.identity.language import reader_language

from ..errors import SourceUnknown
from ..permissions import MANAGE_QUERIES, RUN_QUERIES
from .domain import cell, column_type, plain
from .errors import ParameterInvalid, QueryDenied, QueryNotFound
from .running import Answer
from .schemas import CheckedQuery, QueryId, QueryResult, QueryRun, QueryText, ResultColumn
from .service import SavedQueries

_REFUSALS: Final = (
    QueryNotFound,
    SourceUnknown,
    QueryDenied,
    ParameterInvalid,
    SourceRefused,
    ResultTooLarge,
    Unavailable,
    Timeout,
)
_FILES: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "content": {
            media_type: {"schema": {"type": "string", "format": "binary"}}
            for media_type in SHEET_TYPES.values()
        }
    }
}


def add_running(api: APIRouter, core: Core, queries: SavedQueries) -> None:
    spoken = reader_language(core.settings)
    runs = guarded(requires(RUN_QUERIES))

    @api.post("/query-check")
    @guarded(requires(MANAGE_QUERIES))
    @may_raise(SourceUnknown)
    async def check_query(
        text: QueryText, acting: Actor = Depends(actor), language: Language = spoken
    ) -> CheckedQuery:
        """Whether it could be kept, and what would run; nothing is run."""
        verdict = queries.judge(acting, text.source, text.sql, text.named())
        return _checked(verdict, core.catalogue, language)

    @api.post("/queries/{id}/run")
    @runs
    @may_raise(*_REFUSALS)
    async def run_saved_query(
        id: QueryId,  # noqa: A002
        run: QueryRun,
        acting: Actor = Depends(actor),
    ) -> QueryResult:
        """Runs it, 500 rows at most. On record, without the values."""
        _, answer, took_ms = await queries.run(acting, id, run.given())
        return _result(answer, took_ms)

    @api.post("/queries/{id}/export", response_class=Response, responses=_FILES)
    @runs
    @may_raise(*_REFUSALS)
    async def export_saved_query(
        id: QueryId,  # noqa: A002
        run: QueryRun,
        format: SheetFormat = "csv",  # noqa: A002 - the parameter's name
        acting: Actor = Depends(actor),
    ) -> Response:
        """Runs it and answers with a file in which no cell is a formula. On record."""
        query, answer, _ = await queries.run(acting, id, run.given(), to=format)
        rows = [answer.columns, *([plain(value) for value in row] for row in answer.rows)]
        data = await asyncio.to_thread(written_sheet, rows, format)
        headers = attachment_headers(f"{query.name}.{format}", SHEET_TYPES[format], len(data))
        return Response(data, headers=dict(headers))


def _checked(verdict: Verdict, catalogue: Catalogue, language: Language) -> CheckedQuery:
    if isinstance(verdict, Allowed):
        return CheckedQuery(
            allowed=True,
            sql=verdict.sql,
            columns=[*verdict.columns],
            reason=None,
            message=None,
            detail=None,
        )
    return CheckedQuery(
        allowed=False,
        sql=None,
        columns=[],
        reason=verdict.reason,
        message=catalogue.text(f"orders.sql.{verdict.reason}", language, {}),
        detail=verdict.message,
    )


def _result(answer: Answer, took_ms: float) -> QueryResult:
    columns = [
        ResultColumn(name=name, type=column_type([row[place] for row in answer.rows]))
        for place, name in enumerate(answer.columns)
    ]
    return QueryResult(
        columns=columns,
        rows=[[cell(value) for value in row] for row in answer.rows],
        capped=answer.capped,
        took_ms=took_ms,
    )
