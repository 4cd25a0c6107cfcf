"""Every statement about absences but the ledger's. The scope stands in each that reads."""

# ruff: noqa: S608 - every piece of SQL here is a constant

from __future__ import annotations

from datetime import date
from typing import Any, Final, Literal, NamedTuple

from sqlalchemy import TextClause, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.apps.staff.acted import name_of
from regie.core.access import Reach
from regie.core.db import After, Sort, last_of
from regie.identity.places.repository import below

from .days import Span
from .domain import DEFAULT_KINDS, Kind, State
from .errors import Overlaps
from .views import AbsenceView, CalendarRow, Wanted

SortName = Literal["first_on", "-first_on", "asked_at", "-asked_at", "name", "-name"]

MOST_ON_CALENDAR: Final = 200
"""People of a month."""

_REACHED: Final = "(CAST(:paths AS text[]) IS NULL OR place.path LIKE ANY(CAST(:paths AS text[])))"
_FROM: Final = """
    FROM staff.absence
    JOIN staff.employee ON employee.id = employee_id
    JOIN identity.place ON place.id = place_id
    JOIN staff.absence_kind
        ON absence_kind.tenant = absence.tenant AND absence_kind.code = absence.kind
"""
_VIEW: Final = f"""
    SELECT absence.id, absence.tenant, employee_id, person_id, number,
        given_name || ' ' || family_name AS name,
        place.name AS place, path, absence.kind, title_fr, title_en, first_on, first_half, last_on,
        last_half, half_days, state, note, asked_at, decided_at,
        {name_of("decided_by", "absence.tenant")} AS decided_by, decision_note, absence.version,
        coalesce(person_id = :own, false) AS own
"""
_WANTED: Final = f"""
    absence.tenant = :tenant AND erased_at IS NULL
    AND CASE WHEN :only_own THEN person_id = :own ELSE {_REACHED} END
    AND (CAST(:employee AS bigint) IS NULL OR employee_id = :employee)
    AND (CAST(:place AS bigint) IS NULL OR place.path LIKE (
        SELECT asked.path || '%' FROM identity.place AS asked
        WHERE asked.id = :place AND asked.tenant = :tenant
    ))
    AND (CAST(:kind AS text) IS NULL OR absence.kind = :kind)
    AND (CAST(:state AS text) IS NULL OR state = :state)
    AND (CAST(:first AS date) IS NULL OR last_on >= :first)
    AND (CAST(:last AS date) IS NULL OR first_on <= :last)
"""
_SORTED_BY: Final = {
    "first_on": ("first_on", "date"),
    "asked_at": ("asked_at", "timestamptz"),
    "name": ("name_key", "text"),
}


def _page(name: str) -> TextClause:
    expression, kind = _SORTED_BY[name.removeprefix("-")]
    sort = Sort(expression, kind, id="absence.id", descending=name.startswith("-"))
    return text(
        f"""
        {_VIEW}, {sort.column} {_FROM}
        WHERE {_WANTED} AND {sort.where} ORDER BY {sort.order} LIMIT :limit
        """
    )


