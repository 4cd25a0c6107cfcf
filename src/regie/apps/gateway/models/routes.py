"""Models over HTTP."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Response
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
    next_cursor,
    read_cursor,
    requires,
    tagged,
    transaction,
)

from ..errors import (
    FallbackRefused,
    InUse,
    ModelNotFound,
    NameTaken,
    ProviderNotFound,
    TooMany,
)
from ..money import RowId
from ..permissions import MANAGE_PROVIDERS, READ_USAGE
from .repository import Model
from .schemas import ModelChange, ModelDraft, Named, SeenModel, SeenModels
from .service import Models

ModelId = Annotated[RowId, Path()]
_SORT = "name"


def routes(core: Core, models: Models) -> APIRouter:
    api = api_router("/api/v1/gateway/models", "gateway", guard=requires(READ_USAGE))
    _add_reading(api, core, models)
    _add_changing(api, core, models)
    return api


def _add_reading(api: APIRouter, core: Core, models: Models) -> None:
    begun = transaction(core.database)

    @api.get("")
    @may_raise(CursorMalformed)
    async def list_gateway_models(
        after: AfterQuery = None,
        limit: LimitQuery = 100,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
    ) -> SeenModels:
        """Models, by name."""
        found = await models.list(connection, acting, read_cursor(after, _SORT), limit)
        return SeenModels(
            models=[seen(each) for each in found],
            next=next_cursor(_SORT, last_of(found), found=len(found), limit=limit),
        )

    @api.get("/{id}")
    @may_raise(ModelNotFound)
    async def read_gateway_model(
        id: ModelId,  # noqa: A002
        response: Response,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
    ) -> SeenModel:
        """One model and its prices."""
        return tagged(response, seen(await models.find(connection, acting, id)))


def _add_changing(api: APIRouter, core: Core, models: Models) -> None:
    begun = transaction(core.database)
    once = idempotent(core.answers)
    manages = guarded(requires(MANAGE_PROVIDERS))

    @api.post("", status_code=201)
    @manages
    @may_raise(ProviderNotFound, ModelNotFound, NameTaken, TooMany, FallbackRefused)
    async def add_gateway_model(
        draft: ModelDraft,
        response: Response,
        connection: AsyncConnection = once,
        acting: Actor = Depends(actor),
    ) -> SeenModel:
        """Offers a model."""
        return tagged(response, seen(await models.add(connection, acting, draft)))

    @api.patch("/{id}")
    @manages
    @may_raise(ProviderNotFound, ModelNotFound, NameTaken, FallbackRefused)
    async def change_gateway_model(
        id: ModelId,  # noqa: A002
        change: ModelChange,
        response: Response,
        *,
        version: int = if_match,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
    ) -> SeenModel:
        """Changes a model; what is under way is paid at the former price."""
        return tagged(response, seen(await models.change(connection, acting, id, version, change)))

    @api.delete("/{id}", status_code=204)
    @manages
    @may_raise(ModelNotFound, InUse)
    async def remove_gateway_model(
        id: ModelId,  # noqa: A002
        version: int = if_match,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
    ) -> None:
        """Offers a model no more. What it cost stays known under its name."""
        await models.remove(connection, acting, id, version)


def seen(model: Model) -> SeenModel:
    fallback = None
    if model.fallback_id is not None:
        fallback = Named(id=model.fallback_id, name=model.fallback_name or "")
    return SeenModel(
        id=model.id,
        name=model.name,
        provider=Named(id=model.provider_id, name=model.provider_name),
        upstream=model.upstream,
        price_in_micros=model.price_in_micros,
        price_out_micros=model.price_out_micros,
        context_tokens=model.context_tokens,
        max_output_tokens=model.max_output_tokens,
        fallback=fallback,
        enabled=model.enabled,
        version=model.version,
    )
