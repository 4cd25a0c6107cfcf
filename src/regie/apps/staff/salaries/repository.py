"""Statements about salaries and what varies."""

# ruff: noqa: S608 - every piece of SQL here is a constant

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import TextClause, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.apps.staff.acted import name_of
from regie.core.errors import RegieError
from regie.core.web import ChangedMeanwhile

from .domain import ItemKind, RunKind
from .errors import ItemNotFound, SalaryDayTaken, SalaryNotFound

_SALARIES: Final = text(
    f"""
    SELECT id, valid_from, monthly_cents, hourly_cents, version, made_by, made_at,
        {name_of("salary.made_by", "salary.tenant")} AS made_by_name
    FROM staff.salary WHERE salary.tenant = :tenant AND employee_id = :employee_id
    ORDER BY valid_from DESC
    """
)
_ITEMS: Final = text(
    f"""
    SELECT id, month, kind, label, cents, hours_hundredths, version, made_by, made_at,
        {name_of("salary_item.made_by", "salary_item.tenant")} AS made_by_name
    FROM staff.salary_item
    WHERE tenant = :tenant AND employee_id = :employee_id AND month >= :since
    ORDER BY month DESC, id DESC
    """
)
_RELEASED: Final = text(
    """
    SELECT payslip.id, payslip.month, payslip.kind, payslip.gross_cents, payslip.net_cents,
        salary_run.released_at
    FROM staff.payslip JOIN staff.salary_run ON salary_run.id = run_id
    WHERE payslip.tenant = :tenant AND employee_id = :employee_id
        AND salary_run.state = 'released' AND payslip.month >= :since
        AND (CAST(:before AS bigint) IS NULL OR (payslip.month, payslip.id)
            < (CAST(CAST(:before_month AS text) AS date), CAST(:before AS bigint)))
    ORDER BY payslip.month DESC, payslip.id DESC LIMIT :limit
    """
)
_ADD_SALARY: Final = text(
    """
    INSERT INTO staff.salary
        (tenant, employee_id, valid_from, monthly_cents, hourly_cents, made_by)
    VALUES (:tenant, :employee_id, :valid_from, :monthly_cents, :hourly_cents, :made_by)
    """
)
_ADD_ITEM: Final = text(
    """
    INSERT INTO staff.salary_item
        (tenant, employee_id, month, kind, label, cents, hours_hundredths, made_by)
    VALUES (:tenant, :employee_id, :month, :kind, :label, :cents, :hours_hundredths, :made_by)
    """
)
_THIS: Final = "WHERE tenant = :tenant AND employee_id = :employee_id AND id = :id"
_LOCK_SALARY: Final = text(f"SELECT version, valid_from FROM staff.salary {_THIS} FOR UPDATE")
_LOCK_ITEM: Final = text(f"SELECT version, month FROM staff.salary_item {_THIS} FOR UPDATE")
_CHANGE_SALARY: Final = text(
    f"""
    UPDATE staff.salary SET valid_from = :valid_from, monthly_cents = :monthly_cents,
        hourly_cents = :hourly_cents, made_by = :made_by, made_at = now(), version = version + 1
    {_THIS}
    """
)
_CHANGE_ITEM: Final = text(
    f"""
    UPDATE staff.salary_item SET month = :month, kind = :kind, label = :label, cents = :cents,
        hours_hundredths = :hours_hundredths, made_by = :made_by, made_at = now(),
        version = version + 1
    {_THIS}
    """
)
_REMOVE_SALARY: Final = text(f"DELETE FROM staff.salary {_THIS}")
_REMOVE_ITEM: Final = text(f"DELETE FROM staff.salary_item {_THIS}")


@dataclass(frozen=True, slots=True)
class KeptSalary:
    id: int
    valid_from: date
    monthly_cents: int
    hourly_cents: int
    version: int
    made_by: str
    made_at: datetime
    made_by_name: str | None


@dataclass(frozen=True, slots=True)
class KeptItem:
    id: int
    month: date
    kind: ItemKind
    label: str
    cents: int
    hours_hundredths: int
    version: int
    made_by: str
    made_at: datetime
    made_by_name: str | None


@dataclass(frozen=True, slots=True)
class ReleasedPayslip:
    id: int
    month: date
    kind: RunKind
    gross_cents: int
    net_cents: int
    released_at: datetime


async def list_salaries(
    connection: AsyncConnection, tenant: str, employee_id: int
) -> list[KeptSalary]:
    """The newest first."""
    rows = await connection.execute(_SALARIES, {"tenant": tenant, "employee_id": employee_id})
    return [KeptSalary(**row._mapping) for row in rows]


async def list_items(
    connection: AsyncConnection, tenant: str, employee_id: int, *, since: date
) -> list[KeptItem]:
    values = {"tenant": tenant, "employee_id": employee_id, "since": since}
    return [KeptItem(**row._mapping) for row in await connection.execute(_ITEMS, values)]


async def released_payslips(
    connection: AsyncConnection,
    tenant: str,
    employee_id: int,
    *,
    since: date,
    limit: int,
    before: tuple[str, int] | None = None,
) -> list[ReleasedPayslip]:
    """The newest first. `before`: month and id of the last one seen."""
    month, id_ = before or (None, None)
    values: dict[str, Any] = {
        "tenant": tenant,
        "employee_id": employee_id,
        "since": since,
        "before": id_,
        "before_month": month,
        "limit": limit,
    }
    return [ReleasedPayslip(**row._mapping) for row in await connection.execute(_RELEASED, values)]


async def add_salary(connection: AsyncConnection, **values: Any) -> None:
    """Raises SalaryDayTaken, which ends the transaction."""
    await _write_salary(connection, _ADD_SALARY, values)


async def add_item(connection: AsyncConnection, **values: Any) -> None:
    await connection.execute(_ADD_ITEM, values)


async def lock_salary(connection: AsyncConnection, version: int, **which: Any) -> date:
    """The day from which it holds. Raises SalaryNotFound, ChangedMeanwhile."""
    return await _locked(connection, _LOCK_SALARY, which, SalaryNotFound, version)


async def lock_item(connection: AsyncConnection, version: int, **which: Any) -> date:
    """Its month. Raises ItemNotFound, ChangedMeanwhile."""
    return await _locked(connection, _LOCK_ITEM, which, ItemNotFound, version)


async def change_salary(connection: AsyncConnection, **values: Any) -> None:
    """Raises SalaryDayTaken, which ends the transaction."""
    await _write_salary(connection, _CHANGE_SALARY, values)


async def change_item(connection: AsyncConnection, **values: Any) -> None:
    await connection.execute(_CHANGE_ITEM, values)


async def remove_salary(connection: AsyncConnection, **which: Any) -> None:
    await connection.execute(_REMOVE_SALARY, which)


async def remove_item(connection: AsyncConnection, **which: Any) -> None:
    await connection.execute(_REMOVE_ITEM, which)


async def _write_salary(
    connection: AsyncConnection, statement: TextClause, values: dict[str, Any]
) -> None:
    try:
        await connection.execute(statement, values)
    except IntegrityError as error:
        if "uq_salary_employee_id_valid_from" in str(error.orig):
            raise SalaryDayTaken from error
        raise


async def _locked(
    connection: AsyncConnection,
    statement: TextClause,
    which: Mapping[str, Any],
    missing: type[RegieError],
    version: int,
) -> date:
    row = (await connection.execute(statement, which)).one_or_none()
    if row is None:
        raise missing
    found, day = row
    if found != version:
        raise ChangedMeanwhile
    return day
