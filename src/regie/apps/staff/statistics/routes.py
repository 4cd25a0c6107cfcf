"""Statistics over HTTP."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.apps.staff import permissions
from regie.apps.staff.people.errors import EmployeeNotFound, NoFile
from regie.core.access import Actor
from regie.core.app import Core
from regie.core.i18n import Language, typeset
from regie.core.web import actor, api_router, guarded, may_raise, requires, transaction
from regie.identity.language import reader_language
from regie.identity.places.errors import PlaceNotFound

from .figures import FoundYears, OfMonth, added_up, below
from .repository import TreePlace
from .schemas import (
    DaysOfKind,
    FiguresOfPlace,
    PersonStatistics,
    PlaceAbove,
    SeenFigures,
    SeenYear,
    StaffStatistics,
)
from .service import Page
from .service import Statistics as Service

EmployeeId = Annotated[int, Path(ge=1, lt=2**63)]


def routes(core: Core, service: Service) -> APIRouter:
    api = api_router("/api/v1/staff", "staff", guard=requires(permissions.READ_EVALUATIONS))
    begun = transaction(core.database)
    spoken = reader_language(core.settings)

    @api.get("/statistics")
    @may_raise(PlaceNotFound)
    async def show_staff_statistics(
        *,
        place: Annotated[
            int | None, Query(ge=1, lt=2**63, description="Without it, all that is reached.")
        ] = None,
        year: Annotated[
            int | None, Query(ge=1990, le=2200, description="Without it, this one.")
        ] = None,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
        language: Language = spoken,
    ) -> StaffStatistics:
        """Absences and marks of a place, and of each right below it."""
        year = year or service.this_year
        page = await service.of_place(connection, acting, place, year)
        return _seen(page, year, language)

    @api.get("/people/{id}/statistics")
    @may_raise(EmployeeNotFound)
    async def show_employee_statistics(
        id: EmployeeId,  # noqa: A002
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
    ) -> PersonStatistics:
        """Absences and marks of one person, year by year."""
        file, found = await service.of_employee(connection, acting, id)
        reach = acting.reaches.get(permissions.APPROVE_ABSENCES)
        return _years(found, absences=reach is not None and reach.covers(file.path))

    @api.get("/me/statistics")
    @guarded(requires(permissions.READ_OWN))
    @may_raise(NoFile)
    async def show_own_statistics(
        connection: AsyncConnection = begun, acting: Actor = Depends(actor)
    ) -> PersonStatistics:
        """One's own."""
        _, found = await service.of_employee(connection, acting, None)
        return _years(found, absences=True)

    return api


def _seen(page: Page, year: int, language: Language) -> StaffStatistics:
    place, places = page.place, page.found.places
    shown = (
        page.tops if place is None else [each for each in page.tree if each.parent_id == place.id]
    )

    def seen(each: TreePlace) -> FiguresOfPlace:
        return FiguresOfPlace(
            id=each.id,
            name=each.name,
            figures=SeenFigures.of(below(places, each.path), absences=page.absences),
            opens=any(other.parent_id == each.id for other in page.tree),
        )

    whole = added_up(each.figures for each in places)
    total = whole if place is None else below(places, place.path)
    return StaffStatistics(
        year=year,
        place=None if place is None else seen(place),
        above=[] if place is None else _above(page.tree, place),
        total=SeenFigures.of(total, absences=page.absences),
        places=[seen(each) for each in shown],
        months=list(_kinds(page.found.months, language)),
    )


def _above(tree: Iterable[TreePlace], place: TreePlace) -> list[PlaceAbove]:
    above = [each for each in tree if place.path.startswith(each.path) and each != place]
    return [
        PlaceAbove(id=each.id, name=each.name)
        for each in sorted(above, key=lambda each: len(each.path))
    ]


def _kinds(months: Iterable[OfMonth], language: Language) -> Iterator[DaysOfKind]:
    kinds: dict[str, DaysOfKind] = {}
    for each in months:
        titles: dict[Language, str] = {"fr": each.title_fr, "en": each.title_en}
        kind = kinds.setdefault(
            each.kind,
            DaysOfKind(kind=each.kind, title=typeset(titles, language), days=[0.0] * 12),
        )
        kind.days[each.month - 1] += each.half_days / 2
    yield from kinds.values()


def _years(found: FoundYears, *, absences: bool) -> PersonStatistics:
    return PersonStatistics(
        years=[
            SeenYear(year=each.year, figures=SeenFigures.of(each.figures, absences=absences))
            for each in found.years
        ]
    )
