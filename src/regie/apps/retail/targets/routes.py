"""Targets over HTTP."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Path, Response
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.apps.retail.errors import (
    StoreNotFound,
    TargetMarginTooHigh,
    TargetNotFound,
    TargetTaken,
)
from regie.apps.retail.figures.asked import FirstQuery, LastQuery, PlaceQuery
from regie.apps.retail.listing import Page
from regie.apps.retail.months import AskedMonth
from regie.apps.retail.permissions import MANAGE_TARGETS, READ_RESULTS
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

from .repository import Target
from .schemas import SeenTarget, SeenTargets, TargetChange, TargetDraft, TargetStore
from .service import Targets

TargetSort = Literal["name", "-name", "month", "-month", "revenue", "-revenue"]
StoreId = Annotated[int, Path(ge=1, lt=2**63)]
MonthPath = Annotated[AskedMonth, Path()]


def target_routes(core: Core, targets: Targets) -> APIRouter:
    api = api_router("/api/v1/retail/targets", "retail", guard=requires(READ_RESULTS))
    _add_reading(api, core, targets)
    _add_changing(api, core, targets)
    return api


def _add_reading(api: APIRouter, core: Core, targets: Targets) -> None:
    begun = transaction(core.database)

    @api.get("")
    @may_raise(CursorMalformed)
    async def list_targets(
        *,
        first: FirstQuery = None,
        last: LastQuery = None,
        place: PlaceQuery = None,
        sort: TargetSort = "-month",
        after: AfterQuery = None,
        limit: LimitQuery = 50,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
    ) -> SeenTargets:
        """Targets of the stores within reach, and what came of them."""
        wanted = {"first": first, "last": last, "place": place}
        found = await targets.list(connection, acting, Page.of(sort, limit, after), wanted)
        return SeenTargets(targets=[_seen(each) for each in found.rows], next=found.next)

    @api.get("/{store}/{month}")
    @may_raise(TargetNotFound)
    async def show_target(
        store: StoreId,
        month: MonthPath,
        response: Response,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
    ) -> SeenTarget:
        """The target of a store for a month."""
        return tagged(response, _seen(await targets.find(connection, acting, store, month)))


def _add_changing(api: APIRouter, core: Core, targets: Targets) -> None:
    begun = transaction(core.database)
    begun_once = idempotent(core.answers)

    @api.post("", status_code=201)
    @guarded(requires(MANAGE_TARGETS))
    @may_raise(StoreNotFound, TargetMarginTooHigh, TargetTaken)
    async def add_target(
        draft: TargetDraft,
        response: Response,
        connection: AsyncConnection = begun_once,
        acting: Actor = Depends(actor),
    ) -> SeenTarget:
        """Sets a target where there is none."""
        return tagged(response, _seen(await targets.add(connection, acting, draft)))

    @api.patch("/{store}/{month}")
    @guarded(requires(MANAGE_TARGETS))
    @may_raise(TargetNotFound, TargetMarginTooHigh)
    async def change_target(
        store: StoreId,
        month: MonthPath,
        change: TargetChange,
        response: Response,
        *,
        version: int = if_match,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
    ) -> SeenTarget:
        """Sets another target."""
        changed = await targets.change(
            connection, acting, store, month, version=version, change=change
        )
        return tagged(response, _seen(changed))

    @api.delete("/{store}/{month}", status_code=204)
    @guarded(requires(MANAGE_TARGETS))
    @may_raise(TargetNotFound)
    async def remove_target(
        store: StoreId,
        month: MonthPath,
        version: int = if_match,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
    ) -> None:
        """Removes a target: the month counts in no attainment."""
        await targets.change(connection, acting, store, month, version=version, change=None)


def _seen(target: Target) -> SeenTarget:
    return SeenTarget(
        store=TargetStore(id=target.store_id, code=target.code, name=target.name),
        month=target.month,
        revenue=target.revenue_cents,
        margin=target.margin_cents,
        baskets=target.baskets,
        achieved=target.achieved_cents,
        achieved_margin=target.achieved_margin_cents,
        achieved_baskets=target.achieved_baskets,
        version=target.version,
    )
