"""Every statement about evaluations. The scope stands in each that reads."""

# ruff: noqa: S608 - every piece of SQL here is a constant

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, Literal, NamedTuple

from sqlalchemy import TextClause, text
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.access import Reach
from regie.core.db import After, Sort, last_of
from regie.identity.places.repository import below

SortName = Literal["period", "-period", "mark", "-mark", "name", "-name"]

_REACHED: Final = "(CAST(:paths AS text[]) IS NULL OR place.path LIKE ANY(CAST(:paths AS text[])))"
_FROM: Final = """
    FROM staff.evaluation
    JOIN staff.employee ON employee.id = employee_id
    JOIN identity.place ON place.id = employee.place_id
    LEFT JOIN staff.employee AS author ON author.id = evaluator_id
"""
_VIEW: Final = """
    SELECT evaluation.id, evaluation.employee_id, employee.person_id, employee.number,
        employee.given_name || ' ' || employee.family_name AS name, place.name AS place,
        place.path, period_from, period_until, mark_tenths, weight, comment,
        author.given_name || ' ' || author.family_name AS evaluator, evaluation.made_at,
        evaluation.version
"""
_MINE: Final = f"""
    evaluation.tenant = :tenant AND employee.erased_at IS NULL
    AND CASE WHEN :only_own THEN employee.person_id = :own ELSE {_REACHED} END
"""
_WANTED: Final = f"""
    {_MINE}
    AND (CAST(:employee AS bigint) IS NULL OR evaluation.employee_id = :employee)
    AND (CAST(:place AS bigint) IS NULL OR place.path LIKE (
        SELECT asked.path || '%' FROM identity.place AS asked
        WHERE asked.id = :place AND asked.tenant = :tenant
    ))
"""
_SORTED_BY: Final = {
    "period": ("period_until", "date"),
    "mark": ("mark_tenths", "integer"),
    "name": ("employee.name_key", "text"),
}


def _page(name: str) -> TextClause:
    expression, kind = _SORTED_BY[name.removeprefix("-")]
    sort = Sort(expression, kind, id="evaluation.id", descending=name.startswith("-"))
    return text(
        f"""
        {_VIEW}, {sort.column} {_FROM}
        WHERE {_WANTED} AND {sort.where} ORDER BY {sort.order} LIMIT :limit
        """
    )


_PAGES: Final = {
    f"{sign}{name}": _page(f"{sign}{name}") for name in _SORTED_BY for sign in ("", "-")
}
_ONE: Final = text(f"{_VIEW} {_FROM} WHERE {_MINE} AND evaluation.id = :id")
_ADD: Final = text(
    """
    INSERT INTO staff.evaluation (tenant, employee_id, period_from, period_until, mark_tenths,
        weight, comment, evaluator_id, made_by)
    VALUES (:tenant, :employee_id, :period_from, :period_until, :mark_tenths, :weight, :comment,
        (SELECT id FROM staff.employee WHERE tenant = :tenant AND person_id = :own), :by)
    RETURNING id
    """
)
_CHANGE: Final = text(
    """
    UPDATE staff.evaluation SET period_from = :period_from, period_until = :period_until,
        mark_tenths = :mark_tenths, weight = :weight, comment = :comment, version = version + 1
    WHERE id = :id AND version = :version
    """
)
_REMOVE: Final = text("DELETE FROM staff.evaluation WHERE id = :id AND version = :version")


@dataclass(frozen=True, slots=True)
class EvaluationView:
    id: int
    employee_id: int
    person_id: int | None
    number: str
    name: str
    place: str
    path: str
    period_from: date
    period_until: date
    mark_tenths: int
    weight: int
    comment: str | None
    evaluator: str | None
    made_at: datetime
    version: int


class FoundEvaluations(NamedTuple):
    evaluations: list[EvaluationView]
    last: After | None


async def list_evaluations(
    connection: AsyncConnection,
    tenant: str,
    reach: Reach | None,
    *,
    own: int,
    employee: int | None,
    place: int | None,
    sort: SortName,
    after: After | None,
    limit: int,
) -> FoundEvaluations:
    """One statement. Without a reach: of person `own` alone."""
    values: dict[str, Any] = {
        **_scope(tenant, reach, own),
        "employee": employee,
        "place": place,
        "limit": limit,
        **Sort.parameters(after),
    }
    rows = list(await connection.execute(_PAGES[sort], values))
    views: list[EvaluationView] = []
    for row in rows:
        found = dict(row._mapping)
        del found["sort_value"]
        views.append(EvaluationView(**found))
    return FoundEvaluations(views, last_of(rows))


async def find_evaluation(
    connection: AsyncConnection, tenant: str, reach: Reach, evaluation_id: int
) -> EvaluationView | None:
    values = {**_scope(tenant, reach, 0), "id": evaluation_id}
    row = (await connection.execute(_ONE, values)).one_or_none()
    return None if row is None else EvaluationView(**row._mapping)


async def add_evaluation(
    connection: AsyncConnection, tenant: str, values: Mapping[str, Any], *, own: int, by: str
) -> int:
    """`own`: the person who evaluates, 0 for nobody's."""
    added = await connection.execute(_ADD, {**values, "tenant": tenant, "own": own, "by": by})
    return added.scalar_one()


async def change_evaluation(
    connection: AsyncConnection, evaluation_id: int, values: Mapping[str, Any], *, version: int
) -> bool:
    """Whether it was still of that version."""
    all_of_it = {**values, "id": evaluation_id, "version": version}
    return (await connection.execute(_CHANGE, all_of_it)).rowcount == 1


async def remove_evaluation(
    connection: AsyncConnection, evaluation_id: int, *, version: int
) -> bool:
    """Whether it was still of that version."""
    values = {"id": evaluation_id, "version": version}
    return (await connection.execute(_REMOVE, values)).rowcount == 1


def _scope(tenant: str, reach: Reach | None, own: int) -> dict[str, Any]:
    return {
        "tenant": tenant,
        "only_own": reach is None,
        "paths": None if reach is None else below(reach),
        "own": own,
    }
