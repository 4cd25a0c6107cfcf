"""Every statement of the statistics.

Absences and evaluations are each added up per person before they are joined: joined first, they
would multiply each other.
"""

# ruff: noqa: S608 - every piece of SQL here is a constant

from __future__ import annotations

from datetime import date
from typing import Any, Final, NamedTuple

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.access import Reach
from regie.identity.places.repository import below

from .figures import AtPlace, Figures, Found, FoundYears, OfMonth, OfYear

_REACHED: Final = "(CAST(:paths AS text[]) IS NULL OR place.path LIKE ANY(CAST(:paths AS text[])))"
_DECIDED: Final = """
    (CAST(:absence_paths AS text[]) IS NULL
        OR place.path LIKE ANY(CAST(:absence_paths AS text[])))
"""
_PLACES: Final = text(
    f"""
    WITH away AS (
        SELECT employee_id, count(*) AS absences, sum(half_days) AS half_days
        FROM staff.absence
        WHERE tenant = :tenant AND state = 'approved' AND first_on BETWEEN :first AND :last
        GROUP BY employee_id
    ), marked AS (
        SELECT employee_id, count(*) AS evaluations, sum(weight) AS weights,
            sum(mark_tenths * weight) AS weighted
        FROM staff.evaluation
        WHERE tenant = :tenant AND period_until BETWEEN :first AND :last
        GROUP BY employee_id
    )
    SELECT place.id AS place_id, place.path, count(*) AS people,
        coalesce(sum(absences), 0) AS absences, coalesce(sum(half_days), 0) AS half_days,
        coalesce(sum(evaluations), 0) AS evaluations, coalesce(sum(weights), 0) AS weights,
        coalesce(sum(weighted), 0) AS weighted
    FROM staff.employee JOIN identity.place ON place.id = place_id
    LEFT JOIN away ON away.employee_id = employee.id AND {_DECIDED}
    LEFT JOIN marked ON marked.employee_id = employee.id
    WHERE employee.tenant = :tenant AND erased_at IS NULL AND {_REACHED}
        AND hired_on <= :last AND (left_on IS NULL OR left_on >= :first)
    GROUP BY place.id, place.path ORDER BY place.id
    """
)
_MONTHS: Final = text(
    f"""
    SELECT CAST(extract(month FROM first_on) AS integer) AS month, absence.kind, title_fr, title_en,
        sum(half_days) AS half_days
    FROM staff.absence
    JOIN staff.employee ON employee.id = employee_id
    JOIN identity.place ON place.id = place_id
    JOIN staff.absence_kind ON absence_kind.tenant = absence.tenant
        AND absence_kind.code = absence.kind
    WHERE absence.tenant = :tenant AND erased_at IS NULL AND {_REACHED} AND {_DECIDED}
        AND (CAST(:below AS text) IS NULL OR place.path LIKE :below)
        AND state = 'approved' AND first_on BETWEEN :first AND :last
        AND hired_on <= :last AND (left_on IS NULL OR left_on >= :first)
    GROUP BY 1, absence.kind, title_fr, title_en, position ORDER BY position, 1
    """
)
_YEARS: Final = text(
    """
    WITH away AS (
        SELECT CAST(extract(year FROM first_on) AS integer) AS year, count(*) AS absences,
            sum(half_days) AS half_days
        FROM staff.absence WHERE employee_id = :employee AND state = 'approved' GROUP BY 1
    ), marked AS (
        SELECT CAST(extract(year FROM period_until) AS integer) AS year, count(*) AS evaluations,
            sum(weight) AS weights, sum(mark_tenths * weight) AS weighted
        FROM staff.evaluation WHERE employee_id = :employee GROUP BY 1
    )
    SELECT year, coalesce(absences, 0) AS absences, coalesce(half_days, 0) AS half_days,
        coalesce(evaluations, 0) AS evaluations, coalesce(weights, 0) AS weights,
        coalesce(weighted, 0) AS weighted
    FROM away FULL JOIN marked USING (year) ORDER BY year DESC
    """
)
_TREE: Final = text(
    f"""
    SELECT id, parent_id, name, path FROM identity.place
    WHERE tenant = :tenant AND {_REACHED} ORDER BY core.sort_key(name), id
    """
)


class TreePlace(NamedTuple):
    id: int
    parent_id: int | None
    name: str
    path: str


async def read_tree(connection: AsyncConnection, tenant: str, reach: Reach) -> list[TreePlace]:
    """The places within reach, by name."""
    values = {"tenant": tenant, "paths": below(reach)}
    return [TreePlace(*row) for row in await connection.execute(_TREE, values)]


async def read_figures(
    connection: AsyncConnection,
    tenant: str,
    reach: Reach,
    *,
    absences: Reach | None,
    under: str | None,
    first: date,
    last: date,
) -> Found:
    """Two statements. Absences are those that begin between the two days, evaluations those whose
    period ends there; the months are of who works below the path `under`. `absences`: where they
    may be read, None is nowhere."""
    values: dict[str, Any] = {
        "tenant": tenant,
        "paths": below(reach),
        "absence_paths": [] if absences is None else below(absences),
        "below": None if under is None else f"{under}%",
        "first": first,
        "last": last,
    }
    places = await connection.execute(_PLACES, values)
    months = await connection.execute(_MONTHS, values)
    return Found(
        tuple(AtPlace(row.place_id, row.path, _figures(row, people=row.people)) for row in places),
        tuple(
            OfMonth(row.month, row.kind, row.title_fr, row.title_en, row.half_days)
            for row in months
        ),
    )


async def read_years(connection: AsyncConnection, employee_id: int) -> FoundYears:
    rows = await connection.execute(_YEARS, {"employee": employee_id})
    return FoundYears(tuple(OfYear(row.year, _figures(row, people=1)) for row in rows))


def _figures(row: Any, *, people: int) -> Figures:
    return Figures(
        people,
        int(row.absences),
        int(row.half_days),
        int(row.evaluations),
        int(row.weights),
        int(row.weighted),
    )
