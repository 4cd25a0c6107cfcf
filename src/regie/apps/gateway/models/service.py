"""The models that a tenant offers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.access import Actor, Audit, AuditEvent
from regie.core.cache import invalidate_after_commit
from regie.core.db import After

from ..changes import offer_tag
from ..errors import FallbackRefused, TooMany
from ..permissions import MANAGE_PROVIDERS, READ_USAGE
from ..providers.repository import find_provider
from . import repository
from .repository import Model
from .schemas import ModelChange, ModelDraft

MOST: Final = 200


class Models:
    def __init__(self, audit: Audit):
        self._audit = audit

    async def list(
        self, connection: AsyncConnection, acting: Actor, after: After | None, limit: int
    ) -> list[Model]:
        acting.require(READ_USAGE)
        return await repository.list_models(connection, acting.tenant, after, limit)

    async def find(self, connection: AsyncConnection, acting: Actor, id: int) -> Model:  # noqa: A002
        acting.require(READ_USAGE)
        return await repository.find_model(connection, acting.tenant, id)

    async def add(self, connection: AsyncConnection, acting: Actor, draft: ModelDraft) -> Model:
        """Raises ProviderNotFound, NameTaken, TooMany, FallbackRefused."""
        acting.require(MANAGE_PROVIDERS)
        if await repository.count_models(connection, acting.tenant) >= MOST:
            raise TooMany
        await find_provider(connection, acting.tenant, draft.provider_id)
        await self._check_fallback(connection, acting, None, draft.fallback_id)
        given = draft.model_dump()
        id_ = await repository.add_model(connection, {"tenant": acting.tenant, **given})
        return await self._changed(connection, acting, id_, "model.add", given)

    async def change(
        self,
        connection: AsyncConnection,
        acting: Actor,
        id: int,  # noqa: A002
        version: int,
        change: ModelChange,
    ) -> Model:
        """Raises ModelNotFound, ProviderNotFound, ChangedMeanwhile, NameTaken, FallbackRefused."""
        acting.require(MANAGE_PROVIDERS)
        await repository.find_model(connection, acting.tenant, id)
        if change.provider_id is not None:
            await find_provider(connection, acting.tenant, change.provider_id)
        await self._check_fallback(connection, acting, id, change.fallback_id)
        values = change.model_dump()
        await repository.change_model(
            connection, {"tenant": acting.tenant, "id": id, "version": version, **values}
        )
        told = {name: value for name, value in values.items() if value not in (None, False)}
        if change.enabled is not None:
            told["enabled"] = change.enabled
        return await self._changed(connection, acting, id, "model.change", told)

    async def remove(
        self,
        connection: AsyncConnection,
        acting: Actor,
        id: int,  # noqa: A002
        version: int,
    ) -> None:
        """Raises ModelNotFound, ChangedMeanwhile, InUse."""
        acting.require(MANAGE_PROVIDERS)
        found = await repository.find_model(connection, acting.tenant, id)
        await repository.remove_model(connection, acting.tenant, id, version)
        await invalidate_after_commit(connection, offer_tag(acting.tenant))
        event = AuditEvent("model.remove", f"model:{id}", payload={"name": found.name})
        await self._audit.record(connection, event, actor=acting)

    async def _check_fallback(
        self,
        connection: AsyncConnection,
        acting: Actor,
        id: int | None,  # noqa: A002
        fallback_id: int | None,
    ) -> None:
        """One step and no more: nobody waits for a chain of providers that fail."""
        if fallback_id is None:
            return
        fallback = await repository.find_model(connection, acting.tenant, fallback_id)
        if fallback_id == id or fallback.fallback_id is not None:
            raise FallbackRefused
        if id is not None and await repository.is_somebodys_fallback(connection, acting.tenant, id):
            raise FallbackRefused

    async def _changed(
        self,
        connection: AsyncConnection,
        acting: Actor,
        id: int,  # noqa: A002
        action: str,
        told: Mapping[str, object],
    ) -> Model:
        await invalidate_after_commit(connection, offer_tag(acting.tenant))
        event = AuditEvent(action, f"model:{id}", payload=dict(told))
        await self._audit.record(connection, event, actor=acting)
        return await repository.find_model(connection, acting.tenant, id)
