"""Targets: who may set them, and what is put on record."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from regie.apps.retail.catalogue.stores import find_store
from regie.apps.retail.errors import TargetMarginTooHigh
from regie.apps.retail.listing import Found, Page
from regie.apps.retail.months import written
from regie.apps.retail.permissions import MANAGE_TARGETS, READ_RESULTS
from regie.core.access import Actor, AuditEvent
from regie.core.app import Core

from . import repository
from .repository import Goals, Target
from .schemas import TargetChange, TargetDraft

_NOTHING: Final = (None, None, None)
_RECORDED: Final = ("cents", "margin_cents", "baskets")
"""How the audit names what `Goals` has."""


class Targets:
    def __init__(self, core: Core):
        self._core = core

    async def list(
        self,
        connection: AsyncConnection,
        acting: Actor,
        page: Page,
        wanted: Mapping[str, object],
    ) -> Found[Target]:
        reach = acting.reach(READ_RESULTS)
        return await repository.list_targets(connection, acting.tenant, reach, page, wanted)

    async def find(
        self, connection: AsyncConnection, acting: Actor, store_id: int, month: date
    ) -> Target:
        """Raises TargetNotFound."""
        reach = acting.reach(READ_RESULTS)
        return await repository.find_target(connection, acting.tenant, reach, store_id, month)

    async def add(self, connection: AsyncConnection, acting: Actor, draft: TargetDraft) -> Target:
        """Raises StoreNotFound, Forbidden, TargetMarginTooHigh, TargetTaken."""
        reach = acting.reach(READ_RESULTS)
        store = await find_store(connection, acting.tenant, reach, draft.store_id)
        acting.require(MANAGE_TARGETS, store.path)
        goals = _possible(Goals(draft.revenue, draft.margin, draft.baskets))
        await repository.add_target(connection, acting.tenant, store.id, draft.month, goals)
        target = await self.find(connection, acting, store.id, draft.month)
        await self._record(connection, acting, target, None, goals)
        return target

    async def change(
        self,
        connection: AsyncConnection,
        acting: Actor,
        store_id: int,
        month: date,
        *,
        version: int,
        change: TargetChange | None,
    ) -> Target:
        """None removes it; then what was there is returned. Raises TargetNotFound, Forbidden,
        TargetMarginTooHigh, ChangedMeanwhile."""
        target = await self.find(connection, acting, store_id, month)
        acting.require(MANAGE_TARGETS, target.path)
        before = target.goals
        goals = None if change is None else _possible(_changed(before, change))
        await repository.change_target(connection, target, acting.tenant, version, goals)
        if goals is not None:
            target = await self.find(connection, acting, store_id, month)
        await self._record(connection, acting, target, before, goals)
        return target

    async def _record(
        self,
        connection: AsyncConnection,
        acting: Actor,
        target: Target,
        before: Goals | None,
        after: Goals | None,
    ) -> None:
        """What changed, as it was and as it is."""
        pairs = zip(before or _NOTHING, after or _NOTHING, strict=True)
        changed = {
            name: [was, became]
            for name, (was, became) in zip(_RECORDED, pairs, strict=True)
            if was != became
        }
        payload = {"month": written(target.month), **changed}
        event = AuditEvent("target.change", f"store:{target.store_id}", payload=payload)
        await self._core.audit.record(connection, event, actor=acting)


def _changed(before: Goals, change: TargetChange) -> Goals:
    given = change.model_fields_set
    return Goals(
        change.revenue or before.revenue_cents,
        change.margin if "margin" in given else before.margin_cents,
        change.baskets if "baskets" in given else before.baskets,
    )


def _possible(goals: Goals) -> Goals:
    """Raises TargetMarginTooHigh."""
    if goals.margin_cents is not None and goals.margin_cents > goals.revenue_cents:
        raise TargetMarginTooHigh
    return goals
