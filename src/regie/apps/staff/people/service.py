"""What is done with personnel files: who may do it with which is asked here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from regie.apps.staff import permissions
from regie.apps.staff.erasing import erase_files
from regie.apps.staff.freshness import changed
from regie.core.access import Actor, Audit, AuditEvent, Reach
from regie.core.clock import Clock, local_date
from regie.core.db import After
from regie.core.mail import forget_address
from regie.core.web import ChangedMeanwhile
from regie.identity.places.repository import find_place

from . import repository
from .domain import PRIVATE, PROFESSIONAL, Asked, File, SortName, in_order
from .errors import (
    AccountUnknown,
    DatesOutOfOrder,
    EmployeeNotFound,
    ManagerUnknown,
    NoFile,
    PayIsDue,
    StillEmployed,
)
from .repository import FoundPage, FoundPlace, FoundPost

_OF_A_FILE: Final = (
    permissions.MANAGE_PEOPLE,
    permissions.READ_PRIVATE,
    permissions.READ_SALARIES,
    permissions.APPROVE_ABSENCES,
    permissions.READ_EVALUATIONS,
    permissions.MANAGE_EVALUATIONS,
    permissions.READ_DOCUMENTS,
    permissions.MANAGE_DOCUMENTS,
)


@dataclass(frozen=True, slots=True)
class Choices:
    places: list[FoundPlace]
    posts: list[FoundPost]


@dataclass(frozen=True, slots=True)
class People:
    """Everything happens in the caller's transaction. Who works out of reach, or in another
    tenant, is not there: EmployeeNotFound."""

    audit: Audit
    clock: Clock
    zone: ZoneInfo

    @property
    def today(self) -> date:
        return local_date(self.clock(), self.zone)

    async def list(
        self,
        connection: AsyncConnection,
        acting: Actor,
        asked: Asked,
        *,
        sort: SortName = "name",
        after: After | None = None,
        limit: int = 50,
    ) -> FoundPage:
        """Raises Forbidden also where a contract is asked for and none may be read."""
        reach = acting.reach(permissions.READ_PEOPLE)
        if asked.contract is not None:
            acting.reach(permissions.READ_PRIVATE)
        return await repository.list_people(
            connection,
            acting.tenant,
            reach,
            asked,
            private=private_reach(acting),
            sort=sort,
            after=after,
            limit=limit,
            today=self.today,
        )

    async def choices(self, connection: AsyncConnection, acting: Actor) -> Choices:
        reach = acting.reach(permissions.READ_PEOPLE)
        return Choices(
            await repository.list_places(connection, acting.tenant, reach, self.today),
            await repository.list_posts(connection, acting.tenant, reach, self.today),
        )

    async def find(
        self,
        connection: AsyncConnection,
        acting: Actor,
        employee_id: int,
        permission: str = permissions.READ_PEOPLE,
    ) -> File:
        """Within the reach of that permission. Raises EmployeeNotFound."""
        reach = acting.reach(permission)
        file = await repository.find_file(connection, acting.tenant, reach, employee_id)
        if file is None:
            raise EmployeeNotFound
        return file

    async def own(self, connection: AsyncConnection, acting: Actor) -> File:
        """Raises NoFile, also for machines."""
        acting.reach(permissions.READ_OWN)
        if acting.kind != "person":
            raise NoFile
        file = await repository.find_own(connection, acting.tenant, acting.id)
        if file is None:
            raise NoFile
        return file

    async def add(
        self, connection: AsyncConnection, acting: Actor, values: Mapping[str, Any]
    ) -> File:
        """Raises PlaceNotFound, NumberTaken, AccountTaken, AccountUnknown, ManagerUnknown,
        DatesOutOfOrder."""
        await self._check(connection, acting, values, None)
        number = await repository.add_file(connection, acting.tenant, values)
        await changed(connection, acting.tenant)
        await self._record(connection, acting, "employee.add", number, {})
        return await self.find(connection, acting, number, permissions.MANAGE_PEOPLE)

    async def change(
        self,
        connection: AsyncConnection,
        acting: Actor,
        employee_id: int,
        changes: Mapping[str, Any],
        *,
        version: int,
    ) -> File:
        """Raises Forbidden for a file that is only read, ChangedMeanwhile, and what `add`
        raises."""
        file = await self.find(connection, acting, employee_id)
        acting.require(permissions.MANAGE_PEOPLE, file.path)
        known = asdict(file)
        values = {name: known[name] for name in (*PROFESSIONAL, *PRIVATE)} | {**changes}
        await self._check(connection, acting, values, employee_id)
        if not await repository.change_file(
            connection, acting.tenant, employee_id, values, version=version
        ):
            raise ChangedMeanwhile
        await changed(connection, acting.tenant)
        # Names of fields, and where somebody worked: what was in them stays out of the record.
        told: dict[str, object] = {
            "fields": sorted(name for name in changes if changes[name] != known[name])
        }
        if values["place_id"] != file.place_id:
            told["place"] = [file.place_id, values["place_id"]]
        await self._record(connection, acting, "employee.change", employee_id, told)
        return await self.find(connection, acting, employee_id, permissions.MANAGE_PEOPLE)

    async def erase(
        self, connection: AsyncConnection, acting: Actor, employee_id: int, *, version: int
    ) -> None:
        """Of who has left. The register of personnel and payslips are kept for as long as the law
        wants. Raises Forbidden, ChangedMeanwhile, StillEmployed, PayIsDue."""
        file = await self.find(connection, acting, employee_id)
        acting.require(permissions.MANAGE_PEOPLE, file.path)
        if not await repository.lock_file(connection, acting.tenant, file.id, version=version):
            raise ChangedMeanwhile
        if file.left_on is None or file.left_on >= self.today:
            raise StillEmployed
        if await repository.pay_is_due(connection, file.id, self.today):
            raise PayIsDue
        gone = await erase_files(connection, [file.id], register=True)
        if file.email is not None:
            gone["mail"] = await forget_address(connection, file.email, tenant=acting.tenant)
        await changed(connection, acting.tenant)
        await self._record(connection, acting, "employee.erase", file.id, {**gone})

    async def _check(
        self,
        connection: AsyncConnection,
        acting: Actor,
        values: Mapping[str, Any],
        employee_id: int | None,
    ) -> None:
        if not in_order(values):
            raise DatesOutOfOrder
        managed = acting.reach(permissions.MANAGE_PEOPLE)
        await find_place(connection, acting.tenant, values["place_id"], managed)
        manager = values["manager_id"]
        if manager is not None and (
            manager == employee_id
            or await repository.find_file(
                connection, acting.tenant, acting.reach(permissions.READ_PEOPLE), manager
            )
            is None
        ):
            raise ManagerUnknown
        person = values["person_id"]
        if person is not None and not await repository.is_account(
            connection, acting.tenant, person
        ):
            raise AccountUnknown

    async def _record(
        self,
        connection: AsyncConnection,
        acting: Actor,
        action: str,
        employee_id: int,
        payload: Mapping[str, object],
    ) -> None:
        event = AuditEvent(action, f"employee:{employee_id}", payload=payload)
        await self.audit.record(connection, event, actor=acting)


def private_reach(acting: Actor) -> Reach | None:
    """Where the private fields may be read; None: nowhere."""
    return acting.reaches.get(permissions.READ_PRIVATE)


def rights_on(acting: Actor, file: File) -> list[str]:
    """What may be done with that file, for pages: each act asks anew."""
    reaches = acting.reaches
    return [name for name in _OF_A_FILE if name in reaches and reaches[name].covers(file.path)]


def is_own(acting: Actor, file: File) -> bool:
    return acting.kind == "person" and file.person_id == acting.id
