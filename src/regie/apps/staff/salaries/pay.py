"""Somebody's pay: what holds from when, what varies, and their payslips."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, TypedDict

from sqlalchemy.ext.asyncio import AsyncConnection

from regie.apps.staff.people.domain import File
from regie.apps.staff.people.service import People
from regie.apps.staff.permissions import MANAGE_PEOPLE, READ_OWN, READ_SALARIES
from regie.core.access import Actor, AuditEvent

from . import repository
from .errors import PayslipNotFound
from .reading import ReadPayslip, find_own_payslip, find_payslip
from .repository import KeptItem, KeptSalary, ReleasedPayslip

_BEGINNING: Final = date(1900, 1, 1)
_YEAR: Final = 12


class Whose(TypedDict):
    tenant: str
    employee_id: int


@dataclass(frozen=True, slots=True)
class FullPay:
    file: File
    salaries: list[KeptSalary]
    items: list[KeptItem]
    payslips: list[ReleasedPayslip]


@dataclass(frozen=True, slots=True)
class Pay:
    """Read within the reach of `salaries.read`; changed by who also manages files there. Each
    method raises EmployeeNotFound for who is out of reach."""

    people: People

    async def of(self, connection: AsyncConnection, acting: Actor, employee_id: int) -> FullPay:
        file = await self.people.find(connection, acting, employee_id, READ_SALARIES)
        today = self.people.today
        since = today.replace(year=today.year - 1, day=1)
        tenant = acting.tenant
        return FullPay(
            file,
            await repository.list_salaries(connection, tenant, file.id),
            await repository.list_items(connection, tenant, file.id, since=since),
            await repository.released_payslips(
                connection, tenant, file.id, since=since, limit=2 * _YEAR
            ),
        )

    async def own_payslips(
        self,
        connection: AsyncConnection,
        acting: Actor,
        *,
        before: tuple[str, int] | None,
        limit: int,
    ) -> list[ReleasedPayslip]:
        """Raises NoFile."""
        file = await self.people.own(connection, acting)
        return await repository.released_payslips(
            connection, acting.tenant, file.id, since=_BEGINNING, limit=limit, before=before
        )

    async def payslip(
        self, connection: AsyncConnection, acting: Actor, payslip_id: int
    ) -> ReadPayslip:
        """One within reach, also of a run that is not released. Raises PayslipNotFound."""
        reach = acting.reach(READ_SALARIES)
        found = await find_payslip(connection, acting.tenant, payslip_id, reach)
        if found is None:
            raise PayslipNotFound
        return found

    async def own_payslip(
        self, connection: AsyncConnection, acting: Actor, payslip_id: int
    ) -> ReadPayslip:
        """Raises PayslipNotFound, for machines always."""
        acting.reach(READ_OWN)
        if acting.kind != "person":
            raise PayslipNotFound
        found = await find_own_payslip(connection, acting.tenant, payslip_id, acting.id)
        if found is None:
            raise PayslipNotFound
        return found

    async def add_salary(
        self,
        connection: AsyncConnection,
        acting: Actor,
        employee_id: int,
        values: Mapping[str, Any],
    ) -> None:
        """Raises Forbidden, SalaryDayTaken."""
        whose = await self._managed(connection, acting, employee_id)
        await repository.add_salary(connection, made_by=acting.key, **whose, **values)
        told = {"valid_from": str(values["valid_from"])}
        await self._record(connection, acting, "salary.add", employee_id, told)

    async def change_salary(
        self,
        connection: AsyncConnection,
        acting: Actor,
        employee_id: int,
        salary_id: int,
        values: Mapping[str, Any],
        *,
        version: int,
    ) -> None:
        """Payslips stay as they are: they keep what they were made of. Raises Forbidden,
        SalaryNotFound, ChangedMeanwhile, SalaryDayTaken."""
        whose = await self._managed(connection, acting, employee_id)
        before = await repository.lock_salary(connection, version, id=salary_id, **whose)
        await repository.change_salary(
            connection, id=salary_id, made_by=acting.key, **whose, **values
        )
        told = {"valid_from": sorted({str(before), str(values["valid_from"])})}
        await self._record(connection, acting, "salary.change", employee_id, told)

    async def remove_salary(
        self,
        connection: AsyncConnection,
        acting: Actor,
        employee_id: int,
        salary_id: int,
        *,
        version: int,
    ) -> None:
        """Payslips stay as they are. Raises Forbidden, SalaryNotFound, ChangedMeanwhile."""
        whose = await self._managed(connection, acting, employee_id)
        day = await repository.lock_salary(connection, version, id=salary_id, **whose)
        await repository.remove_salary(connection, id=salary_id, **whose)
        told = {"valid_from": str(day)}
        await self._record(connection, acting, "salary.remove", employee_id, told)

    async def add_item(
        self,
        connection: AsyncConnection,
        acting: Actor,
        employee_id: int,
        values: Mapping[str, Any],
    ) -> None:
        """Raises Forbidden."""
        whose = await self._managed(connection, acting, employee_id)
        await repository.add_item(connection, made_by=acting.key, **whose, **values)
        told = {"month": f"{values['month']:%Y-%m}", "kind": values["kind"]}
        await self._record(connection, acting, "salary_item.add", employee_id, told)

    async def change_item(
        self,
        connection: AsyncConnection,
        acting: Actor,
        employee_id: int,
        item_id: int,
        values: Mapping[str, Any],
        *,
        version: int,
    ) -> None:
        """Raises Forbidden, ItemNotFound, ChangedMeanwhile."""
        whose = await self._managed(connection, acting, employee_id)
        before = await repository.lock_item(connection, version, id=item_id, **whose)
        await repository.change_item(connection, id=item_id, made_by=acting.key, **whose, **values)
        months = sorted({f"{before:%Y-%m}", f"{values['month']:%Y-%m}"})
        told = {"month": months, "kind": values["kind"]}
        await self._record(connection, acting, "salary_item.change", employee_id, told)

    async def remove_item(
        self,
        connection: AsyncConnection,
        acting: Actor,
        employee_id: int,
        item_id: int,
        *,
        version: int,
    ) -> None:
        """Raises Forbidden, ItemNotFound, ChangedMeanwhile."""
        whose = await self._managed(connection, acting, employee_id)
        month = await repository.lock_item(connection, version, id=item_id, **whose)
        await repository.remove_item(connection, id=item_id, **whose)
        told = {"month": f"{month:%Y-%m}"}
        await self._record(connection, acting, "salary_item.remove", employee_id, told)

    async def _managed(self, connection: AsyncConnection, acting: Actor, employee_id: int) -> Whose:
        file = await self.people.find(connection, acting, employee_id, READ_SALARIES)
        acting.require(MANAGE_PEOPLE, file.path)
        return {"tenant": acting.tenant, "employee_id": file.id}

    async def _record(
        self,
        connection: AsyncConnection,
        acting: Actor,
        action: str,
        employee_id: int,
        payload: Mapping[str, object],
    ) -> None:
        """Without amounts."""
        event = AuditEvent(action, f"employee:{employee_id}", payload=payload)
        await self.people.audit.record(connection, event, actor=acting)
