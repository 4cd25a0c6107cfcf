"""The statements of exports. What a reader may not see of a row is null already here."""

# ruff: noqa: S608 - every piece of SQL here is a constant

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.apps.staff.people.repository import REACHED
from regie.core.access import Reach
from regie.identity.places.repository import below

_PRIVATE: Final = REACHED.replace(":paths", ":private")
_PAY: Final = REACHED.replace(":paths", ":pay")
_PEOPLE: Final = text(
    f"""
    SELECT number, family_name, given_name, post, place.name AS site, email, hired_on, left_on,
        CASE WHEN {_PRIVATE} THEN birth_date END AS birth_date,
        CASE WHEN {_PRIVATE} THEN phone END AS phone,
        CASE WHEN {_PRIVATE} THEN address END AS address,
        CASE WHEN {_PRIVATE} THEN contract END AS contract,
        CASE WHEN {_PRIVATE} THEN contract_from END AS contract_from,
        CASE WHEN {_PRIVATE} THEN contract_until END AS contract_until,
        CASE WHEN {_PRIVATE} THEN weekly_minutes / 60.0::float8 END AS weekly_hours,
        pay.monthly_cents / 100.0::float8 AS monthly_eur,
        pay.hourly_cents / 100.0::float8 AS hourly_eur, pay.valid_from AS pay_from
    FROM staff.employee JOIN identity.place ON place.id = place_id
    LEFT JOIN LATERAL (
        SELECT monthly_cents, hourly_cents, valid_from FROM staff.salary
        WHERE {_PAY} AND employee_id = employee.id AND valid_from <= :today
        ORDER BY valid_from DESC LIMIT 1
    ) AS pay ON true
    WHERE employee.tenant = :tenant AND {REACHED} AND employee.id = ANY(:ids)
    ORDER BY name_key, employee.id
    """
)
_RUN: Final = text(
    f"""
    SELECT number, family_name, given_name, place.name AS site,
        payslip.gross_cents / 100.0::float8 AS gross_eur,
        payslip.contributions_cents / 100.0::float8 AS contributions_eur,
        payslip.deductions_cents / 100.0::float8 AS deductions_eur,
        payslip.net_cents / 100.0::float8 AS net_eur, (
            SELECT last.net_cents / 100.0::float8 FROM staff.payslip AS last
            JOIN identity.place ON place.id = last.place_id
            WHERE last.run_id = :before AND last.employee_id = payslip.employee_id AND {REACHED}
        ) AS before_net_eur
    FROM staff.payslip
    JOIN staff.employee ON employee.id = payslip.employee_id
    JOIN identity.place ON place.id = payslip.place_id
    WHERE payslip.tenant = :tenant AND payslip.run_id = :run AND {REACHED}
    ORDER BY name_key, employee.id
    """
)

Line = dict[str, Any]


async def people_lines(
    connection: AsyncConnection,
    tenant: str,
    ids: Sequence[int],
    *,
    reach: Reach,
    private: Reach | None,
    pay: Reach | None,
    today: date,
) -> list[Line]:
    """By name. `private`, `pay`: where these fields may be read; None: nowhere."""
    values = {
        "tenant": tenant,
        "ids": list(ids),
        "paths": below(reach),
        "private": [] if private is None else below(private),
        "pay": [] if pay is None else below(pay),
        "today": today,
    }
    return [dict(row._mapping) for row in await connection.execute(_PEOPLE, values)]


async def run_lines(
    connection: AsyncConnection, tenant: str, run_id: int, before_id: int | None, *, reach: Reach
) -> list[Line]:
    """By name."""
    values = {"tenant": tenant, "run": run_id, "before": before_id, "paths": below(reach)}
    return [dict(row._mapping) for row in await connection.execute(_RUN, values)]
