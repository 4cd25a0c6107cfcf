"""What somebody is paid over HTTP: salaries and what varies, for who reads pay; changed by who also
keeps the files."""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Path
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.apps.staff import permissions
from regie.apps.staff.people.errors import EmployeeNotFound
from regie.core.access import Actor, Forbidden
from regie.core.app import Core
from regie.core.web import (
    ChangedMeanwhile,
    actor,
    api_router,
    guarded,
    idempotent,
    if_match,
    may_raise,
    requires,
    transaction,
)

from . import answers, schemas
from .errors import ItemNotFound, SalaryDayTaken, SalaryNotFound
from .pay import Pay

Id = Annotated[int, Path(ge=1, lt=2**63)]

_MANAGING: Final = requires(permissions.MANAGE_PEOPLE)
_WRITING: Final = (EmployeeNotFound, Forbidden)


def routes(core: Core, service: Pay) -> APIRouter:
    api = api_router("/api/v1/staff/people", "staff", guard=requires(permissions.READ_SALARIES))
    begun = transaction(core.database)

    @api.get("/{id}/pay")
    @may_raise(EmployeeNotFound)
    async def show_pay(
        id: Id,  # noqa: A002
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
    ) -> schemas.Pay:
        """Somebody's salaries, what varies, and payslips."""
        return answers.pay_answer(await service.of(connection, acting, id))

    _add_salaries(api, core, service)
    _add_items(api, core, service)
    return api


def _add_salaries(api: APIRouter, core: Core, service: Pay) -> None:
    begun = transaction(core.database)
    begun_once = idempotent(core.answers)

    @api.post("/{id}/salaries", status_code=201)
    @guarded(_MANAGING)
    @may_raise(*_WRITING, SalaryDayTaken)
    async def add_salary(
        id: Id,  # noqa: A002
        draft: schemas.SalaryDraft,
        connection: AsyncConnection = begun_once,
        acting: Actor = Depends(actor),
    ) -> schemas.Pay:
        """Adds what holds from a day on."""
        await service.add_salary(connection, acting, id, draft.model_dump())
        return answers.pay_answer(await service.of(connection, acting, id))

    @api.put("/{id}/salaries/{salary_id}")
    @guarded(_MANAGING)
    @may_raise(*_WRITING, SalaryNotFound, ChangedMeanwhile, SalaryDayTaken)
    async def change_salary(
        *,
        id: Id,  # noqa: A002
        salary_id: Id,
        draft: schemas.SalaryDraft,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
        version: int = if_match,
    ) -> schemas.Pay:
        """Payslips stay as they are; runs that are not released tell what would differ."""
        values = draft.model_dump()
        await service.change_salary(connection, acting, id, salary_id, values, version=version)
        return answers.pay_answer(await service.of(connection, acting, id))

    @api.delete("/{id}/salaries/{salary_id}")
    @guarded(_MANAGING)
    @may_raise(*_WRITING, SalaryNotFound, ChangedMeanwhile)
    async def remove_salary(
        id: Id,  # noqa: A002
        salary_id: Id,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
        version: int = if_match,
    ) -> schemas.Pay:
        """Payslips stay as they are."""
        await service.remove_salary(connection, acting, id, salary_id, version=version)
        return answers.pay_answer(await service.of(connection, acting, id))


def _add_items(api: APIRouter, core: Core, service: Pay) -> None:
    begun = transaction(core.database)
    begun_once = idempotent(core.answers)

    @api.post("/{id}/salary-items", status_code=201)
    @guarded(_MANAGING)
    @may_raise(*_WRITING)
    async def add_salary_item(
        id: Id,  # noqa: A002
        draft: schemas.SalaryItemDraft,
        connection: AsyncConnection = begun_once,
        acting: Actor = Depends(actor),
    ) -> schemas.Pay:
        """Adds a bonus, a deduction or an unpaid absence of one month."""
        await service.add_item(connection, acting, id, _item(draft))
        return answers.pay_answer(await service.of(connection, acting, id))

    @api.put("/{id}/salary-items/{item_id}")
    @guarded(_MANAGING)
    @may_raise(*_WRITING, ItemNotFound, ChangedMeanwhile)
    async def change_salary_item(
        *,
        id: Id,  # noqa: A002
        item_id: Id,
        draft: schemas.SalaryItemDraft,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
        version: int = if_match,
    ) -> schemas.Pay:
        """Payslips stay as they are; runs that are not released tell what would differ."""
        await service.change_item(connection, acting, id, item_id, _item(draft), version=version)
        return answers.pay_answer(await service.of(connection, acting, id))

    @api.delete("/{id}/salary-items/{item_id}")
    @guarded(_MANAGING)
    @may_raise(*_WRITING, ItemNotFound, ChangedMeanwhile)
    async def remove_salary_item(
        id: Id,  # noqa: A002
        item_id: Id,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
        version: int = if_match,
    ) -> schemas.Pay:
        """Payslips stay as they are."""
        await service.remove_item(connection, acting, id, item_id, version=version)
        return answers.pay_answer(await service.of(connection, acting, id))


def _item(draft: schemas.SalaryItemDraft) -> dict[str, Any]:
    return draft.model_dump() | {"month": answers.month_of(draft.month)}
