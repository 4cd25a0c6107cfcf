"""Payslips as people read them: others', within reach, and their own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.apps.staff.people.repository import REACHED
from regie.core.access import Reach
from regie.identity.places.repository import below

from .domain import RunKind, RunState

_PAYSLIP: Final = """
    SELECT payslip.id, run_id, payslip.month, payslip.kind, salary_run.state, employee_id,
        employee.number, employee.given_name || ' ' || employee.family_name AS name,
        payslip.place_id, place.name AS place, gross_cents, contributions_cents, deductions_cents,
        net_cents, CAST(lines AS text) AS lines, CAST(rules AS text) AS rules, (
            SELECT last.id FROM staff.payslip AS last
            JOIN staff.salary_run AS of_last ON of_last.id = last.run_id
            WHERE last.employee_id = payslip.employee_id AND last.kind = 'regular'
                AND payslip.kind = 'regular' AND of_last.state <> 'draft'
                AND last.month = payslip.month - interval '1 month'
        ) AS before_id
    FROM staff.payslip
    JOIN staff.salary_run ON salary_run.id = run_id
    JOIN staff.employee ON employee.id = employee_id
    JOIN identity.place ON place.id = payslip.place_id
    WHERE payslip.tenant = :tenant AND payslip.id = :id
"""
_IN_REACH: Final = text(f"{_PAYSLIP} AND salary_run.state <> 'draft' AND {REACHED}")
_OWN: Final = text(
    f"{_PAYSLIP} AND salary_run.state = 'released' AND employee.person_id = :person_id"
)


@dataclass(frozen=True, slots=True)
class ReadPayslip:
    id: int
    run_id: int
    month: date
    kind: RunKind
    state: RunState
    employee_id: int
    number: str
    name: str
    place_id: int
    place: str
    gross_cents: int
    contributions_cents: int
    deductions_cents: int
    net_cents: int
    lines: str
    rules: str
    before_id: int | None


async def find_payslip(
    connection: AsyncConnection, tenant: str, payslip_id: int, reach: Reach
) -> ReadPayslip | None:
    return await _one(connection, _IN_REACH, tenant, payslip_id, paths=below(reach))


async def find_own_payslip(
    connection: AsyncConnection, tenant: str, payslip_id: int, person_id: int
) -> ReadPayslip | None:
    """A released one of that person's."""
    return await _one(connection, _OWN, tenant, payslip_id, person_id=person_id)


async def _one(
    connection: AsyncConnection, statement: Any, tenant: str, payslip_id: int, **values: Any
) -> ReadPayslip | None:
    values |= {"tenant": tenant, "id": payslip_id}
    row = (await connection.execute(statement, values)).one_or_none()
    return None if row is None else ReadPayslip(**row._mapping)
