"""Targets: who may set them, and what is put on record."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy.ext.asyncio import AsyncConnection

from regie.apps.retail.catalogue.stores import find_store
from regie.apps.retail.listing import Found, Page
from regie.apps.retail.months import written
from regie.apps.retail.permissions import MANAGE_TARGETS, READ_RESULTS
from regie.core.access import Actor, AuditEvent
from regie.core.app import Core

from . import repository
from .repository import Target
from .schemas import TargetDraft


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
        """Raises StoreNotFound, Forbidden, TargetTaken."""
        reach = acting.reach(READ_RESULTS)
        store = await find_store(connection, acting.tenant, reach, draft.store_id)
        acting.require(MANAGE_TARGETS, store.path)
        await repository.add_target(connection, acting.tenant, store.id, draft.month, draft.revenue)
        target = await self.find(connection, acting, store.id, draft.month)
        await self._record(connection, acting, target, [None, draft.revenue])
        return target

    async def change(
        self,
        connection: AsyncConnection,
        acting: Actor,
        store_id: int,
        month: date,
        *,
        version: int,
        cents: int | None,
    ) -> Target:
        """None removes it; then what was there is returned. Raises TargetNotFound, Forbidden,
        ChangedMeanwhile."""
        target = await self.find(connection, acting, store_id, month)
        acting.require(MANAGE_TARGETS, target.path)
        await repository.change_target(connection, target, acting.tenant, version, cents)
        if cents is not None:
            target = await self.find(connection, acting, store_id, month)
        await self._record(connection, acting, target, [target.revenue_cents, cents])
        return target

    async def _record(
        self, connection: AsyncConnection, acting: Actor, target: Target, cents: list[int | None]
    ) -> None:
        payload = {"month": written(target.month), "cents": cents}
        event = AuditEvent("target.change", f"store:{target.store_id}", payload=payload)
        await self._core.audit.record(connection, event, actor=acting)
