"""What the staff app holds of who has an account: their copy of it, and what ends with it."""

from __future__ import annotations

from typing import Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.retention import PersonalData, Subject, personal_rows

_UNLINK: Final = text(
    "UPDATE staff.employee SET person_id = NULL, version = version + 1"
    " WHERE tenant = :tenant AND person_id = :person"
)


async def _unlink(connection: AsyncConnection, subject: Subject) -> None:
    """A file outlives the account: it is nobody's own any more, and has an end of its own."""
    await connection.execute(_UNLINK, {"tenant": subject.tenant, "person": subject.person_id})


def _of_file(name: str, columns: str, table: str, only: str = "true") -> PersonalData:
    return personal_rows(
        f"staff.{name}",
        f"""
        SELECT {columns} FROM staff.employee JOIN staff.{table} ON {table}.employee_id = employee.id
        WHERE employee.tenant = :tenant AND employee.person_id = :person AND {only}
        """,  # noqa: S608 - constants
    )


PERSONAL_DATA: Final = (
    personal_rows(
        "staff.file",
        """
        SELECT employee.id, number, given_name, family_name, email, post, place.name AS place,
            hired_on, left_on, birth_date, phone, address, contract, contract_from,
            contract_until, weekly_minutes
        FROM staff.employee JOIN identity.place ON place.id = place_id
        WHERE employee.tenant = :tenant AND person_id = :person
        """,
        erase=_unlink,
    ),
    _of_file(
        "absences",
        "absence.id, kind, first_on, first_half, last_on, last_half, half_days, state, note,"
        " asked_at, decided_at, decision_note",
        "absence",
    ),
    _of_file(
        "balance_entries",
        "absence_entry.id, kind, booked_on, account, half_days, absence_id, month, note",
        "absence_entry",
    ),
    _of_file(
        "evaluations",
        "evaluation.id, period_from, period_until, mark_tenths, weight, comment, made_at",
        "evaluation",
    ),
    _of_file(
        "documents",
        "document.id, kind, name, media_type, size_bytes, added_at",
        "document",
    ),
    _of_file("salaries", "salary.id, valid_from, monthly_cents, hourly_cents", "salary"),
    _of_file(
        "salary_items",
        "salary_item.id, month, kind, label, cents, hours_hundredths",
        "salary_item",
    ),
    _of_file(
        "payslips",
        "payslip.id, month, kind, gross_cents, contributions_cents, deductions_cents, net_cents,"
        " CAST(lines AS jsonb) AS lines",
        "payslip",
        "EXISTS (SELECT FROM staff.salary_run WHERE id = run_id AND state = 'released')",
    ),
)
