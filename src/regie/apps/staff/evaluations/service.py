"""Evaluations: who reads and writes them, where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncConnection

from regie.apps.staff import permissions
from regie.apps.staff.freshness import changed
from regie.apps.staff.people.errors import DatesOutOfOrder
from regie.apps.staff.people.service import People, is_own
from regie.core.access import Actor, AuditEvent
from regie.core.db import After
from regie.core.web import ChangedMeanwhile

from . import repository
from .errors import EvaluationNotFound, OwnEvaluation
from .repository import EvaluationView, FoundEvaluations, SortName

_FIELDS: Final = ("period_from", "period_until", "mark_tenths", "weight", "comment")


@dataclass(frozen=True, slots=True)
class Evaluations:
    people: People

    async def list(
        self,
        connection: AsyncConnection,
        acting: Actor,
        *,
        own: bool = False,
        employee: int | None = None,
        place: int | None = None,
        sort: SortName = "-period",
        after: After | None = None,
        limit: int = 50,
    ) -> FoundEvaluations:
        """Those within reach, or the actor's own."""
        return await repository.list_evaluations(
            connection,
            acting.tenant,
            None if own else acting.reach(permissions.READ_EVALUATIONS),
            own=_person(acting),
            employee=employee,
            place=place,
            sort=sort,
            after=after,
            limit=limit,
        )

    async def find(
        self, connection: AsyncConnection, acting: Actor, evaluation_id: int
    ) -> EvaluationView:
        """Raises EvaluationNotFound."""
        reach = acting.reach(permissions.READ_EVALUATIONS)
        found = await repository.find_evaluation(connection, acting.tenant, reach, evaluation_id)
        if found is None:
            raise EvaluationNotFound
        return found

    async def add(
        self, connection: AsyncConnection, acting: Actor, values: Mapping[str, Any]
    ) -> EvaluationView:
        """Raises EmployeeNotFound, OwnEvaluation, DatesOutOfOrder."""
        file = await self.people.find(
            connection, acting, values["employee_id"], permissions.MANAGE_EVALUATIONS
        )
        if is_own(acting, file):
            raise OwnEvaluation
        _check(values)
        number = await repository.add_evaluation(
            connection, acting.tenant, values, own=_person(acting), by=acting.key
        )
        return await self._told(connection, acting, "evaluation.add", number)

    async def change(
        self,
        connection: AsyncConnection,
        acting: Actor,
        evaluation_id: int,
        changes: Mapping[str, Any],
        *,
        version: int,
    ) -> EvaluationView:
        """Raises EvaluationNotFound, Forbidden, OwnEvaluation, DatesOutOfOrder,
        ChangedMeanwhile."""
        known = await self._mine(connection, acting, evaluation_id)
        values = {name: getattr(known, name) for name in _FIELDS} | {**changes}
        _check(values)
        if not await repository.change_evaluation(
            connection, evaluation_id, values, version=version
        ):
            raise ChangedMeanwhile
        return await self._told(connection, acting, "evaluation.change", evaluation_id)

    async def remove(
        self, connection: AsyncConnection, acting: Actor, evaluation_id: int, *, version: int
    ) -> None:
        """Raises as `change`."""
        known = await self._mine(connection, acting, evaluation_id)
        if not await repository.remove_evaluation(connection, evaluation_id, version=version):
            raise ChangedMeanwhile
        await changed(connection, acting.tenant)
        await self._record(connection, acting, "evaluation.remove", known)

    def may_change(self, acting: Actor, view: EvaluationView) -> bool:
        reach = acting.reaches.get(permissions.MANAGE_EVALUATIONS)
        return reach is not None and reach.covers(view.path) and not _is_of(acting, view)

    async def _mine(
        self, connection: AsyncConnection, acting: Actor, evaluation_id: int
    ) -> EvaluationView:
        known = await self.find(connection, acting, evaluation_id)
        acting.require(permissions.MANAGE_EVALUATIONS, known.path)
        if _is_of(acting, known):
            raise OwnEvaluation
        return known

    async def _told(
        self, connection: AsyncConnection, acting: Actor, action: str, evaluation_id: int
    ) -> EvaluationView:
        await changed(connection, acting.tenant)
        made = await self.find(connection, acting, evaluation_id)
        await self._record(connection, acting, action, made)
        return made

    async def _record(
        self, connection: AsyncConnection, acting: Actor, action: str, view: EvaluationView
    ) -> None:
        """Without the mark."""
        event = AuditEvent(action, f"evaluation:{view.id}", payload={"employee": view.employee_id})
        await self.people.audit.record(connection, event, actor=acting)


def _is_of(acting: Actor, view: EvaluationView) -> bool:
    return acting.kind == "person" and view.person_id == acting.id


def _person(acting: Actor) -> int:
    return acting.id if acting.kind == "person" else 0


def _check(values: Mapping[str, Any]) -> None:
    if values["period_until"] < values["period_from"]:
        raise DatesOutOfOrder
