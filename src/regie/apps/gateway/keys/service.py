"""Keys of a tenant: made, changed, revoked."""

from __future__ import annotations

from typing import Final, NamedTuple

from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.access import Actor, Audit, AuditEvent
from regie.core.cache import invalidate_after_commit
from regie.core.db import After

from ..changes import key_tag
from ..errors import ModelNotFound, TooMany
from ..models.repository import names_of_models
from ..permissions import MANAGE_KEYS, READ_USAGE
from . import repository
from .domain import Key
from .form import digest_of, new_key, shown
from .schemas import KeyChange, KeyDraft

MOST: Final = 500


class Made(NamedTuple):
    key: Key
    secret: str
    """Known here and nowhere else."""


class Keys:
    def __init__(self, audit: Audit, zone: str):
        self._audit = audit
        self._zone = zone

    async def list(
        self,
        connection: AsyncConnection,
        acting: Actor,
        after: After | None,
        limit: int,
        *,
        revoked: bool,
    ) -> list[Key]:
        acting.require(READ_USAGE)
        return await repository.list_keys(
            connection, acting.tenant, self._zone, after, limit, revoked=revoked
        )

    async def find(self, connection: AsyncConnection, acting: Actor, id: int) -> Key:  # noqa: A002
        acting.require(READ_USAGE)
        return await repository.find_key(connection, acting.tenant, id, self._zone)

    async def make(self, connection: AsyncConnection, acting: Actor, draft: KeyDraft) -> Made:
        """Raises TooMany, ModelNotFound."""
        acting.require(MANAGE_KEYS)
        if await repository.count_keys(connection, acting.tenant) >= MOST:
            raise TooMany
        await self._check_models(connection, acting, draft.models)
        secret = new_key()
        values = {
            "tenant": acting.tenant,
            "prefix": shown(secret),
            "digest": digest_of(secret.encode()),
            "created_by": acting.id if acting.kind == "person" else None,
            **draft.model_dump(),
        }
        id_ = await repository.add_key(connection, values)
        told = draft.model_dump(mode="json", exclude_none=True)
        event = AuditEvent("key.make", f"key:{id_}", payload=told)
        await self._audit.record(connection, event, actor=acting)
        return Made(await self.find(connection, acting, id_), secret)

    async def change(
        self,
        connection: AsyncConnection,
        acting: Actor,
        id: int,  # noqa: A002
        version: int,
        change: KeyChange,
    ) -> Key:
        """Raises KeyNotFound, ChangedMeanwhile, ModelNotFound."""
        acting.require(MANAGE_KEYS)
        await repository.find_key(connection, acting.tenant, id, self._zone)
        await self._check_models(connection, acting, change.models)
        digest = await repository.change_key(
            connection,
            {"tenant": acting.tenant, "id": id, "version": version, **change.model_dump()},
        )
        await invalidate_after_commit(connection, key_tag(digest))
        told = change.model_dump(mode="json", exclude_defaults=True)
        event = AuditEvent("key.change", f"key:{id}", payload=told)
        await self._audit.record(connection, event, actor=acting)
        return await repository.find_key(connection, acting.tenant, id, self._zone)

    async def revoke(
        self,
        connection: AsyncConnection,
        acting: Actor,
        id: int,  # noqa: A002
        version: int,
    ) -> None:
        """At once: what is reserved from now on is refused, whatever is remembered of the key.

        Raises KeyNotFound, ChangedMeanwhile."""
        acting.require(MANAGE_KEYS)
        await repository.find_key(connection, acting.tenant, id, self._zone)
        digest = await repository.revoke_key(connection, acting.tenant, id, version)
        await invalidate_after_commit(connection, key_tag(digest))
        await self._audit.record(connection, AuditEvent("key.revoke", f"key:{id}"), actor=acting)

    async def _check_models(
        self, connection: AsyncConnection, acting: Actor, ids: list[int] | None
    ) -> None:
        if ids is None:
            return
        if ids_missing := set(ids) - set(await names_of_models(connection, acting.tenant, ids)):
            raise ModelNotFound(f"{len(ids_missing)} of them")
