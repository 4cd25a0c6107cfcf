"""Every statement about the ledger of absences: it is added to and summed, never changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from .domain import Account, Balance, Entry, Kind, accrued, next_month, rule_of

_BOOK: Final = text(
    """
    INSERT INTO staff.absence_entry
        (tenant, employee_id, kind, booked_on, account, half_days, absence_id, note, made_by)
    VALUES (:tenant, :employee, :kind, :on, :account, :half_days, :absence_id, :note, :by)
    """
)
_ACCRUE: Final = text(
    """
    INSERT INTO staff.absence_entry
        (tenant, employee_id, kind, booked_on, account, half_days, month, rule, made_by)
    SELECT :tenant, employee.id, :kind, :today, 'accrual', :half_days, :month, :rule, :by
    FROM staff.employee
    WHERE tenant = :tenant AND erased_at IS NULL AND created_at < :ended
        AND hired_on < :ended AND (left_on IS NULL OR left_on >= :ended)
    ON CONFLICT (employee_id, kind, month) DO NOTHING
    """
)
_BALANCES: Final = text(
    """
    SELECT kind, account, sum(half_days) AS half_days FROM staff.absence_entry
    WHERE employee_id = :employee AND booked_on <= :on
    GROUP BY kind, account
    """
)
# What was booked and taken back is 0 and left out.
_ENTRIES: Final = text(
    """
    SELECT account, sum(absence_entry.half_days) AS half_days, absence_id, month, rule,
        absence_entry.note, first_on, last_on
    FROM staff.absence_entry LEFT JOIN staff.absence ON absence.id = absence_id
    WHERE absence_entry.employee_id = :employee AND absence_entry.kind = :kind
        AND booked_on <= :on
    GROUP BY account, absence_id, month, rule, absence_entry.note, first_on, last_on,
        CASE WHEN account = 'correction' THEN absence_entry.id END
    HAVING sum(absence_entry.half_days) <> 0
    ORDER BY coalesce(month, first_on), min(absence_entry.id)
    """
)
_TENANTS: Final = text("SELECT DISTINCT tenant FROM staff.employee")


async def book(
    connection: AsyncConnection,
    tenant: str,
    employee_id: int,
    kind: str,
    *,
    account: Account,
    half_days: int,
    on: date,
    by: str,
    absence_id: int | None = None,
    note: str | None = None,
) -> None:
    values = {
        "tenant": tenant,
        "employee": employee_id,
        "kind": kind,
        "account": account,
        "half_days": half_days,
        "on": on,
        "by": by,
        "absence_id": absence_id,
        "note": note,
    }
    await connection.execute(_BOOK, values)


async def accrue(
    connection: AsyncConnection, tenant: str, kind: Kind, month: date, *, today: date, by: str
) -> int:
    """Gives everybody who was there at the end of that month, and had a file, what it brings;
    whoever has it already is left alone. Says how many got it."""
    values: dict[str, Any] = {
        "tenant": tenant,
        "kind": kind.code,
        "today": today,
        "ended": next_month(month),
        "half_days": accrued(kind, month),
        "month": month,
        "rule": rule_of(kind),
        "by": by,
    }
    return (await connection.execute(_ACCRUE, values)).rowcount


async def balances(connection: AsyncConnection, employee_id: int, on: date) -> dict[str, Balance]:
    """By kind, as the ledger stood at the end of that day; one statement."""
    sums: dict[str, dict[str, int]] = {}
    for row in await connection.execute(_BALANCES, {"employee": employee_id, "on": on}):
        sums.setdefault(row.kind, {})[row.account] = row.half_days
    return {kind: Balance(**each) for kind, each in sums.items()}


async def entries(
    connection: AsyncConnection, employee_id: int, kind: str, on: date
) -> list[Entry]:
    """What a balance was made of, each month and each absence added up, the oldest first."""
    values = {"employee": employee_id, "kind": kind, "on": on}
    return [Entry(*row) for row in await connection.execute(_ENTRIES, values)]


async def tenants(connection: AsyncConnection) -> Sequence[str]:
    """Who has a personnel file at all."""
    return (await connection.execute(_TENANTS)).scalars().all()
