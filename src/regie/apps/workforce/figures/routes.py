"""Volumes and headcount over HTTP."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Path, Query, Response
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.apps.workforce.changes import editing
from regie.apps.workforce.permissions import MANAGE_IMPORTS, READ_RESULTS
from regie.apps.workforce.results.schemas import YearMonth
from regie.apps.workforce.services import Services
from regie.core.access import Actor, Forbidden
from regie.core.web import (
    AfterQuery,
    ChangedMeanwhile,
    CursorMalformed,
    LimitQuery,
    actor,
    api_router,
    guarded,
    if_match,
    may_raise,
    requires,
    tagged,
    transaction,
)

from .errors import HeadcountNotFound, VolumeNotFound
from .repository import HeadcountFilter, VolumeFilter
from .schemas import (
    HeadcountChange,
    SeenHeadcount,
    SeenHeadcounts,
    SeenVolume,
    SeenVolumes,
    VolumeChange,
)

VolumeSort = Literal[
    "period", "-period", "place", "-place", "task", "-task", "quantity", "-quantity"
]
HeadcountSort = Literal["place", "-place", "post", "-post", "present", "-present"]
RowId = Annotated[int, Path(ge=1, lt=2**63)]
Asked = Annotated[int | None, Query(ge=1, lt=2**63)]


def routes(services: Services) -> APIRouter:
    api = api_router("/api/v1/workforce", "workforce", guard=requires(READ_RESULTS))
    begun, figures = transaction(services.core.database), services.figures
    edited = editing(services.core)

    @api.get("/volumes")
    @may_raise(CursorMalformed)
    async def list_volumes(
        *,
        place_id: Annotated[
            int | None, Query(ge=1, lt=2**63, description="That place and what is below it.")
        ] = None,
        post_id: Asked = None,
        task_id: Asked = None,
        since: Annotated[YearMonth | None, Query(alias="from")] = None,
        until: Annotated[YearMonth | None, Query(alias="to", description="Included.")] = None,
        sort: VolumeSort = "-period",
        after: AfterQuery = None,
        limit: LimitQuery = 50,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
    ) -> SeenVolumes:
        """Volumes of the centres within reach."""
        wanted = VolumeFilter(place_id, post_id, task_id, since, until)
        return await figures.volumes(
            connection, acting, wanted, sort=sort, after=after, limit=limit
        )

    @api.patch("/volumes/{id}")
    @guarded(requires(MANAGE_IMPORTS))
    @may_raise(VolumeNotFound, Forbidden, ChangedMeanwhile)
    async def change_volume(
        *,
        response: Response,
        id: RowId,  # noqa: A002
        change: VolumeChange,
        version: int = if_match,
        connection: AsyncConnection = edited,
        acting: Actor = Depends(actor),
    ) -> SeenVolume:
        """Corrects one volume."""
        return tagged(
            response, await figures.change_volume(connection, acting, id, change.quantity, version)
        )

    @api.get("/headcount")
    @may_raise(CursorMalformed)
    async def list_headcount(
        *,
        place_id: Annotated[
            int | None, Query(ge=1, lt=2**63, description="That place and what is below it.")
        ] = None,
        post_id: Asked = None,
        sort: HeadcountSort = "place",
        after: AfterQuery = None,
        limit: LimitQuery = 50,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
    ) -> SeenHeadcounts:
        """People present in the centres within reach."""
        wanted = HeadcountFilter(place_id, post_id)
        return await figures.headcounts(
            connection, acting, wanted, sort=sort, after=after, limit=limit
        )

    @api.patch("/headcount/{id}")
    @guarded(requires(MANAGE_IMPORTS))
    @may_raise(HeadcountNotFound, Forbidden, ChangedMeanwhile)
    async def change_headcount(
        *,
        response: Response,
        id: RowId,  # noqa: A002
        change: HeadcountChange,
        version: int = if_match,
        connection: AsyncConnection = edited,
        acting: Actor = Depends(actor),
    ) -> SeenHeadcount:
        """Corrects how many people are present."""
        return tagged(
            response, await figures.change_headcount(connection, acting, id, change, version)
        )

    return api
