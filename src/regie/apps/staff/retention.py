"""How long files of people who left are kept, and payslips."""

# ruff: noqa: S608 - every piece of SQL here is a constant

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.db import Purgeable

from .erasing import ERASED_TABLES, erase_files

_AT_ONCE: Final = 500
_PAYSLIPS_AT_ONCE: Final = 50_000

_LEFT: Final = "left_on < current_date - CAST(:days AS integer)"
_DUE: Final = f"erased_at IS NULL AND {_LEFT}"
_OF_FILES: Final = {
    "employee": text(
        f"SELECT count(*), min(left_on), max(left_on) FROM staff.employee WHERE {_DUE}"
    ),
    "register_entry": text(
        f"SELECT count(*), min(left_on), max(left_on) FROM staff.register_entry WHERE {_LEFT}"
    ),
    **{
        table: text(
            f"SELECT count(*), min(left_on), max(left_on) FROM staff.{table}"
            f" JOIN staff.employee ON employee.id = {table}.employee_id WHERE {_DUE}"
        )
        for table in ERASED_TABLES
        if table != "salary_item"  # counted with the payslips
    },
}
_NEXT_FILES: Final = text(
    f"""
    SELECT id, left_on FROM staff.employee WHERE {_DUE}
    ORDER BY left_on LIMIT {_AT_ONCE} FOR UPDATE SKIP LOCKED
    """
)
_END_REGISTER: Final = text(
    f"""
    WITH gone AS (DELETE FROM staff.register_entry WHERE {_LEFT} RETURNING left_on)
    SELECT count(*), min(left_on), max(left_on) FROM gone
    """
)
# Five years are the law's whole years: a trigger refuses what days alone would let go.
_PAID: Final = (
    "month < current_date - CAST(:days AS integer) AND month <= current_date - interval '5 years'"
)
_OF_PAYSLIPS: Final = {
    table: text(f"SELECT count(*), min(month), max(month) FROM staff.{table} WHERE {_PAID}")
    for table in ("payslip", "salary_item")
}
_END_PAYSLIPS: Final = {
    table: text(
        f"""
        WITH gone AS (
            DELETE FROM staff.{table} WHERE id IN (
                SELECT id FROM staff.{table} WHERE {_PAID}
                ORDER BY month LIMIT {_PAYSLIPS_AT_ONCE} FOR UPDATE SKIP LOCKED
            ) RETURNING month
        )
        SELECT count(*), min(month), max(month) FROM gone
        """
    )
    for table in ("payslip", "salary_item")
}


async def preview_files(connection: AsyncConnection, *, keep_days: int) -> Sequence[Purgeable]:
    """Files that were erased before are no rows of it."""
    return await _told(connection, _OF_FILES, keep_days)


async def purge_files(connection: AsyncConnection, *, keep_days: int) -> Sequence[Purgeable]:
    """What is left of a file is its number, which payslips name until their time is up."""
    due = (await connection.execute(_NEXT_FILES, {"days": keep_days})).all()
    days = [row.left_on for row in due]
    gone = await erase_files(connection, [row.id for row in due], register=False)
    told = {"employee": len(due)} | gone
    del told["salary_item"]
    return [
        *(
            Purgeable(table, rows, min(days, default=None), max(days, default=None))
            for table, rows in told.items()
        ),
        *await _told(connection, {"register_entry": _END_REGISTER}, keep_days),
    ]


async def preview_payslips(connection: AsyncConnection, *, keep_days: int) -> Sequence[Purgeable]:
    return await _told(connection, _OF_PAYSLIPS, keep_days)


async def purge_payslips(connection: AsyncConnection, *, keep_days: int) -> Sequence[Purgeable]:
    """Runs and their totals by place stay: they are accounts, and name nobody."""
    return await _told(connection, _END_PAYSLIPS, keep_days)


async def _told(
    connection: AsyncConnection, statements: dict[str, Any], keep_days: int
) -> list[Purgeable]:
    values = {"days": keep_days}
    return [
        Purgeable(table, *(await connection.execute(statement, values)).one())
        for table, statement in statements.items()
    ]
