"""The end of a file: what no law wants kept goes, the rest stays under a number.

The register of personnel keeps name, birth, post and dates for five years after somebody left;
payslips, which name nobody, stay until their own time is up.
"""

# ruff: noqa: S608 - every piece of SQL here is a constant

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

ERASED_TABLES: Final = (
    "absence_entry",
    "absence",
    "evaluation",
    "document",
    "salary",
    "salary_item",
)
"""Each before what it names."""

_REGISTER: Final = text(
    """
    INSERT INTO staff.register_entry (employee_id, tenant, number, given_name, family_name,
        birth_date, post, contract, hired_on, left_on)
    SELECT id, tenant, number, given_name, family_name, birth_date, post, contract, hired_on,
        left_on
    FROM staff.employee WHERE id = ANY(:ids) AND left_on IS NOT NULL
    """
)
# The version goes up: who had it open writes nothing into it. Its number is none that one can give.
_FORGET: Final = text(
    """
    UPDATE staff.employee SET number = '#' || id, given_name = '', family_name = '#' || id,
        email = NULL, post = '', manager_id = NULL, person_id = NULL, birth_date = NULL,
        phone = NULL, address = NULL, erased_at = now(), version = version + 1
    WHERE id = ANY(:ids)
    """
)
_LET_GO: Final = (
    text("UPDATE staff.employee SET manager_id = NULL WHERE manager_id = ANY(:ids)"),
    text("UPDATE staff.evaluation SET evaluator_id = NULL WHERE evaluator_id = ANY(:ids)"),
)
_REMOVE: Final = tuple(
    text(f"DELETE FROM staff.{table} WHERE employee_id = ANY(:ids)") for table in ERASED_TABLES
)


async def erase_files(
    connection: AsyncConnection, ids: Sequence[int], *, register: bool
) -> dict[str, int]:
    """How many rows of which table went. Files of people who are still employed do not come here.
    Without `register` its time is over, too."""
    known = {"ids": [*ids]}
    if register:
        await connection.execute(_REGISTER, known)
    # First: what is append-only goes with a file that is erased, and with no other.
    await connection.execute(_FORGET, known)
    for statement in _LET_GO:
        await connection.execute(statement, known)
    return {
        table: (await connection.execute(statement, known)).rowcount
        for table, statement in zip(ERASED_TABLES, _REMOVE, strict=True)
    }