_PAGES: Final = {
    f"{sign}{name}": _page(f"{sign}{name}") for name in _SORTED_BY for sign in ("", "-")
}
_ONE: Final = text(
    f"""
    {_VIEW} {_FROM}
    WHERE absence.tenant = :tenant AND erased_at IS NULL AND absence.id = :id
        AND (person_id = :own OR (:may_others AND {_REACHED}))
    """
)
_KINDS: Final = text(
    """
    SELECT code, title_fr, title_en, yearly_half_days, year_begins_month
    FROM staff.absence_kind WHERE tenant = :tenant ORDER BY position, code
    """
)
_ADD_KINDS: Final = text(
    """
    INSERT INTO staff.absence_kind
        (tenant, code, title_fr, title_en, yearly_half_days, year_begins_month, position)
    VALUES (:tenant, :code, :title_fr, :title_en, :yearly_half_days, :year_begins_month, :position)
    ON CONFLICT DO NOTHING
    """
)
# Whoever asks, decides or cancels for somebody holds their row: a balance is read and booked
# against by one at a time.
_HOLD: Final = text("SELECT FROM staff.employee WHERE id = :employee FOR NO KEY UPDATE")
_OVERLAPS: Final = text(
    """
    SELECT EXISTS (
        SELECT FROM staff.absence
        WHERE employee_id = :employee AND state IN ('pending', 'approved')
            AND (first_on, first_half) <= (CAST(:last_on AS date), CAST(:last_half AS smallint))
            AND (last_on, last_half) >= (CAST(:first_on AS date), CAST(:first_half AS smallint))
    )
    """
)
_ADD: Final = text(
    """
    INSERT INTO staff.absence (tenant, employee_id, kind, first_on, first_half, last_on, last_half,
        half_days, note, asked_by)
    VALUES (:tenant, :employee, :kind, :first_on, :first_half, :last_on, :last_half, :half_days,
        :note, :asked_by)
    RETURNING id
    """
)
_DECIDE: Final = text(
    """
    UPDATE staff.absence SET state = :state, decided_at = now(), decided_by = :by,
        decision_note = :note, version = version + 1
    WHERE id = :id AND version = :version AND state = ANY(:from_states)
    """
)
_CALENDAR: Final = text(
    f"""
    WITH there AS MATERIALIZED (
        SELECT employee.id, person_id, given_name || ' ' || family_name AS name, post, place.path,
            name_key
        FROM staff.employee JOIN identity.place ON place.id = place_id
        WHERE employee.tenant = :tenant AND erased_at IS NULL AND {_REACHED}
            AND place.path LIKE (
                SELECT asked.path || '%' FROM identity.place AS asked
                WHERE asked.id = :place AND asked.tenant = :tenant
            )
            AND hired_on <= :last AND (left_on IS NULL OR left_on >= :first)
        ORDER BY name_key, employee.id LIMIT :limit
    )
    SELECT there.id AS employee_id, person_id, name, post, path, first_on, first_half, last_on,
        last_half, state, kind, title_fr, title_en
    FROM there
    LEFT JOIN staff.absence ON employee_id = there.id AND state IN ('pending', 'approved')
        AND first_on <= :last AND last_on >= :first
    LEFT JOIN staff.absence_kind
        ON absence_kind.tenant = absence.tenant AND absence_kind.code = absence.kind
    ORDER BY name_key, there.id, first_on
    """
)
_ABSENT: Final = text(
    f"""
    SELECT CAST(day AS date) AS on, count(DISTINCT employee_id) AS absent
    FROM generate_series(CAST(:first AS timestamp), CAST(:last AS timestamp), interval '1 day')
        AS day
    JOIN staff.absence ON state = 'approved' AND day BETWEEN first_on AND last_on
    JOIN staff.employee ON employee.id = employee_id
    JOIN identity.place ON place.id = place_id
    WHERE employee.tenant = :tenant AND erased_at IS NULL AND {_REACHED}
        AND place.path LIKE (
            SELECT asked.path || '%' FROM identity.place AS asked
            WHERE asked.id = :place AND asked.tenant = :tenant
        )
    GROUP BY day
    """
)
_PEOPLE_THERE: Final = text(
    f"""
    SELECT count(*) FROM staff.employee JOIN identity.place ON place.id = place_id
    WHERE employee.tenant = :tenant AND erased_at IS NULL AND {_REACHED}
        AND place.path LIKE (
            SELECT asked.path || '%' FROM identity.place AS asked
            WHERE asked.id = :place AND asked.tenant = :tenant
        )
        AND hired_on <= :last AND (left_on IS NULL OR left_on >= :first)
    """
)


class FoundAbsences(NamedTuple):
    absences: list[AbsenceView]
    last: After | None


async def list_kinds(connection: AsyncConnection, tenant: str) -> list[Kind]:
    """A tenant without any is given the usual ones."""
    kinds = [Kind(*row) for row in await connection.execute(_KINDS, {"tenant": tenant})]
    if kinds:
        return kinds
    rows = [
        {
            "tenant": tenant,
            "code": kind.code,
            "title_fr": kind.title_fr,
            "title_en": kind.title_en,
            "yearly_half_days": kind.yearly_half_days,
            "year_begins_month": kind.year_begins_month,
            "position": position,
        }
        for position, kind in enumerate(DEFAULT_KINDS)
    ]
    await connection.execute(_ADD_KINDS, rows)
    return list(DEFAULT_KINDS)


