"""Exports over HTTP: CSV, or XLSX."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Path, Query
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import Response

from regie.apps.staff import permissions
from regie.apps.staff.people.domain import Asked, Contract, Status
from regie.apps.staff.people.routes import NO_CONTROL
from regie.apps.staff.register.domain import Asked as RegisterAsked
from regie.apps.staff.register.routes import asked as register_asked
from regie.apps.staff.salaries.errors import RunNotFound
from regie.core.access import Actor, Forbidden
from regie.core.app import Core
from regie.core.files import SHEET_TYPES, SheetFormat, attachment_headers, written_sheet
from regie.core.i18n import Language
from regie.core.web import actor, api_router, guarded, may_raise, requires, transaction
from regie.identity.language import reader_language

from .service import Exports, Rows

_FILES: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "content": {
            media_type: {"schema": {"type": "string", "format": "binary"}}
            for media_type in SHEET_TYPES.values()
        }
    }
}
_NAMES: Final[dict[Language, str]] = {"fr": "personnel", "en": "staff"}
_REGISTER_NAMES: Final[dict[Language, str]] = {"fr": "registre-du-personnel", "en": "register"}
_RUN_NAMES: Final[dict[Language, str]] = {"fr": "paie", "en": "salaries"}


def routes(core: Core, service: Exports) -> APIRouter:
    api = api_router("/api/v1/staff/exports", "staff", guard=requires(permissions.READ_PEOPLE))
    begun = transaction(core.database)
    spoken = reader_language(core.settings)

    @api.get("/people", response_class=Response, responses=_FILES)
    @may_raise(Forbidden)
    async def export_people(
        *,
        search: Annotated[str, Query(max_length=200, pattern=NO_CONTROL)] = "",
        place: Annotated[int | None, Query(ge=1, lt=2**63)] = None,
        post: Annotated[str | None, Query(max_length=200, pattern=NO_CONTROL)] = None,
        contract: Contract | None = None,
        status: Status | None = None,
        format: SheetFormat = "csv",  # noqa: A002 - the parameter's name
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
        language: Language = spoken,
    ) -> Response:
        """The employees that a list with these filters shows. On record."""
        asked = Asked(search, place, post, contract, status)
        rows = await service.people_sheet(
            connection, acting, asked, format_=format, language=language
        )
        return await _file(rows, format, _NAMES[language])

    @api.get("/register", response_class=Response, responses=_FILES)
    @guarded(requires(permissions.MANAGE_PEOPLE))
    async def export_register(
        *,
        wanted: RegisterAsked = Depends(register_asked),
        format: SheetFormat = "csv",  # noqa: A002 - the parameter's name
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
        language: Language = spoken,
    ) -> Response:
        """The register of personnel, in the order of entry. On record."""
        rows = await service.register_sheet(
            connection, acting, wanted, format_=format, language=language
        )
        return await _file(rows, format, _REGISTER_NAMES[language])

    @api.get("/salary-runs/{id}", response_class=Response, responses=_FILES)
    @guarded(requires(permissions.READ_SALARIES))
    @may_raise(RunNotFound)
    async def export_salary_run(
        id: Annotated[int, Path(ge=1, lt=2**63)],  # noqa: A002
        format: SheetFormat = "csv",  # noqa: A002 - the parameter's name
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
        language: Language = spoken,
    ) -> Response:
        """The payslips of a run. On record."""
        name, rows = await service.run_sheet(
            connection, acting, id, format_=format, language=language
        )
        return await _file(rows, format, f"{_RUN_NAMES[language]}-{name}")

    return api


async def _file(rows: Rows, to: SheetFormat, name: str) -> Response:
    data = await asyncio.to_thread(written_sheet, rows, to)
    headers = attachment_headers(f"{name}.{to}", SHEET_TYPES[to], len(data))
    return Response(data, headers=dict(headers))
