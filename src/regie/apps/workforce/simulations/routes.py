"""Simulations over HTTP, under two addresses: `/api/v1/async` and, as it is also called,
`/api/async`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Path, Request
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import Response

from regie.apps.workforce.permissions import RUN_SIMULATIONS
from regie.apps.workforce.reference.errors import PostNotFound, TaskNotFound
from regie.apps.workforce.results.errors import NothingCounted, ResultPlaceNotFound
from regie.apps.workforce.services import Services
from regie.core.access import Actor, Forbidden
from regie.core.errors import Timeout, Unavailable
from regie.core.web import (
    EVENTS_ANSWER,
    actor,
    api_router,
    followed_job,
    idempotent,
    may_raise,
    requires,
    transaction,
)

from .errors import SimulationEnded, SimulationNotFound, SimulationTooLarge
from .schemas import CentresRequest, SimulationHealth, SimulationRequest, SimulationTask

BASE: Final = "/api/v1/async"
ALIAS: Final = "/api/async"

_REFUSALS: Final = (
    ResultPlaceNotFound,
    PostNotFound,
    TaskNotFound,
    NothingCounted,
    SimulationTooLarge,
)
TaskId = Annotated[int, Path(ge=1, lt=2**63)]


def routes(services: Services) -> APIRouter:
    return _routes(services, BASE)


def alias_routes(services: Services) -> APIRouter:
    return _routes(services, ALIAS)


def _routes(services: Services, base: str) -> APIRouter:
    api = api_router(base, "workforce", guard=requires(RUN_SIMULATIONS))

    def named(operation: str) -> str:
        return operation if base == BASE else f"{operation}_alias"

    _starting(api, services, named)
    _following(api, services, named)
    return api


def _starting(api: APIRouter, services: Services, named: Callable[[str], str]) -> None:
    once, simulations = idempotent(services.core.answers), services.simulations

    @api.post("/simulation/direction/{place_id}", status_code=202, name=named("simulate_direction"))
    @may_raise(*_REFUSALS)
    async def simulate_direction(
        place_id: Annotated[int, Path(ge=1, lt=2**63)],
        wanted: SimulationRequest,
        connection: AsyncConnection = once,
        acting: Actor = Depends(actor),
    ) -> SimulationTask:
        """Simulates one direction, or any other place above centres."""
        return await simulations.start_place(connection, acting, place_id, wanted)

    @api.post("/simulation/nationale", status_code=202, name=named("simulate_nation"))
    @may_raise(Forbidden, *_REFUSALS)
    async def simulate_nation(
        wanted: SimulationRequest,
        connection: AsyncConnection = once,
        acting: Actor = Depends(actor),
    ) -> SimulationTask:
        """Simulates all centres of the organisation, for who reaches them all."""
        return await simulations.start_nation(connection, acting, wanted)

    @api.post("/simulation/centres", status_code=202, name=named("simulate_centres"))
    @may_raise(*_REFUSALS)
    async def simulate_centres(
        wanted: CentresRequest,
        connection: AsyncConnection = once,
        acting: Actor = Depends(actor),
    ) -> SimulationTask:
        """Simulates some centres; none of them when one is out of reach."""
        return await simulations.start_centres(connection, acting, wanted)


def _following(api: APIRouter, services: Services, named: Callable[[str], str]) -> None:
    core, simulations = services.core, services.simulations
    begun = transaction(core.database)

    @api.get("/health", name=named("show_simulation_health"))
    async def show_simulation_health(
        connection: AsyncConnection = begun, acting: Actor = Depends(actor)
    ) -> SimulationHealth:
        """Whether anybody works on simulations, and the reader's own that wait or run."""
        return await simulations.health(connection, acting)

    @api.get("/task/{task_id}", name=named("show_simulation"))
    @may_raise(SimulationNotFound)
    async def show_simulation(
        task_id: TaskId, connection: AsyncConnection = begun, acting: Actor = Depends(actor)
    ) -> SimulationTask:
        """One's own simulation: how far it is, and its result."""
        return await simulations.show(connection, acting, task_id)

    @api.get(
        "/task/{task_id}/events",
        name=named("follow_simulation"),
        responses=EVENTS_ANSWER,
        response_class=Response,
    )
    @may_raise(SimulationNotFound, Unavailable, Timeout)
    async def follow_simulation(
        request: Request, task_id: TaskId, acting: Actor = Depends(actor)
    ) -> Response:
        """One's own simulation as a stream of `state` and `progress`; close it after the `state`
        that ends it, then read the result."""
        async with core.database.begin() as connection:
            job_id = await simulations.job_of(connection, acting, task_id)
        return await followed_job(request, core.events, core.database, job_id, tenant=acting.tenant)

    @api.delete("/task/{task_id}", status_code=202, name=named("cancel_simulation"))
    @may_raise(SimulationNotFound, SimulationEnded)
    async def cancel_simulation(
        task_id: TaskId, connection: AsyncConnection = begun, acting: Actor = Depends(actor)
    ) -> SimulationTask:
        """Ends one's own simulation."""
        return await simulations.cancel(connection, acting, task_id)
