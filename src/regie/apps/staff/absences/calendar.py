"""The month of a site: who is away when."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import groupby

from sqlalchemy.ext.asyncio import AsyncConnection

from regie.apps.staff import permissions
from regie.core.access import Actor
from regie.core.i18n import Language, typeset
from regie.identity.places.repository import find_place

from . import repository
from .days import is_worked
from .schemas import Calendar, CalendarAbsence, CalendarDay, CalendarPerson, half
from .service import approving
from .views import CalendarRow


async def month_of(
    connection: AsyncConnection, acting: Actor, place_id: int, day: date, language: Language
) -> Calendar:
    """Within the reach of `people.read`. What is pending, and why somebody is away, is shown of
    oneself and of those for whom one decides. Raises PlaceNotFound."""
    reach = acting.reach(permissions.READ_PEOPLE)
    await find_place(connection, acting.tenant, place_id, reach)
    first = day.replace(day=1)
    last = first.replace(day=monthrange(first.year, first.month)[1])
    rows, absent, people = await repository.read_calendar(
        connection, acting.tenant, reach, place=place_id, first=first, last=last
    )
    listed = list(_people(acting, rows, language))
    return Calendar(
        month=first,
        days=[
            CalendarDay(on=each, worked=is_worked(each), absent=absent.get(each, 0))
            for each in (first + timedelta(days=number) for number in range(last.day))
        ],
        people=listed,
        more=people - len(listed),
    )


def _people(
    acting: Actor, rows: Iterable[CalendarRow], language: Language
) -> Iterator[CalendarPerson]:
    for _, group in groupby(rows, key=lambda row: row.employee_id):
        mine = list(group)
        yield CalendarPerson(
            id=mine[0].employee_id,
            name=mine[0].name,
            post=mine[0].post,
            absences=[each for row in mine if (each := _absence(acting, row, language))],
        )


def _absence(acting: Actor, row: CalendarRow, language: Language) -> CalendarAbsence | None:
    reach = approving(acting)
    own = acting.kind == "person" and row.person_id == acting.id
    told = own or (reach is not None and reach.covers(row.path))
    if row.first_on is None or row.last_on is None or row.state is None:
        return None
    if row.state != "approved" and not told:
        return None
    title = typeset({"fr": row.title_fr or "", "en": row.title_en or ""}, language)
    return CalendarAbsence(
        first_on=row.first_on,
        first_half=half(row.first_half or 0),
        last_on=row.last_on,
        last_half=half(row.last_half or 0),
        state=row.state,
        kind=row.kind if told else None,
        kind_title=title if told else None,
    )
