"""Usage over HTTP."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Query
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.access import Actor
from regie.core.app import Core
from regie.core.clock import local_date
from regie.core.db import After
from regie.core.errors import Invalid
from regie.core.explain import Explained
from regie.core.i18n import Language
from regie.core.input import Day
from regie.core.web import (
    AfterQuery,
    CursorMalformed,
    LimitQuery,
    actor,
    api_router,
    may_raise,
    next_cursor,
    read_cursor,
    requires,
    transaction,
)
from regie.identity.language import reader_language

from ..models.schemas import ModelName, Named
from ..money import RowId
from ..permissions import READ_USAGE
from .repository import NOTHING, Wanted
from .schemas import (
    DayFigures,
    Figures,
    KeyFigures,
    ModelFigures,
    Outcome,
    SeenCall,
    SeenCalls,
    Usage,
)
from .service import UsageReports

USUAL_DAYS: Final = 30
MOST_DAYS: Final = 400
_SORT: Final = "-id"


class PeriodRefused(Invalid):
    """It ends before it begins, or is longer than a year and a month."""

    code = "gateway.period_refused"


def routes(core: Core, reports: UsageReports) -> APIRouter:
    api = api_router("/api/v1/gateway", "gateway", guard=requires(READ_USAGE))
    begun = transaction(core.database)

    @api.get("/usage")
    @may_raise(PeriodRefused)
    async def read_usage(  # noqa: PLR0917 - FastAPI passes them by name
        first: Day | None = None,
        last: Day | None = None,
        key_id: Annotated[RowId | None, Query()] = None,
        model: Annotated[ModelName | None, Query()] = None,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
    ) -> Usage:
        """What was asked and what it cost, by day, by key and by model."""
        last = last or local_date(core.clock(), core.settings.zone)
        first = first or last - timedelta(days=USUAL_DAYS - 1)
        if not 0 <= (last - first).days < MOST_DAYS:
            raise PeriodRefused
        added = await reports.added_up(connection, acting, first, last, Wanted(key_id, model))
        days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        return Usage(
            first=first,
            last=last,
            totals=Figures(**added.totals._asdict()),
            days=[DayFigures(day=day, **added.days.get(day, NOTHING)._asdict()) for day in days],
            by_key=[
                KeyFigures(key=Named(id=id_, name=name), **figures._asdict())
                for id_, name, figures in added.keys
            ],
            by_model=[
                ModelFigures(model=name, **figures._asdict()) for name, figures in added.models
            ],
        )

    @api.get("/usage/why")
    async def explain_usage(  # noqa: PLR0917
        day: Day,
        key_id: Annotated[RowId | None, Query()] = None,
        model: Annotated[ModelName | None, Query()] = None,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
        language: Language = reader_language(core.settings),
    ) -> Explained:
        """The cost of a day, down to tokens and prices."""
        say = partial(_say, core, language)
        return await reports.why(connection, acting, day, Wanted(key_id, model), say)

    @api.get("/calls")
    @may_raise(CursorMalformed)
    async def list_gateway_calls(  # noqa: PLR0917
        key_id: Annotated[RowId | None, Query()] = None,
        model: Annotated[ModelName | None, Query()] = None,
        outcome: Outcome | None = None,
        after: AfterQuery = None,
        limit: LimitQuery = 50,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
    ) -> SeenCalls:
        """Requests one by one, the newest first, without what was asked or answered."""
        filters = {"key_id": key_id, "model": model, "outcome": outcome, "limit": limit}
        found = await reports.calls(connection, acting, filters, read_cursor(after, _SORT))
        last = After(str(found[-1].id), found[-1].id) if found else None
        return SeenCalls(
            calls=[_seen(row) for row in found],
            next=next_cursor(_SORT, last, found=len(found), limit=limit),
        )

    return api


def _say(core: Core, language: Language, code: str, **fields: object) -> str:
    return core.catalogue.text(code, language, fields)


def _seen(row: Row[Any]) -> SeenCall:
    fields = dict(row._mapping)
    key = Named(id=fields.pop("key_id"), name=fields.pop("key_name"))
    return SeenCall(key=key, **fields)
