"""Where stores may stand, over HTTP."""

from __future__ import annotations

from fastapi import APIRouter, Depends
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.apps.retail.figures.tree import Placed
from regie.apps.retail.permissions import MANAGE_CATALOGUE
from regie.core.access import Actor
from regie.core.app import Core
from regie.core.web import actor, api_router, requires, transaction

from .placing import places_for_stores
from .schemas import StorePlace, StorePlaces


def place_routes(core: Core) -> APIRouter:
    api = api_router("/api/v1/retail/places", "retail", guard=requires(MANAGE_CATALOGUE))
    begun = transaction(core.database)

    @api.get("")
    async def list_places_for_stores(
        connection: AsyncConnection = begun, acting: Actor = Depends(actor)
    ) -> StorePlaces:
        """Where a store may stand, and which places are one already."""
        found, taken = await places_for_stores(connection, acting)
        return StorePlaces(places=[_seen(each, each.node.id in taken) for each in found])

    return api


def _seen(place: Placed, is_store: bool) -> StorePlace:
    node = place.node
    return StorePlace.model_validate(
        {
            "id": node.id,
            "parent_id": place.parent_id,
            "level": place.level,
            "kind": node.kind,
            "code": node.code,
            "name": node.name,
            "is_store": is_store,
        }
    )
