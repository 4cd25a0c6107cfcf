"""The register of personnel over HTTP."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.apps.staff.people.routes import NO_CONTROL
from regie.apps.staff.permissions import MANAGE_PEOPLE
from regie.core.access import Actor
from regie.core.app import Core
from regie.core.i18n import Language
from regie.core.web import (
    AfterQuery,
    CursorMalformed,
    LimitQuery,
    actor,
    api_router,
    may_raise,
    next_cursor,
    read_cursor,
    requires,
    transaction,
)
from regie.identity.language import reader_language

from .domain import Asked, RegisterSort, Standing
from .schemas import RegisterEntry, RegisterPage
from .service import Register


def asked(
    search: Annotated[
        str, Query(max_length=200, pattern=NO_CONTROL, description="Words of number, name or post.")
    ] = "",
    place: Annotated[int | None, Query(ge=1, lt=2**63, description="With all below it.")] = None,
    status: Standing | None = None,
) -> Asked:
    """A dependency."""
    return Asked(search, place, status)


def routes(core: Core, service: Register) -> APIRouter:
    api = api_router("/api/v1/staff/register", "staff", guard=requires(MANAGE_PEOPLE))
    begun = transaction(core.database)
    spoken = reader_language(core.settings)

    @api.get("")
    @may_raise(CursorMalformed)
    async def list_register(
        *,
        wanted: Asked = Depends(asked),
        sort: RegisterSort = "hired_on",
        after: AfterQuery = None,
        limit: LimitQuery = 50,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
        language: Language = spoken,
    ) -> RegisterPage:
        """Everybody who works here or did, in the order of their entry, files that were erased
        included, within reach."""
        found = await service.list(
            connection, acting, wanted, sort=sort, after=read_cursor(after, sort), limit=limit
        )
        return RegisterPage(
            entries=[RegisterEntry.of(each, language) for each in found.entries],
            total=found.total,
            next=next_cursor(sort, found.last, found=len(found.entries), limit=limit),
        )

    return api
