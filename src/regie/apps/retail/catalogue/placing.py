"""Where stores stand: the tree of places is identity's, and stores are hung into it here."""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.apps.retail.errors import PlaceNotFound, StoreTaken
from regie.apps.retail.figures.repository import Node
from regie.apps.retail.figures.tree import Placed, placed
from regie.apps.retail.permissions import MANAGE_CATALOGUE
from regie.core.access import Actor, Audit
from regie.identity.places.domain import PlaceChanges
from regie.identity.places.errors import CodeTaken, PlaceClosed
from regie.identity.places.errors import PlaceNotFound as NoSuchPlace
from regie.identity.places.repository import (
    Place,
    add_place,
    find_place,
    list_places,
    lock_tree,
    rename_place,
)
from regie.identity.places.service import Places

from .schemas import StoreDraft
from .stores import Store

_STORES = text("SELECT place_id FROM retail.store WHERE tenant = :tenant")


async def places_for_stores(
    connection: AsyncConnection, acting: Actor
) -> tuple[list[Placed], set[int]]:
    """The open places where the actor may have stores, and which of them are one."""
    reach = acting.reach(MANAGE_CATALOGUE)
    found = await list_places(connection, acting.tenant, reach)
    stores = await connection.execute(_STORES, {"tenant": acting.tenant})
    return placed([_node(each) for each in found if each.closed_at is None]), set(stores.scalars())


async def place_of(connection: AsyncConnection, acting: Actor, draft: StoreDraft) -> int:
    """The place that becomes a store, made if the draft names it: a leaf, which moves nobody's
    rights and therefore takes no right over places. Raises PlaceNotFound, PlaceClosed, StoreTaken.
    """
    reach = acting.reach(MANAGE_CATALOGUE)
    if draft.name is not None:
        await lock_tree(connection, acting.tenant)
    try:
        found = await find_place(connection, acting.tenant, draft.place_id, reach)
        if draft.name is None:
            return found.id
        if found.closed_at is not None:
            raise PlaceClosed
        made = await add_place(
            connection, acting.tenant, found, kind="store", code=draft.code, name=draft.name
        )
    except NoSuchPlace as error:
        raise PlaceNotFound from error
    except CodeTaken as error:
        raise StoreTaken from error
    return made.id


async def change_place(
    connection: AsyncConnection,
    acting: Actor,
    audit: Audit,
    store: Store,
    *,
    name: str | None,
    parent_id: int | None,
) -> None:
    """None stays. What people may do moves with a place: moving is identity's, who asks for its
    own right. Raises Forbidden, PlaceNotFound, PlaceClosed, MovedBelowItself."""
    if name is not None:
        await lock_tree(connection, acting.tenant)
        await rename_place(connection, store.place_id, name)
    if parent_id is not None and parent_id != store.parent_id:
        moved = PlaceChanges(moves=True, parent_id=parent_id)
        try:
            await Places(audit).change(connection, acting, store.place_id, moved)
        except NoSuchPlace as error:
            raise PlaceNotFound from error


def _node(place: Place) -> Node:
    return Node(place.id, place.parent_id, place.path, place.kind, place.code, place.name)
