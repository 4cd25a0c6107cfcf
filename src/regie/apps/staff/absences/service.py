"""What is done with absences, and who may do it to whom.

Everybody asks for themselves, whoever may approve for a place decides there, and nobody on their
own. Whatever counts against a balance is booked in the same transaction.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy.ext.asyncio import AsyncConnection

from regie.apps.staff import permissions
from regie.apps.staff.freshness import changed
from regie.apps.staff.notices import Notices
from regie.apps.staff.people.domain import File
from regie.apps.staff.people.service import People
from regie.core.access import Actor, AuditEvent, Reach
from regie.core.db import After
from regie.core.web import ChangedMeanwhile

from . import ledger, repository
from .days import LONGEST_DAYS, Span
from .domain import Account, Balance, Entry, Kind, State
from .errors import (
    AbsenceNotFound,
    BalanceTooLow,
    KindUnknown,
    NoBalance,
    NotCancellable,
    NotPending,
    NoWorkingDay,
    OutsideEmployment,
    Overlaps,
    OwnAbsence,
)
from .repository import FoundAbsences, SortName
from .views import AbsenceView, Wanted


class Measure(NamedTuple):
    half_days: int
    left: int | None
    """Half days of balance, were it asked for; None for a kind without one."""
    overlaps: bool


@dataclass(frozen=True, slots=True)
class Absences:
    people: People
    notices: Notices

    async def kinds(self, connection: AsyncConnection, acting: Actor) -> list[Kind]:
        return await repository.list_kinds(connection, acting.tenant)

    async def list(
        self,
        connection: AsyncConnection,
        acting: Actor,
        wanted: Wanted,
        *,
        own: bool = False,
        sort: SortName = "-first_on",
        after: After | None = None,
        limit: int = 50,
    ) -> FoundAbsences:
        """Those of people for whom the actor decides, or the actor's own."""
        reach = None if own else acting.reach(permissions.APPROVE_ABSENCES)
        return await repository.list_absences(
            connection,
            acting.tenant,
            reach,
            wanted,
            own=_person(acting),
            sort=sort,
            after=after,
            limit=limit,
        )

    async def find(
        self, connection: AsyncConnection, acting: Actor, absence_id: int
    ) -> AbsenceView:
        """One's own, or of somebody for whom one decides. Raises AbsenceNotFound."""
        found = await repository.find_absence(
            connection, acting.tenant, approving(acting), absence_id, own=_person(acting)
        )
        if found is None:
            raise AbsenceNotFound
        return found

    async def measure(
        self, connection: AsyncConnection, acting: Actor, kind_code: str, span: Span
    ) -> Measure:
        """What a request of one's own would come to. Raises NoFile, KindUnknown, NoWorkingDay."""
        file = await self.people.own(connection, acting)
        kind = await self._kind(connection, acting, kind_code)
        half_days = _measured(span)
        left = None
        if kind.has_balance:
            left = (await self._balance(connection, file, kind)).half_days - half_days
        return Measure(half_days, left, await repository.overlaps(connection, file.id, span))

    async def ask(
        self,
        connection: AsyncConnection,
        acting: Actor,
        kind_code: str,
        span: Span,
        note: str | None,
    ) -> AbsenceView:
        """For oneself. Raises NoFile, KindUnknown, NoWorkingDay, OutsideEmployment, Overlaps,
        BalanceTooLow."""
        acting.reach(permissions.ASK_ABSENCES)
        file = await self.people.own(connection, acting)
        kind = await self._kind(connection, acting, kind_code)
        half_days = _measured(span)
        if span.first_on < file.hired_on or (
            file.left_on is not None and span.last_on > file.left_on
        ):
            raise OutsideEmployment
        await repository.hold(connection, file.id)
        if await repository.overlaps(connection, file.id, span):
            raise Overlaps
        if kind.has_balance:
            left = (await self._balance(connection, file, kind)).half_days
            if left < half_days:
                raise BalanceTooLow(days=left / 2)
        number = await repository.add_absence(
            connection,
            acting.tenant,
            file.id,
            kind.code,
            span,
            half_days=half_days,
            note=note,
            asked_by=acting.key,
        )
        asked = await self.find(connection, acting, number)
        await self._book(connection, kind, asked, {"pending": -half_days}, by=acting.key)
        await self.notices.absence_asked(connection, acting.tenant, number)
        await self._record(connection, acting, "absence.ask", asked)
        return asked

    async def decide(
        self,
        connection: AsyncConnection,
        acting: Actor,
        absence_id: int,
        *,
        approve: bool,
        note: str | None,
        version: int,
    ) -> AbsenceView:
        """Raises AbsenceNotFound, OwnAbsence, NotPending, ChangedMeanwhile, Overlaps."""
        reach = acting.reach(permissions.APPROVE_ABSENCES)
        absence = await self._held(connection, acting, reach, absence_id)
        if absence.own:
            raise OwnAbsence
        if absence.state != "pending":
            raise NotPending
        kind = await self._kind(connection, acting, absence.kind)
        decided = await self._change(
            connection,
            acting,
            absence,
            "approved" if approve else "refused",
            version=version,
            note=note,
        )
        if approve:
            await self._book(
                connection,
                kind,
                absence,
                {"pending": absence.half_days, "taken": -absence.half_days},
                by=acting.key,
            )
            await changed(connection, acting.tenant)
        else:
            await self._book(
                connection, kind, absence, {"pending": absence.half_days}, by=acting.key
            )
        await self.notices.absence_decided(connection, acting.tenant, absence_id)
        action = "absence.approve" if approve else "absence.refuse"
        await self._record(connection, acting, action, decided)
        return decided

    async def cancel(
        self,
        connection: AsyncConnection,
        acting: Actor,
        absence_id: int,
        *,
        note: str | None,
        version: int,
    ) -> AbsenceView:
        """One's own before it begins, or another's, for whom one decides, at any time: what was
        booked is taken back. Raises AbsenceNotFound, NotCancellable, ChangedMeanwhile."""
        absence = await self._held(connection, acting, approving(acting), absence_id)
        if not self.may_cancel(acting, absence):
            raise NotCancellable
        kind = await self._kind(connection, acting, absence.kind)
        cancelled = await self._change(
            connection, acting, absence, "cancelled", version=version, note=note
        )
        if absence.state == "approved":
            await self._book(connection, kind, absence, {"taken": absence.half_days}, by=acting.key)
            await changed(connection, acting.tenant)
        else:
            await self._book(
                connection, kind, absence, {"pending": absence.half_days}, by=acting.key
            )
        await self._record(connection, acting, "absence.cancel", cancelled)
        return cancelled

    async def balances(
        self, connection: AsyncConnection, acting: Actor, file: File, on: date | None = None
    ) -> list[tuple[Kind, Balance]]:
        """Of a file that the actor was given, for every kind that has one."""
        kinds = await repository.list_kinds(connection, acting.tenant)
        found = await ledger.balances(connection, file.id, on or self.people.today)
        return [(kind, found.get(kind.code, Balance())) for kind in kinds if kind.has_balance]

    async def entries(
        self,
        connection: AsyncConnection,
        acting: Actor,
        file: File,
        kind_code: str,
        on: date | None = None,
    ) -> tuple[Kind, list[Entry]]:
        """What a balance was made of. Raises KindUnknown, NoBalance."""
        kind = await self._kind(connection, acting, kind_code)
        if not kind.has_balance:
            raise NoBalance
        on = on or self.people.today
        return kind, await ledger.entries(connection, file.id, kind.code, on)

    async def correct(
        self,
        connection: AsyncConnection,
        acting: Actor,
        employee_id: int,
        kind_code: str,
        *,
        half_days: int,
        note: str,
    ) -> File:
        """Adds a line that says why. Raises EmployeeNotFound, KindUnknown, NoBalance."""
        file = await self.people.find(connection, acting, employee_id, permissions.MANAGE_PEOPLE)
        kind = await self._kind(connection, acting, kind_code)
        if not kind.has_balance:
            raise NoBalance
        await repository.hold(connection, file.id)
        await ledger.book(
            connection,
            acting.tenant,
            file.id,
            kind.code,
            account="correction",
            half_days=half_days,
            on=self.people.today,
            by=acting.key,
            note=note,
        )
        payload = {"kind": kind.code, "half_days": half_days}
        event = AuditEvent("balance.correct", f"employee:{file.id}", payload=payload)
        await self.people.audit.record(connection, event, actor=acting)
        return file

    def may_decide(self, acting: Actor, absence: AbsenceView) -> bool:
        reach = approving(acting)
        return (
            absence.state == "pending"
            and not absence.own
            and reach is not None
            and reach.covers(absence.path)
        )

    def may_cancel(self, acting: Actor, absence: AbsenceView) -> bool:
        if absence.state not in ("pending", "approved"):
            return False
        if absence.own:
            return absence.state == "pending" or absence.first_on > self.people.today
        reach = approving(acting)
        return reach is not None and reach.covers(absence.path)

    async def _held(
        self, connection: AsyncConnection, acting: Actor, reach: Reach | None, absence_id: int
    ) -> AbsenceView:
        """As it is once nobody else decides on anything of that person's."""
        own = _person(acting)
        found = await repository.find_absence(connection, acting.tenant, reach, absence_id, own=own)
        if found is None:
            raise AbsenceNotFound
        await repository.hold(connection, found.employee_id)
        return await self.find(connection, acting, absence_id)

    async def _change(
        self,
        connection: AsyncConnection,
        acting: Actor,
        absence: AbsenceView,
        state: State,
        *,
        version: int,
        note: str | None,
    ) -> AbsenceView:
        if not await repository.change_state(
            connection,
            absence.id,
            state,
            version=version,
            from_states=(absence.state,),
            by=acting.key,
            note=note,
        ):
            raise ChangedMeanwhile
        return await self.find(connection, acting, absence.id)

    async def _kind(self, connection: AsyncConnection, acting: Actor, code: str) -> Kind:
        for kind in await repository.list_kinds(connection, acting.tenant):
            if kind.code == code:
                return kind
        raise KindUnknown

    async def _balance(self, connection: AsyncConnection, file: File, kind: Kind) -> Balance:
        found = await ledger.balances(connection, file.id, self.people.today)
        return found.get(kind.code, Balance())

    async def _book(
        self,
        connection: AsyncConnection,
        kind: Kind,
        absence: AbsenceView,
        amounts: Mapping[Account, int],
        *,
        by: str,
    ) -> None:
        """Nothing of a kind that has no balance."""
        if not kind.has_balance:
            return
        for account, half_days in amounts.items():
            await ledger.book(
                connection,
                absence.tenant,
                absence.employee_id,
                kind.code,
                account=account,
                half_days=half_days,
                on=self.people.today,
                by=by,
                absence_id=absence.id,
            )

    async def _record(
        self, connection: AsyncConnection, acting: Actor, action: str, absence: AbsenceView
    ) -> None:
        """Kind and reason stay out of it: they may tell of somebody's health."""
        event = AuditEvent(
            action, f"absence:{absence.id}", payload={"employee": absence.employee_id}
        )
        await self.people.audit.record(connection, event, actor=acting)


def approving(acting: Actor) -> Reach | None:
    """Where the actor decides on absences; None: nowhere."""
    return acting.reaches.get(permissions.APPROVE_ABSENCES)


def _person(acting: Actor) -> int:
    return acting.id if acting.kind == "person" else 0


def _measured(span: Span) -> int:
    if not span.in_order or (span.last_on - span.first_on).days > LONGEST_DAYS:
        raise NoWorkingDay
    half_days = span.working_half_days
    if half_days <= 0:
        raise NoWorkingDay
    return half_days
