"""Keys over HTTP."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.access import Actor
from regie.core.app import Core
from regie.core.db import last_of
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
    never_compress,
    next_cursor,
    read_cursor,
    requires,
    tagged,
    transaction,
)

from ..errors import KeyNotFound, ModelNotFound, TooMany
from ..models.schemas import Named
from ..money import RowId
from ..permissions import MANAGE_KEYS, READ_USAGE
from .domain import Key, next_period
from .schemas import KeyChange, KeyDraft, SeenKey, SeenKeys, SeenKeyWithSecret
from .service import Keys

KeyId = Annotated[RowId, Path()]
_SORT = "name"


def routes(core: Core, keys: Keys) -> APIRouter:
    api = api_router("/api/v1/gateway/keys", "gateway", guard=requires(READ_USAGE))
    _add_reading(api, core, keys)
    _add_changing(api, core, keys)
    return api


def _add_reading(api: APIRouter, core: Core, keys: Keys) -> None:
    begun = transaction(core.database)

    @api.get("")
    @may_raise(CursorMalformed)
    async def list_gateway_keys(
        revoked: Annotated[bool, Query(description="Those that were revoked as well.")] = False,
        after: AfterQuery = None,
        limit: LimitQuery = 50,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
    ) -> SeenKeys:
        """Keys and their budgets, by name."""
        start = read_cursor(after, _SORT)
        found = await keys.list(connection, acting, start, limit, revoked=revoked)
        return SeenKeys(
            keys=[seen(core, each) for each in found],
            next=next_cursor(_SORT, last_of(found), found=len(found), limit=limit),
        )

    @api.get("/{id}")
    @may_raise(KeyNotFound)
    async def read_gateway_key(
        id: KeyId,  # noqa: A002
        response: Response,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
    ) -> SeenKey:
        """One key and its budget."""
        return tagged(response, seen(core, await keys.find(connection, acting, id)))


def _add_changing(api: APIRouter, core: Core, keys: Keys) -> None:
    begun = transaction(core.database)
    once = idempotent(core.answers, secret=("secret",))
    manages = guarded(requires(MANAGE_KEYS))

    @api.post("", status_code=201)
    @manages
    @may_raise(TooMany, ModelNotFound)
    async def make_gateway_key(
        request: Request,
        draft: KeyDraft,
        connection: AsyncConnection = once,
        acting: Actor = Depends(actor),
    ) -> SeenKeyWithSecret:
        """Makes a key.

        Its secret is shown this once.
        """
        never_compress(request.scope)
        made = await keys.make(connection, acting, draft)
        return SeenKeyWithSecret(**_fields(core, made.key), secret=made.secret)

    @api.patch("/{id}")
    @manages
    @may_raise(KeyNotFound, ModelNotFound)
    async def change_gateway_key(
        id: KeyId,  # noqa: A002
        change: KeyChange,
        response: Response,
        *,
        version: int = if_match,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
    ) -> SeenKey:
        """Changes a key or its budget; what was spent stays spent."""
        found = await keys.change(connection, acting, id, version, change)
        return tagged(response, seen(core, found))

    @api.delete("/{id}", status_code=204)
    @manages
    @may_raise(KeyNotFound)
    async def revoke_gateway_key(
        id: KeyId,  # noqa: A002
        version: int = if_match,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
    ) -> None:
        """Revokes a key, at once."""
        await keys.revoke(connection, acting, id, version)


def seen(core: Core, key: Key) -> SeenKey:
    return SeenKey(**_fields(core, key))


def _fields(core: Core, key: Key) -> dict[str, Any]:
    now = core.clock()
    opens = key.models
    return {
        **key._asdict(),
        "models": None if opens is None else [Named(id=id_, name=name) for id_, name in opens],
        "remaining_micros": key.remaining_micros,
        "state": key.state(now),
        "resets_at": next_period(key.period, now, core.settings.zone),
    }
