"""Providers of a tenant: who may change them, and how they are."""

from __future__ import annotations

from collections.abc import Mapping
from time import monotonic
from typing import Final, NamedTuple

from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.access import Actor, Audit, AuditEvent
from regie.core.cache import invalidate_after_commit
from regie.core.db import After, Database
from regie.core.http import AddressRefused, RemoteError
from regie.core.vault import Vault

from ..changes import offer_tag
from ..errors import AddressNotAllowed, ProviderOfDemo, TooMany
from ..permissions import MANAGE_PROVIDERS, READ_USAGE
from . import repository
from .domain import Provider
from .reaching import Reaching
from .schemas import ProviderChange, ProviderDraft
from .sealed import SECRETS

MOST: Final = 50
MOST_MODELS: Final = 200


class Checked(NamedTuple):
    reachable: bool
    status: int | None
    error: str | None
    elapsed_ms: int
    models: list[str]


class Providers:
    def __init__(self, database: Database, vault: Vault, audit: Audit, reaching: Reaching):
        self._database = database
        self._vault = vault
        self._audit = audit
        self._reaching = reaching

    async def list(
        self, connection: AsyncConnection, acting: Actor, after: After | None, limit: int
    ) -> list[Provider]:
        acting.require(READ_USAGE)
        return await repository.list_providers(connection, acting.tenant, after, limit)

    async def find(self, connection: AsyncConnection, acting: Actor, id: int) -> Provider:  # noqa: A002
        acting.require(READ_USAGE)
        return await repository.find_provider(connection, acting.tenant, id)

    async def add(
        self, connection: AsyncConnection, acting: Actor, draft: ProviderDraft
    ) -> Provider:
        """Raises NameTaken, TooMany, AddressNotAllowed."""
        acting.require(MANAGE_PROVIDERS)
        await self._check_address(draft.base_url)
        if await repository.count_providers(connection, acting.tenant) >= MOST:
            raise TooMany
        given = draft.model_dump(exclude={"secret"})
        id_ = await repository.add_provider(connection, {"tenant": acting.tenant, **given})
        if draft.secret is not None:
            await repository.keep_secret(connection, id_, self._sealed(id_, draft.secret))
        return await self._changed(connection, acting, id_, "provider.add", given)

    async def change(
        self,
        connection: AsyncConnection,
        acting: Actor,
        id: int,  # noqa: A002
        version: int,
        change: ProviderChange,
    ) -> Provider:
        """Raises ProviderNotFound, ChangedMeanwhile, NameTaken, AddressNotAllowed."""
        acting.require(MANAGE_PROVIDERS)
        before = await repository.find_provider(connection, acting.tenant, id)
        if change.base_url is not None:
            if before.kind == "demo":
                raise ProviderOfDemo
            await self._check_address(change.base_url)
        values = change.model_dump(exclude={"secret", "without_secret"})
        resealed = change.secret is not None or change.without_secret
        secret = None if change.secret is None else self._sealed(id, change.secret)
        await repository.change_provider(
            connection,
            {
                "tenant": acting.tenant,
                "id": id,
                "version": version,
                **values,
                "resealed": resealed,
                "secret": secret,
            },
        )
        told = {name: value for name, value in values.items() if value is not None}
        if resealed:
            told["secret"] = "replaced" if change.secret is not None else "removed"
        return await self._changed(connection, acting, id, "provider.change", told)

    async def remove(
        self,
        connection: AsyncConnection,
        acting: Actor,
        id: int,  # noqa: A002
        version: int,
    ) -> None:
        """Raises ProviderNotFound, ChangedMeanwhile, InUse."""
        acting.require(MANAGE_PROVIDERS)
        found = await repository.find_provider(connection, acting.tenant, id)
        await repository.remove_provider(connection, acting.tenant, id, version)
        await invalidate_after_commit(connection, offer_tag(acting.tenant))
        event = AuditEvent("provider.remove", f"provider:{id}", payload={"name": found.name})
        await self._audit.record(connection, event, actor=acting)

    async def check(self, acting: Actor, id: int) -> Checked:  # noqa: A002
        """Asks it for its models, in no transaction. Raises ProviderNotFound."""
        acting.require(MANAGE_PROVIDERS)
        async with self._database.begin() as connection:
            found = await repository.find_provider(connection, acting.tenant, id)
            sealed = await repository.sealed_secret(connection, acting.tenant, id)
        begun = monotonic()
        status: int | None = None
        error: str | None = None
        models: list[str] = []
        try:
            base, headers = self._reaching.how(id, found.kind, found.base_url, sealed)
            answer = await self._reaching.client.get(f"{base}/models", headers=headers)
            status = answer.status
            models = _names(answer.json()) if status == 200 else []
        except RemoteError as failure:
            error = failure.code
        elapsed_ms = round((monotonic() - begun) * 1000)
        return Checked(status == 200, status, error, elapsed_ms, models)

    async def _check_address(self, url: str) -> None:
        try:
            await self._reaching.check(url)
        except AddressRefused as error:
            raise AddressNotAllowed(error.detail) from error

    def _sealed(self, id: int, secret: str) -> str:  # noqa: A002
        return self._vault.seal(secret, SECRETS.of(id))

    async def _changed(
        self,
        connection: AsyncConnection,
        acting: Actor,
        id: int,  # noqa: A002
        action: str,
        told: Mapping[str, object],
    ) -> Provider:
        await invalidate_after_commit(connection, offer_tag(acting.tenant))
        event = AuditEvent(action, f"provider:{id}", payload=dict(told))
        await self._audit.record(connection, event, actor=acting)
        return await repository.find_provider(connection, acting.tenant, id)


def _names(said: object) -> list[str]:
    """Of `{"data": [{"id": …}, …]}`; a server that says something else has none."""
    listed = said.get("data") if isinstance(said, dict) else None  # pyright: ignore[reportUnknownVariableType,reportUnknownMemberType]
    if not isinstance(listed, list):
        return []
    ids = [each.get("id") for each in listed if isinstance(each, dict)]  # pyright: ignore[reportUnknownVariableType,reportUnknownMemberType]
    return [each[:200] for each in ids if isinstance(each, str)][:MOST_MODELS]
