"""Stores over HTTP."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Path, Query, Response
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.apps.retail.errors import (
    ClosedBeforeOpened,
    PlaceNotFound,
    StoreNotFound,
    StoreTaken,
)
from regie.apps.retail.figures.asked import PlaceQuery
from regie.apps.retail.listing import Page
from regie.apps.retail.permissions import MANAGE_CATALOGUE, READ_RESULTS
from regie.core.access import Actor
from regie.core.app import Core
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
    requires,
    tagged,
    transaction,
)
from regie.identity.places.errors import MovedBelowItself, PlaceClosed

from .schemas import (
    CatalogueName,
    SeenStore,
    SeenStores,
    StoreChange,
    StoreDraft,
)
from .service import Catalogue
from .stores import Store

StoreSort = Literal["name", "-name", "code", "-code", "opened_on", "-opened_on"]
StoreId = Annotated[int, Path(ge=1, lt=2**63)]
Words = Annotated[str | None, Query(max_length=100, description="Part of a name or of a code.")]


def store_routes(core: Core, catalogue: Catalogue) -> APIRouter:
    api = api_router("/api/v1/retail/stores", "retail", guard=requires(READ_RESULTS))
    begun = transaction(core.database)
    begun_once = idempotent(core.answers)

    @api.get("")
    @may_raise(CursorMalformed)
    async def list_stores(
        *,
        q: Words = None,
        place: PlaceQuery = None,
        closed: bool | None = None,
        sort: StoreSort = "name",
        after: AfterQuery = None,
        limit: LimitQuery = 50,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
    ) -> SeenStores:
        """The stores within reach; `place`: those below it."""
        page = Page.of(sort, limit, after)
        wanted = {"words": q or None, "place": place, "closed": closed}
        found = await catalogue.list_stores(connection, acting, page, wanted)
        return SeenStores(stores=[seen_store(each) for each in found.rows], next=found.next)

    @api.get("/{id}")
    @may_raise(StoreNotFound)
    async def show_store(
        id: StoreId,  # noqa: A002
        response: Response,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
    ) -> SeenStore:
        """One store."""
        return tagged(response, seen_store(await catalogue.find_store(connection, acting, id)))

    @api.post("", status_code=201)
    @guarded(requires(MANAGE_CATALOGUE))
    @may_raise(PlaceNotFound, PlaceClosed, StoreTaken)
    async def add_store(
        draft: StoreDraft,
        response: Response,
        connection: AsyncConnection = begun_once,
        acting: Actor = Depends(actor),
    ) -> SeenStore:
        """Makes a store of a place, or a new place that is one."""
        return tagged(response, seen_store(await catalogue.add_store(connection, acting, draft)))

    @api.patch("/{id}")
    @guarded(requires(MANAGE_CATALOGUE))
    @may_raise(
        StoreNotFound,
        StoreTaken,
        ClosedBeforeOpened,
        PlaceNotFound,
        PlaceClosed,
        MovedBelowItself,
    )
    async def change_store(
        id: StoreId,  # noqa: A002
        change: StoreChange,
        response: Response,
        *,
        version: int = if_match,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
    ) -> SeenStore:
        """Changes its name, its place above, its code or its days; a day of closing closes it."""
        changed = await catalogue.change_store(connection, acting, id, version, change)
        return tagged(response, seen_store(changed))

    return api


def seen_store(store: Store) -> SeenStore:
    region = None
    if store.region_id is not None and store.region_name is not None:
        region = CatalogueName(id=store.region_id, name=store.region_name)
    return SeenStore(
        id=store.id,
        code=store.code,
        name=store.name,
        place_id=store.place_id,
        region=region,
        opened_on=store.opened_on,
        closed_on=store.closed_on,
        version=store.version,
    )
