"""Absences over HTTP."""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Path, Query, Response
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.apps.staff import permissions
from regie.apps.staff.people.errors import NoFile
from regie.core.access import Actor
from regie.core.app import Core
from regie.core.i18n import Language
from regie.core.input import Day
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
from regie.identity.language import reader_language
from regie.identity.places.errors import PlaceNotFound

from .calendar import month_of
from .days import HALVES, Half, Span
from .domain import State
from .errors import (
    AbsenceNotFound,
    BalanceTooLow,
    KindUnknown,
    NotCancellable,
    NotPending,
    NoWorkingDay,
    OutsideEmployment,
    Overlaps,
    OwnAbsence,
)
from .repository import FoundAbsences, SortName
from .schemas import (
    AbsenceDecision,
    AbsenceDraft,
    Calendar,
    KindCode,
    Measured,
    SeenAbsence,
    SeenAbsenceKind,
    SeenAbsenceKinds,
    SeenAbsences,
)
from .service import Absences
from .views import AbsenceView, Wanted

AbsenceId = Annotated[int, Path(ge=1, lt=2**63)]
_Id = Annotated[int | None, Query(ge=1, lt=2**63)]
_OWN: Final = requires(permissions.READ_OWN)
_ASKING: Final = requires(permissions.ASK_ABSENCES)
_DECIDING: Final = requires(permissions.APPROVE_ABSENCES)
_WRONG: Final = (NoFile, KindUnknown, NoWorkingDay)


def routes(core: Core, absences: Absences) -> APIRouter:
    api = api_router("/api/v1/staff", "staff", guard=_OWN)
    _add_asking(api, core, absences)  # first: its `measure` is no number
    _add_reading(api, core, absences)
    _add_calendar(api, core, absences)
    _add_deciding(api, core, absences)
    return api


def _add_reading(api: APIRouter, core: Core, absences: Absences) -> None:
    begun = transaction(core.database)
    spoken = reader_language(core.settings)

    @api.get("/absences/kinds")
    async def list_absence_kinds(
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
        language: Language = spoken,
    ) -> SeenAbsenceKinds:
        """What one can be absent for."""
        kinds = await absences.kinds(connection, acting)
        return SeenAbsenceKinds(kinds=[SeenAbsenceKind.of(kind, language) for kind in kinds])

    @api.get("/absences")
    @guarded(_DECIDING)
    @may_raise(CursorMalformed)
    async def list_absences(
        *,
        employee: _Id = None,
        place: _Id = None,
        kind: KindCode | None = None,
        state: State | None = None,
        first: Day | None = None,
        last: Day | None = None,
        sort: SortName = "-first_on",
        after: AfterQuery = None,
        limit: LimitQuery = 50,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
        language: Language = spoken,
    ) -> SeenAbsences:
        """Absences of those for whom the reader decides, between two days."""
        found = await absences.list(
            connection,
            acting,
            Wanted(employee, place, kind, state, first, last),
            sort=sort,
            after=read_cursor(after, sort),
            limit=limit,
        )
        return _page(absences, acting, found, sort=sort, limit=limit, language=language)

    @api.get("/me/absences")
    @may_raise(CursorMalformed)
    async def list_own_absences(
        *,
        kind: KindCode | None = None,
        state: State | None = None,
        sort: SortName = "-first_on",
        after: AfterQuery = None,
        limit: LimitQuery = 50,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
        language: Language = spoken,
    ) -> SeenAbsences:
        """One's own absences."""
        found = await absences.list(
            connection,
            acting,
            Wanted(kind=kind, state=state),
            own=True,
            sort=sort,
            after=read_cursor(after, sort),
            limit=limit,
        )
        return _page(absences, acting, found, sort=sort, limit=limit, language=language)

    @api.get("/absences/{id}")
    @may_raise(AbsenceNotFound)
    async def show_absence(
        id: AbsenceId,  # noqa: A002
        response: Response,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
        language: Language = spoken,
    ) -> SeenAbsence:
        """One's own, or of somebody for whom the reader decides."""
        found = await absences.find(connection, acting, id)
        return tagged(response, _seen(absences, acting, found, language))


