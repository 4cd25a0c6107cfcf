"""Payslips over HTTP: one's own, and others' within reach."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Path
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.apps.staff import permissions
from regie.apps.staff.people.errors import NoFile
from regie.core.access import Actor
from regie.core.app import Core
from regie.core.db import After
from regie.core.explain import Explained
from regie.core.i18n import Language
from regie.core.web import (
    AfterQuery,
    CursorMalformed,
    LimitQuery,
    actor,
    api_router,
    guarded,
    may_raise,
    next_cursor,
    read_cursor,
    requires,
    transaction,
)
from regie.identity.language import reader_language

from . import answers, schemas
from .errors import PayslipNotFound
from .explaining import payslip_explained
from .pay import Pay

Id = Annotated[int, Path(ge=1, lt=2**63)]

_OWN: Final = requires(permissions.READ_OWN)
_NEWEST: Final = "-month"


def routes(core: Core, service: Pay) -> APIRouter:
    api = api_router("/api/v1/staff", "staff", guard=requires(permissions.READ_SALARIES))
    _add_payslips(api, core, service)
    _add_own(api, core, service)
    return api


def _add_payslips(api: APIRouter, core: Core, service: Pay) -> None:
    begun = transaction(core.database)
    spoken = reader_language(core.settings)

    @api.get("/salaries/payslips/{id}")
    @may_raise(PayslipNotFound)
    async def show_payslip(
        id: Id,  # noqa: A002
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
        language: Language = spoken,
    ) -> schemas.Payslip:
        """Somebody's payslip, within reach."""
        return answers.payslip_answer(await service.payslip(connection, acting, id), language)

    @api.get("/salaries/payslips/{id}/explain")
    @may_raise(PayslipNotFound)
    async def explain_payslip(
        id: Id,  # noqa: A002
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
        language: Language = spoken,
    ) -> Explained:
        """What its net salary is made of."""
        return payslip_explained(await service.payslip(connection, acting, id), language)


def _add_own(api: APIRouter, core: Core, service: Pay) -> None:
    begun = transaction(core.database)
    spoken = reader_language(core.settings)

    @api.get("/me/payslips")
    @guarded(_OWN)
    @may_raise(CursorMalformed, NoFile)
    async def list_own_payslips(
        after: AfterQuery = None,
        limit: LimitQuery = 24,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
    ) -> schemas.OwnPayslips:
        """One's own payslips, as far as they are released, the newest first."""
        found = await service.own_payslips(
            connection, acting, before=read_cursor(after, _NEWEST), limit=limit
        )
        last = After(f"{found[-1].month}", found[-1].id) if found else None
        return schemas.OwnPayslips(
            payslips=[answers.own_answer(each) for each in found],
            next=next_cursor(_NEWEST, last, found=len(found), limit=limit),
        )

    @api.get("/me/payslips/{id}")
    @guarded(_OWN)
    @may_raise(PayslipNotFound)
    async def show_own_payslip(
        id: Id,  # noqa: A002
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
        language: Language = spoken,
    ) -> schemas.Payslip:
        """One's own payslip, once it is released."""
        return answers.payslip_answer(await service.own_payslip(connection, acting, id), language)

    @api.get("/me/payslips/{id}/explain")
    @guarded(_OWN)
    @may_raise(PayslipNotFound)
    async def explain_own_payslip(
        id: Id,  # noqa: A002
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
        language: Language = spoken,
    ) -> Explained:
        """What one's own net salary is made of."""
        return payslip_explained(await service.own_payslip(connection, acting, id), language)
