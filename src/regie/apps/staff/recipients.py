"""Statements about whom a notice goes to, and what it is about."""

# ruff: noqa: S608 - every piece of SQL here is a constant

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.i18n import Language

from .acted import name_of

_ABSENCE: Final = text(
    f"""
    SELECT absence.id, employee.given_name || ' ' || employee.family_name AS employee,
        employee.person_id, place.path, absence_kind.title_fr, absence_kind.title_en, absence.state,
        first_on, last_on, half_days, note, decision_note,
        {name_of("absence.decided_by", "absence.tenant")} AS decided_by
    FROM staff.absence
    JOIN staff.employee ON employee.id = absence.employee_id
    JOIN staff.absence_kind
        ON absence_kind.tenant = absence.tenant AND absence_kind.code = absence.kind
    JOIN identity.place ON place.id = employee.place_id
    WHERE absence.tenant = :tenant AND absence.id = :id
    """
)
_NEAREST: Final = text(
    """
    WITH seat AS (
        SELECT person.id, person.email, person.name, person.language,
            coalesce(length(place.path), 0) AS depth
        FROM identity.assignment
        JOIN identity.person ON person.id = assignment.person_id
        LEFT JOIN identity.place ON place.id = assignment.place_id
        WHERE person.tenant = :tenant AND person.status = 'active'
            AND assignment.role = ANY(:roles)
            AND (assignment.place_id IS NULL OR starts_with(:path, place.path))
            AND person.id IS DISTINCT FROM CAST(:except AS bigint)
    )
    SELECT DISTINCT id, email, name, language FROM seat
    WHERE depth = (SELECT max(depth) FROM seat) ORDER BY id
    """
)
_PERSON: Final = text(
    """
    SELECT email, name, language FROM identity.person
    WHERE tenant = :tenant AND id = :id AND status = 'active'
    """
)
_READERS: Final = text(
    """
    SELECT payslip.id AS payslip_id, person.email, person.name, person.language
    FROM staff.payslip
    JOIN staff.employee ON employee.id = payslip.employee_id
    JOIN identity.person ON person.id = employee.person_id
    WHERE payslip.tenant = :tenant AND payslip.run_id = :run AND payslip.id > :after
        AND person.status = 'active'
    ORDER BY payslip.id LIMIT :limit
    """
)


@dataclass(frozen=True, slots=True)
class AskedAbsence:
    id: int
    employee: str
    person_id: int | None
    path: str
    title_fr: str
    title_en: str
    state: str
    first_on: date
    last_on: date
    half_days: int
    note: str | None
    decision_note: str | None
    decided_by: str | None


@dataclass(frozen=True, slots=True)
class Recipient:
    email: str
    name: str
    language: Language | None


@dataclass(frozen=True, slots=True)
class PayslipReader:
    payslip_id: int
    email: str
    name: str
    language: Language | None


async def find_absence(
    connection: AsyncConnection, tenant: str, absence_id: int
) -> AskedAbsence | None:
    row = (await connection.execute(_ABSENCE, {"tenant": tenant, "id": absence_id})).one_or_none()
    return None if row is None else AskedAbsence(**row._mapping)


async def nearest_with(
    connection: AsyncConnection, tenant: str, absence: AskedAbsence, roles: Collection[str]
) -> list[Recipient]:
    """Those who have one of the roles nearest to where the employee works; everywhere is the
    farthest."""
    values = {
        "tenant": tenant,
        "roles": list(roles),
        "path": absence.path,
        "except": absence.person_id,
    }
    rows = await connection.execute(_NEAREST, values)
    return [Recipient(row.email, row.name, row.language) for row in rows]


async def find_recipient(
    connection: AsyncConnection, tenant: str, person_id: int | None
) -> Recipient | None:
    row = (await connection.execute(_PERSON, {"tenant": tenant, "id": person_id})).one_or_none()
    return None if row is None else Recipient(**row._mapping)


async def payslip_readers(
    connection: AsyncConnection, tenant: str, run_id: int, *, after: int, limit: int
) -> list[PayslipReader]:
    """Those of a run's people who can sign in."""
    values = {"tenant": tenant, "run": run_id, "after": after, "limit": limit}
    rows = await connection.execute(_READERS, values)
    return [PayslipReader(**row._mapping) for row in rows]