async def list_absences(
    connection: AsyncConnection,
    tenant: str,
    reach: Reach | None,
    wanted: Wanted,
    *,
    own: int,
    sort: SortName,
    after: After | None,
    limit: int,
) -> FoundAbsences:
    """One statement. Without a reach: of person `own` alone."""
    values: dict[str, Any] = {
        "tenant": tenant,
        "only_own": reach is None,
        "paths": None if reach is None else below(reach),
        "own": own,
        "employee": wanted.employee,
        "place": wanted.place,
        "kind": wanted.kind,
        "state": wanted.state,
        "first": wanted.first,
        "last": wanted.last,
        "limit": limit,
        **Sort.parameters(after),
    }
    rows = list(await connection.execute(_PAGES[sort], values))
    absences: list[AbsenceView] = []
    for row in rows:
        found = dict(row._mapping)
        del found["sort_value"]
        absences.append(AbsenceView(**found))
    return FoundAbsences(absences, last_of(rows))


async def find_absence(
    connection: AsyncConnection, tenant: str, reach: Reach | None, absence_id: int, *, own: int
) -> AbsenceView | None:
    """Of person `own`, or within reach."""
    values = {
        "tenant": tenant,
        "paths": None if reach is None else below(reach),
        "may_others": reach is not None,
        "own": own,
        "id": absence_id,
    }
    row = (await connection.execute(_ONE, values)).one_or_none()
    return None if row is None else AbsenceView(**row._mapping)


async def hold(connection: AsyncConnection, employee_id: int) -> None:
    """Until the COMMIT."""
    await connection.execute(_HOLD, {"employee": employee_id})


async def overlaps(connection: AsyncConnection, employee_id: int, span: Span) -> bool:
    """With one that is asked for or approved."""
    found = await connection.execute(_OVERLAPS, {"employee": employee_id, **_of(span)})
    return bool(found.scalar_one())


async def add_absence(
    connection: AsyncConnection,
    tenant: str,
    employee_id: int,
    kind: str,
    span: Span,
    *,
    half_days: int,
    note: str | None,
    asked_by: str,
) -> int:
    values = {
        "tenant": tenant,
        "employee": employee_id,
        "kind": kind,
        "half_days": half_days,
        "note": note,
        "asked_by": asked_by,
        **_of(span),
    }
    return (await connection.execute(_ADD, values)).scalar_one()


async def change_state(
    connection: AsyncConnection,
    absence_id: int,
    state: State,
    *,
    version: int,
    from_states: tuple[State, ...],
    by: str,
    note: str | None,
) -> bool:
    """Whether it was of that version and in one of these states. Raises Overlaps, which ends the
    transaction: the table has no two approved ones of somebody in one half day."""
    values = {
        "id": absence_id,
        "state": state,
        "version": version,
        "from_states": list(from_states),
        "by": by,
        "note": note,
    }
    try:
        return (await connection.execute(_DECIDE, values)).rowcount == 1
    except IntegrityError as error:
        if "ex_absence_overlap" in str(error.orig):
            raise Overlaps from error
        raise


async def read_calendar(
    connection: AsyncConnection, tenant: str, reach: Reach, *, place: int, first: date, last: date
) -> tuple[list[CalendarRow], dict[date, int], int]:
    """Who works there or below, by name, with what they have in these days; how many are away
    each day; and how many people there are. Three statements."""
    values = {
        "tenant": tenant,
        "paths": below(reach),
        "place": place,
        "first": first,
        "last": last,
        "limit": MOST_ON_CALENDAR,
    }
    rows = [CalendarRow(**row._mapping) for row in await connection.execute(_CALENDAR, values)]
    days: dict[date, int] = {
        row.on: row.absent for row in await connection.execute(_ABSENT, values)
    }
    people = (await connection.execute(_PEOPLE_THERE, values)).scalar_one()
    return rows, days, people


def _of(span: Span) -> dict[str, Any]:
    return {
        "first_on": span.first_on,
        "first_half": span.first_half,
        "last_on": span.last_on,
        "last_half": span.last_half,
    }
