"""Exports: exactly the rows that a list shows, exactly the columns that its reader may see."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from regie.apps.staff.people.domain import CONTRACT_TITLES, Asked
from regie.apps.staff.people.service import People
from regie.apps.staff.permissions import READ_PEOPLE, READ_PRIVATE, READ_SALARIES
from regie.apps.staff.register.domain import Asked as RegisterAsked
from regie.apps.staff.register.service import Register
from regie.apps.staff.salaries.service import Runs
from regie.core.access import Actor, AuditEvent
from regie.core.db import After
from regie.core.files import SheetFormat
from regie.core.i18n import Language, typeset

from . import columns
from .columns import FieldClass
from .repository import Line, people_lines, run_lines

_PAGE: Final = 2_000

Rows = list[list[object]]
"""The first has the headings."""


@dataclass(frozen=True, slots=True)
class Exports:
    people: People
    runs: Runs
    register: Register

    async def people_sheet(
        self,
        connection: AsyncConnection,
        acting: Actor,
        asked: Asked,
        *,
        format_: SheetFormat,
        language: Language,
    ) -> Rows:
        """Private columns and pay are there for who may read them somewhere, and filled where."""
        private = acting.reaches.get(READ_PRIVATE)
        pay = acting.reaches.get(READ_SALARIES)
        lines = await people_lines(
            connection,
            acting.tenant,
            await self._listed(connection, acting, asked),
            reach=acting.reach(READ_PEOPLE),
            private=private,
            pay=pay,
            today=self.people.today,
        )
        seen: list[FieldClass] = ["professional"]
        if private is not None:
            seen.append("private")
        if pay is not None:
            seen.append("pay")
        headings = {name: title for each in seen for name, title in columns.PEOPLE[each].items()}
        told = {"rows": len(lines), "columns": [*headings], "format": format_}
        await self._record(connection, acting, "people:all", told)
        return [*_sheet(headings, lines, language)]

    async def register_sheet(
        self,
        connection: AsyncConnection,
        acting: Actor,
        asked: RegisterAsked,
        *,
        format_: SheetFormat,
        language: Language,
    ) -> Rows:
        """In the order of entry."""
        found = await self.register.list(connection, acting, asked)
        told = {"rows": len(found.entries), "columns": [*columns.REGISTER], "format": format_}
        await self._record(connection, acting, "register:all", told)
        return [*_sheet(columns.REGISTER, [asdict(each) for each in found.entries], language)]

    async def run_sheet(
        self,
        connection: AsyncConnection,
        acting: Actor,
        run_id: int,
        *,
        format_: SheetFormat,
        language: Language,
    ) -> tuple[str, Rows]:
        """With its month and kind. Raises RunNotFound."""
        run = await self.runs.find(connection, acting, run_id)
        before_id = await self.runs.before(connection, run, acting.tenant)
        lines = await run_lines(
            connection, acting.tenant, run.id, before_id, reach=acting.reach(READ_SALARIES)
        )
        told = {"rows": len(lines), "columns": [*columns.RUN], "format": format_}
        await self._record(connection, acting, f"salary_run:{run.id}", told)
        return f"{run.month:%Y-%m}-{run.kind}", [*_sheet(columns.RUN, lines, language)]

    async def _listed(self, connection: AsyncConnection, acting: Actor, asked: Asked) -> list[int]:
        """Whom the list of people shows."""
        ids, after, more = list[int](), None, True
        while more:
            page = await self.people.list(connection, acting, asked, after=after, limit=_PAGE)
            ids += [row.id for row in page.rows]
            after: After | None = page.last
            more = len(page.rows) == _PAGE
        return ids

    async def _record(
        self,
        connection: AsyncConnection,
        acting: Actor,
        subject: str,
        payload: Mapping[str, object],
    ) -> None:
        event = AuditEvent("staff_export.make", subject, payload=payload)
        await self.people.audit.record(connection, event, actor=acting)


def _sheet(
    headings: Mapping[str, Mapping[Language, str]], lines: list[Line], language: Language
) -> Iterator[list[object]]:
    yield [typeset(title, language) for title in headings.values()]
    for line in lines:
        if line.get("contract") is not None:
            line["contract"] = typeset(CONTRACT_TITLES[line["contract"]], language)
        yield [line[name] for name in headings]
