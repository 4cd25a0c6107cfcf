"""What is kept of one person: how a copy of it is read, and how it ends with their account."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

PERSONAL_PAGE: Final = 200
"""Rows that are read at once."""

PersonalRow = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose data they are."""

    tenant: str
    person_id: int

    @property
    def key(self) -> str:
        """As the record and other rows name who acted."""
        return f"person:{self.person_id}"


@dataclass(frozen=True, slots=True)
class PersonalData:
    """Rows of one kind. What others wrote of somebody is in it, who they are and secrets never."""

    name: str
    """In the copy: `staff.absences`."""
    read: Callable[[AsyncConnection, Subject, int], Awaitable[list[PersonalRow]]]
    """The next `PERSONAL_PAGE` behind an `id`, by it."""
    erase: Callable[[AsyncConnection, Subject], Awaitable[None]] | None = None
    """In the transaction in which the account is erased. None: nothing of it names the person but
    their number, or a law wants it kept."""


def personal_rows(
    name: str,
    statement: str,
    *,
    erase: Callable[[AsyncConnection, Subject], Awaitable[None]] | None = None,
) -> PersonalData:
    """Of a SELECT with a column `id`, for :person, who is :key elsewhere, of :tenant."""
    page = text(
        f"SELECT * FROM ({statement}) AS own WHERE id > :after ORDER BY id"  # noqa: S608 - constants
        f" LIMIT {PERSONAL_PAGE}"
    )

    async def read(connection: AsyncConnection, subject: Subject, after: int) -> list[PersonalRow]:
        known = {
            "person": subject.person_id,
            "key": subject.key,
            "tenant": subject.tenant,
            "after": after,
        }
        return [dict(row) for row in (await connection.execute(page, known)).mappings()]

    return PersonalData(name, read, erase)
