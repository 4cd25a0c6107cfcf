"""Evaluations over HTTP."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Path, Query, Response
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.apps.staff import permissions
from regie.apps.staff.people.errors import DatesOutOfOrder, EmployeeNotFound
from regie.core.access import Actor, Forbidden
from regie.core.app import Core
from regie.core.web import (
    AfterQuery,
    ChangedMeanwhile,
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

from .errors import EvaluationNotFound, OwnEvaluation
from .repository import FoundEvaluations, SortName
from .schemas import EvaluationChange, EvaluationDraft, SeenEvaluation, SeenEvaluations
from .service import Evaluations

EvaluationId = Annotated[int, Path(ge=1, lt=2**63)]
_Id = Annotated[int | None, Query(ge=1, lt=2**63)]
_MANAGING: Final = requires(permissions.MANAGE_EVALUATIONS)


def routes(core: Core, evaluations: Evaluations) -> APIRouter:
    api = api_router("/api/v1/staff", "staff", guard=requires(permissions.READ_EVALUATIONS))
    _add_reading(api, core, evaluations)
    _add_changing(api, core, evaluations)
    return api


def _add_reading(api: APIRouter, core: Core, evaluations: Evaluations) -> None:
    begun = transaction(core.database)

    @api.get("/evaluations")
    @may_raise(CursorMalformed)
    async def list_evaluations(
        *,
        employee: _Id = None,
        place: Annotated[
            int | None, Query(ge=1, lt=2**63, description="With all below it.")
        ] = None,
        sort: SortName = "-period",
        after: AfterQuery = None,
        limit: LimitQuery = 50,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
    ) -> SeenEvaluations:
        """Evaluations within reach."""
        found = await evaluations.list(
            connection,
            acting,
            employee=employee,
            place=place,
            sort=sort,
            after=read_cursor(after, sort),
            limit=limit,
        )
        return _page(evaluations, acting, found, sort=sort, limit=limit)

    @api.get("/me/evaluations")
    @guarded(requires(permissions.READ_OWN))
    @may_raise(CursorMalformed)
    async def list_own_evaluations(
        *,
        sort: SortName = "-period",
        after: AfterQuery = None,
        limit: LimitQuery = 50,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
    ) -> SeenEvaluations:
        """One's own evaluations."""
        found = await evaluations.list(
            connection, acting, own=True, sort=sort, after=read_cursor(after, sort), limit=limit
        )
        return _page(evaluations, acting, found, sort=sort, limit=limit)

    @api.get("/evaluations/{id}")
    @may_raise(EvaluationNotFound)
    async def show_evaluation(
        id: EvaluationId,  # noqa: A002
        response: Response,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
    ) -> SeenEvaluation:
        """One evaluation."""
        view = await evaluations.find(connection, acting, id)
        may_change = evaluations.may_change(acting, view)
        return tagged(response, SeenEvaluation.of(view, may_change=may_change))


def _add_changing(api: APIRouter, core: Core, evaluations: Evaluations) -> None:
    begun = transaction(core.database)
    begun_once = idempotent(core.answers)

    @api.post("/evaluations", status_code=201)
    @guarded(_MANAGING)
    @may_raise(EmployeeNotFound, OwnEvaluation, DatesOutOfOrder)
    async def add_evaluation(
        draft: EvaluationDraft,
        response: Response,
        connection: AsyncConnection = begun_once,
        acting: Actor = Depends(actor),
    ) -> SeenEvaluation:
        """Evaluates somebody for a period."""
        view = await evaluations.add(connection, acting, draft.model_dump())
        may_change = evaluations.may_change(acting, view)
        return tagged(response, SeenEvaluation.of(view, may_change=may_change))

    @api.patch("/evaluations/{id}")
    @guarded(_MANAGING)
    @may_raise(EvaluationNotFound, Forbidden, OwnEvaluation, DatesOutOfOrder, ChangedMeanwhile)
    async def change_evaluation(
        *,
        id: EvaluationId,  # noqa: A002
        change: EvaluationChange,
        response: Response,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
        version: int = if_match,
    ) -> SeenEvaluation:
        """Changes an evaluation; what is left out stays."""
        view = await evaluations.change(connection, acting, id, change.changes(), version=version)
        may_change = evaluations.may_change(acting, view)
        return tagged(response, SeenEvaluation.of(view, may_change=may_change))

    @api.delete("/evaluations/{id}", status_code=204)
    @guarded(_MANAGING)
    @may_raise(EvaluationNotFound, Forbidden, OwnEvaluation, ChangedMeanwhile)
    async def remove_evaluation(
        id: EvaluationId,  # noqa: A002
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
        version: int = if_match,
    ) -> None:
        """Removes an evaluation."""
        await evaluations.remove(connection, acting, id, version=version)


def _page(
    evaluations: Evaluations,
    acting: Actor,
    found: FoundEvaluations,
    *,
    sort: SortName,
    limit: int,
) -> SeenEvaluations:
    return SeenEvaluations(
        evaluations=[
            SeenEvaluation.of(each, may_change=evaluations.may_change(acting, each))
            for each in found.evaluations
        ],
        next=next_cursor(sort, found.last, found=len(found.evaluations), limit=limit),
    )
