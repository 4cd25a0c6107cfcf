"""Providers over HTTP."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Response
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.access import Actor
from regie.core.app import Core
from regie.core.db import last_of
from regie.core.errors import Timeout, Unavailable
from regie.core.web import (
    AfterQuery,
    CursorMalformed,
    LimitQuery,
    actor,
    api_router,
    guarded,
    idempotent,
    if_match,
    may_raise,
    next_cursor,
    read_cursor,
    requires,
    tagged,
    transaction,
)

from ..errors import (
    AddressNotAllowed,
    InUse,
    NameTaken,
    ProviderNotFound,
    ProviderOfDemo,
    TooMany,
)
from ..money import RowId
from ..permissions import MANAGE_PROVIDERS, READ_USAGE
from .domain import Provider
from .schemas import (
    ProviderChange,
    ProviderChecked,
    ProviderDraft,
    SeenProvider,
    SeenProviders,
)
from .service import Providers

ProviderId = Annotated[RowId, Path()]
_SORT = "name"


def routes(core: Core, providers: Providers) -> APIRouter:
    api = api_router("/api/v1/gateway/providers", "gateway", guard=requires(READ_USAGE))
    _add_reading(api, core, providers)
    _add_changing(api, core, providers)
    return api


def _add_reading(api: APIRouter, core: Core, providers: Providers) -> None:
    begun = transaction(core.database)

    @api.get("")
    @may_raise(CursorMalformed)
    async def list_providers(
        after: AfterQuery = None,
        limit: LimitQuery = 50,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
    ) -> SeenProviders:
        """Providers, by name."""
        found = await providers.list(connection, acting, read_cursor(after, _SORT), limit)
        return SeenProviders(
            providers=[seen(each, core.clock()) for each in found],
            next=next_cursor(_SORT, last_of(found), found=len(found), limit=limit),
        )

    @api.get("/{id}")
    @may_raise(ProviderNotFound)
    async def read_provider(
        id: ProviderId,  # noqa: A002
        response: Response,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
    ) -> SeenProvider:
        """One provider and its state."""
        return tagged(response, seen(await providers.find(connection, acting, id), core.clock()))


def _add_changing(api: APIRouter, core: Core, providers: Providers) -> None:
    begun = transaction(core.database)
    once = idempotent(core.answers)
    manages = guarded(requires(MANAGE_PROVIDERS))

    @api.post("", status_code=201)
    @manages
    @may_raise(NameTaken, TooMany, AddressNotAllowed)
    async def add_provider(
        draft: ProviderDraft,
        response: Response,
        connection: AsyncConnection = once,
        acting: Actor = Depends(actor),
    ) -> SeenProvider:
        """Adds a provider.

        Its secret is sealed and never shown again.
        """
        return tagged(response, seen(await providers.add(connection, acting, draft), core.clock()))

    @api.patch("/{id}")
    @manages
    @may_raise(ProviderNotFound, NameTaken, AddressNotAllowed, ProviderOfDemo)
    async def change_provider(
        id: ProviderId,  # noqa: A002
        change: ProviderChange,
        response: Response,
        *,
        version: int = if_match,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
    ) -> SeenProvider:
        """Changes a provider, and ends its cooldown."""
        found = await providers.change(connection, acting, id, version, change)
        return tagged(response, seen(found, core.clock()))

    @api.delete("/{id}", status_code=204)
    @manages
    @may_raise(ProviderNotFound, InUse)
    async def remove_provider(
        id: ProviderId,  # noqa: A002
        version: int = if_match,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
    ) -> None:
        """Removes a provider that no model hangs on."""
        await providers.remove(connection, acting, id, version)

    @api.post("/{id}/check")
    @manages
    @may_raise(ProviderNotFound, Unavailable, Timeout)
    async def check_provider(id: ProviderId, acting: Actor = Depends(actor)) -> ProviderChecked:  # noqa: A002
        """Asks a provider for its models, now."""
        return ProviderChecked(**(await providers.check(acting, id))._asdict())


def seen(provider: Provider, now: datetime) -> SeenProvider:
    state = provider.state(now)
    given = provider._asdict()
    del given["tenant"], given["sort_value"]
    if state != "cooling":
        given["cooldown_until"] = None
    return SeenProvider(**given, state=state)
