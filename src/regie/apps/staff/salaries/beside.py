"""Statements that lay a run beside the regular one of the month before: person by person, cause by
cause.

Each side is narrowed to what the reader reaches before they are joined, so that who moved from one
site to another leaves the one and joins the other, and lists agree with the totals by site.
"""

# ruff: noqa: S608 - every piece of SQL here is a constant

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Literal

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.apps.staff.people.repository import REACHED, literally
from regie.core.access import Reach
from regie.core.db import After, Sort
from regie.identity.places.repository import below

PayslipSort = Literal["name", "-net", "-difference"]

NAME: Final = "employee.given_name || ' ' || employee.family_name"
NAMED: Final = 8
"""So many people are told of each cause."""

_SIDE: Final = f"""
    SELECT payslip.id, employee_id, place_id, base_cents, bonus_cents, unpaid_cents, gross_cents,
        net_cents
    FROM staff.payslip JOIN identity.place ON place.id = payslip.place_id
    WHERE run_id = {{run}} AND {REACHED}
        AND (CAST(:site AS bigint) IS NULL OR payslip.place_id = :site)
"""
_SIDES: Final = f"now AS ({_SIDE.format(run=':run')}), before AS ({_SIDE.format(run=':before')})"
_PAIR: Final = f"""
    {_SIDES}, pair AS (
        SELECT employee_id, coalesce(now.place_id, before.place_id) AS place_id, now.id,
            coalesce(now.gross_cents, 0) AS gross_cents, coalesce(now.net_cents, 0) AS net_cents,
            before.gross_cents AS before_gross_cents, before.net_cents AS before_net_cents
        FROM now FULL JOIN before USING (employee_id)
    )
"""
_SORTS: Final = {
    "name": Sort("employee.name_key", id="employee.id"),
    "-net": Sort("pair.net_cents", "bigint", id="employee.id", descending=True),
    "-difference": Sort(
        "abs(pair.net_cents - coalesce(pair.before_net_cents, 0))",
        "bigint",
        id="employee.id",
        descending=True,
    ),
}
_ROWS: Final = {
    name: text(
        f"""
        WITH {_PAIR}
        SELECT pair.id, pair.employee_id, employee.number, {NAME} AS name,
            pair.place_id, place.name AS place, pair.gross_cents, pair.net_cents,
            pair.before_gross_cents, pair.before_net_cents, {sort.column}
        FROM pair JOIN staff.employee ON employee.id = pair.employee_id
        JOIN identity.place ON place.id = pair.place_id
        WHERE (CAST(:q AS text) IS NULL
                OR employee.search_key LIKE
                    (SELECT '%' || staff.search_key(CAST(:q AS text)) || '%'))
            AND {sort.where}
        ORDER BY {sort.order} LIMIT :limit
        """
    )
    for name, sort in _SORTS.items()
}
_CAUSES: Final = text(
    f"""
    WITH {_SIDES}, moved AS (
        SELECT employee_id, part.cause, part.cents
        FROM now FULL JOIN before USING (employee_id)
        CROSS JOIN LATERAL (
            VALUES ('joined', CASE WHEN before.id IS NULL THEN now.gross_cents END),
                ('left', CASE WHEN now.id IS NULL THEN -before.gross_cents END),
                ('base', now.base_cents - before.base_cents),
                ('bonus', now.bonus_cents - before.bonus_cents),
                ('unpaid', before.unpaid_cents - now.unpaid_cents)
        ) AS part (cause, cents)
        WHERE part.cents <> 0
    ), ranked AS (
        SELECT cause, employee_id, cents,
            CAST(sum(cents) OVER (PARTITION BY cause) AS bigint) AS of_cause,
            count(*) OVER (PARTITION BY cause) AS people,
            row_number() OVER (PARTITION BY cause ORDER BY abs(cents) DESC, employee_id) AS place
        FROM moved
    )
    SELECT cause, of_cause, people, ranked.cents, {NAME} AS name
    FROM ranked JOIN staff.employee ON employee.id = employee_id
    WHERE place <= {NAMED} ORDER BY cause, place
    """
)


@dataclass(frozen=True, slots=True)
class Pair:
    id: int | None
    employee_id: int
    number: str
    name: str
    place_id: int
    place: str
    gross_cents: int
    net_cents: int
    before_gross_cents: int | None
    before_net_cents: int | None


@dataclass(frozen=True, slots=True)
class Cause:
    """`joined`, `left`, or the code of a gross line that is another."""

    name: str
    cents: int
    people: int
    first: tuple[tuple[str, int], ...]
    """Names and cents of those whom it concerns most."""


async def list_pairs(
    connection: AsyncConnection,
    run_id: int,
    before_id: int | None,
    reach: Reach,
    *,
    site: int | None,
    q: str | None,
    sort: PayslipSort,
    after: After | None,
    limit: int,
) -> tuple[list[Pair], After | None]:
    """And what the last of them was sorted by."""
    values: dict[str, Any] = {
        "run": run_id,
        "before": before_id,
        "paths": below(reach),
        "site": site,
        "q": None if q is None else literally(q),
        "limit": limit,
        **Sort.parameters(after),
    }
    rows = [dict(row._mapping) for row in await connection.execute(_ROWS[sort], values)]
    last = After(rows[-1]["sort_value"], rows[-1]["employee_id"]) if rows else None
    return [Pair(**{name: row[name] for name in Pair.__slots__}) for row in rows], last


async def list_causes(
    connection: AsyncConnection,
    run_id: int,
    before_id: int | None,
    reach: Reach,
    *,
    site: int | None,
) -> list[Cause]:
    """Of the difference between the gross salaries: together they are all of it."""
    values = {"run": run_id, "before": before_id, "paths": below(reach), "site": site}
    found: dict[str, Cause] = {}
    for row in await connection.execute(_CAUSES, values):
        told = found.get(row.cause)
        first = (*(told.first if told else ()), (row.name, row.cents))
        found[row.cause] = Cause(row.cause, row.of_cause, row.people, first)
    return [*found.values()]
