"""Puts the served application together."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractAsyncContextManager
from functools import cache, partial
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.middleware.asyncexitstack import AsyncExitStackMiddleware
from prometheus_client import CollectorRegistry
from starlette.types import ASGIApp, Receive, Scope, Send

from regie.core.access import Permissions
from regie.core.clock import Clock, utc_now
from regie.core.i18n import Catalogue
from regie.core.observe import Health

from .admission import Admission
from .authenticator import Authenticator
from .directory import Directory
from .edge import Edge
from .failures import OnFailure, tell_nobody
from .limiting import EdgeLimits
from .metrics import EdgeMetrics, exposition
from .openapi import openapi_document
from .options import EdgeOptions
from .overload import Gate
from .problems import Problems
from .refused import OnRefusal, record_nothing
from .routes import Routes
from .sharing import Sharing
from .system import AboutFor, openapi_route, system_routes
from .webapp import Pages

Lifespan = Callable[[Any], AbstractAsyncContextManager[Any]]


def build_app(
    routes: Iterable[Routes],
    options: EdgeOptions,
    *,
    health: Health,
    about: AboutFor,
    catalogue: Catalogue,
    version: str,
    webapp: Path | None,
    lifespan: Lifespan | None = None,
    limits: EdgeLimits | None = None,
    permissions: Permissions | None = None,
    authenticator: Authenticator | None = None,
    clock: Clock = utc_now,
    on_failure: OnFailure = tell_nobody,
    on_refusal: OnRefusal = record_nothing,
    registry: CollectorRegistry | None = None,
    metrics_folder: str | None = None,
) -> Edge:
    """The whole application, as uvicorn runs it and as tests run it.

    `catalogue` holds CORE_MESSAGES and WEB_MESSAGES besides the apps'. `webapp` is the folder of
    the built front end. Raises ValueError or TypeError for routes that contradict each other, would
    read JSON in another way, have no guard or want a permission that is not among `permissions`.
    `metrics_folder` is where the workers of one installation keep their figures together.
    """
    routes = list(routes)
    permissions = permissions if permissions is not None else Permissions(())
    registry = registry if registry is not None else CollectorRegistry()
    problems = Problems(catalogue, options.default_language)
    api = FastAPI(
        title="Régie",
        version=version,
        servers=[{"url": options.root_path or "/"}],
        openapi_url=None,
        redirect_slashes=False,
        lifespan=lifespan,
        telemetry={"tracing": False, "metrics": False, "logs": False, "auto_configure": False},
    )
    for part in routes:
        for router in part.api:
            api.include_router(router)
    hot = system_routes(
        options, health, about, problems, partial(exposition, registry, metrics_folder)
    )
    hot += [route for part in routes for route in part.hot]
    describe = cache(
        lambda: openapi_document(api, hot, catalogue, permissions, limited=limits is not None)
    )
    hot.append(openapi_route(describe))
    gate = Gate(
        options.max_in_flight,
        options.max_waiting,
        options.max_wait_s,
        options.max_streams,
        options.max_streams_of_one,
    )
    return Edge(
        options=options,
        directory=Directory(
            hot,
            api,
            permissions,
            {segment: shape for part in routes for segment, shape in part.refusals.items()},
        ),
        api=_entrance(api),
        pages=Pages(webapp, options.root_path),
        problems=problems,
        gate=gate,
        metrics=EdgeMetrics(registry, gate),
        health=health,
        admission=Admission(permissions, authenticator, limits, clock),
        sharing=Sharing(shared for part in routes for shared in part.shared),
        on_failure=on_failure,
        on_refusal=on_refusal,
        openapi=describe,
    )


def _entrance(api: FastAPI) -> ASGIApp:
    """FastAPI's router without its middlewares: the edge renders every error, in one place."""
    routed = AsyncExitStackMiddleware(api.router)

    async def enter(scope: Scope, receive: Receive, send: Send) -> None:
        scope["app"] = api
        await routed(scope, receive, send)

    return enter