def _add_calendar(api: APIRouter, core: Core, absences: Absences) -> None:
    begun = transaction(core.database)
    spoken = reader_language(core.settings)

    @api.get("/calendar")
    @guarded(requires(permissions.READ_PEOPLE))
    @may_raise(PlaceNotFound)
    async def show_absence_calendar(
        *,
        place: Annotated[int, Query(ge=1, lt=2**63, description="With all below it.")],
        month: Annotated[
            Day | None, Query(description="Any day of it; without it, this month.")
        ] = None,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
        language: Language = spoken,
    ) -> Calendar:
        """Who is away on which day of a month; why, only where the reader decides."""
        return await month_of(connection, acting, place, month or absences.people.today, language)


def _add_asking(api: APIRouter, core: Core, absences: Absences) -> None:
    begun = transaction(core.database)
    begun_once = idempotent(core.answers)
    spoken = reader_language(core.settings)

    @api.get("/absences/measure")
    @guarded(_ASKING)
    @may_raise(*_WRONG)
    async def measure_absence(
        *,
        kind: KindCode,
        first_on: Day,
        last_on: Day,
        first_half: Half = "morning",
        last_half: Half = "afternoon",
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
    ) -> Measured:
        """How many working days a request of one's own would be, and what would be left."""
        span = Span(first_on, HALVES[first_half], last_on, HALVES[last_half])
        found = await absences.measure(connection, acting, kind, span)
        return Measured(
            days=found.half_days / 2,
            balance_after=None if found.left is None else found.left / 2,
            overlaps=found.overlaps,
        )

    @api.post("/absences", status_code=201)
    @guarded(_ASKING)
    @may_raise(*_WRONG, OutsideEmployment, Overlaps, BalanceTooLow)
    async def ask_for_absence(
        *,
        draft: AbsenceDraft,
        response: Response,
        connection: AsyncConnection = begun_once,
        acting: Actor = Depends(actor),
        language: Language = spoken,
    ) -> SeenAbsence:
        """Asks for an absence of one's own; who decides is told by mail."""
        made = await absences.ask(connection, acting, draft.kind, draft.span(), draft.note)
        return tagged(response, _seen(absences, acting, made, language))

    @api.post("/absences/{id}/cancel")
    @guarded(_ASKING)
    @may_raise(AbsenceNotFound, NotCancellable, ChangedMeanwhile)
    async def cancel_absence(
        *,
        id: AbsenceId,  # noqa: A002
        decision: AbsenceDecision,
        response: Response,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
        version: int = if_match,
        language: Language = spoken,
    ) -> SeenAbsence:
        """Takes back one's own before it begins, or another's for whom one decides."""
        made = await absences.cancel(connection, acting, id, note=decision.note, version=version)
        return tagged(response, _seen(absences, acting, made, language))


def _add_deciding(api: APIRouter, core: Core, absences: Absences) -> None:
    begun = transaction(core.database)
    spoken = reader_language(core.settings)

    def add(verb: str, said: str, *, approve: bool, errors: tuple[Any, ...]) -> None:
        @guarded(_DECIDING)
        @may_raise(AbsenceNotFound, OwnAbsence, NotPending, ChangedMeanwhile, *errors)
        async def endpoint(
            *,
            id: AbsenceId,  # noqa: A002
            decision: AbsenceDecision,
            response: Response,
            connection: AsyncConnection = begun,
            acting: Actor = Depends(actor),
            version: int = if_match,
            language: Language = spoken,
        ) -> SeenAbsence:
            made = await absences.decide(
                connection, acting, id, approve=approve, note=decision.note, version=version
            )
            return tagged(response, _seen(absences, acting, made, language))

        endpoint.__doc__ = said
        name = f"{verb}_absence"
        api.add_api_route(f"/absences/{{id}}/{verb}", endpoint, methods=["POST"], name=name)

    add("approve", "Approves what was asked for.", approve=True, errors=(Overlaps,))
    add("refuse", "Refuses what was asked for.", approve=False, errors=())


def _page(
    absences: Absences,
    acting: Actor,
    found: FoundAbsences,
    *,
    sort: SortName,
    limit: int,
    language: Language,
) -> SeenAbsences:
    return SeenAbsences(
        absences=[_seen(absences, acting, each, language) for each in found.absences],
        next=next_cursor(sort, found.last, found=len(found.absences), limit=limit),
    )


def _seen(absences: Absences, acting: Actor, view: AbsenceView, language: Language) -> SeenAbsence:
    return SeenAbsence.of(
        view,
        may_decide=absences.may_decide(acting, view),
        may_cancel=absences.may_cancel(acting, view),
        language=language,
    )
