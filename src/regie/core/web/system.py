"""What every installation answers about itself."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from ipaddress import ip_address
from typing import Any, Final, Literal

import msgspec
from prometheus_client import CONTENT_TYPE_LATEST
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from regie.core.errors import NotFound
from regie.core.i18n import Language
from regie.core.observe import Health, HealthReport

from .exchange import exchange_of
from .guards import PUBLIC
from .local import is_local
from .options import EdgeOptions
from .problems import Problems
from .routes import API, HotRoute

JSON: Final = "application/json"


class Alive(BaseModel):
    status: Literal["alive"]


class DemoHint(BaseModel):
    app: str
    title: str
    text: str
    example: dict[str, str]
    page: str | None
    """Under the root path: « /demo/shop »."""


class DemoGuide(BaseModel):
    hints: list[DemoHint]


class About(BaseModel):
    name: str
    version: str
    environment: Literal["demo", "development", "production"]
    organisation: str
    time_zone: str
    languages: list[Language]
    default_language: Language
    apps: list[str]
    demo: DemoGuide | None


AboutFor = Callable[[Language], About]


def system_routes(
    options: EdgeOptions,
    health: Health,
    about: AboutFor,
    problems: Problems,
    expose: Callable[[], bytes],
) -> list[HotRoute]:
    async def alive(_: Request) -> Response:
        return Response(b'{"status":"alive"}', media_type=JSON)

    async def ready(_: Request) -> Response:
        report = await health.report()
        body = msgspec.json.encode(report)
        return Response(body, 200 if report.serves else 503, media_type=JSON)

    async def tell_about(request: Request) -> Response:
        exchange = exchange_of(request.scope)
        language = problems.language(exchange)
        headers = {"Content-Language": language, "Vary": "Accept-Language"}
        body = about(language).model_dump_json()
        return Response(body, media_type=JSON, headers=headers)

    async def metrics(request: Request) -> Response:
        exchange = exchange_of(request.scope)
        if not is_local(exchange) and not _is_in(exchange.client.address, options):
            raise NotFound
        return Response(expose(), media_type=CONTENT_TYPE_LATEST)

    return [
        HotRoute(
            "GET",
            "/healthz",
            alive,
            "alive",
            "Whether this process answers",
            "system",
            None,
            Alive,
            probe=True,
            guard=PUBLIC,
        ),
        HotRoute(
            "GET",
            "/readyz",
            ready,
            "ready",
            "Whether this process is ready to serve, resource by resource",
            "system",
            None,
            HealthReport,
            also=(503,),
            probe=True,
            guard=PUBLIC,
        ),
        HotRoute(
            "GET",
            f"{API}/about",
            tell_about,
            "about",
            "What this installation is and runs",
            "system",
            None,
            About,
            guard=PUBLIC,
        ),
        HotRoute(
            "GET",
            "/metrics",
            metrics,
            "metrics",
            "Metrics",
            "system",
            probe=True,
            documented=False,
            guard=PUBLIC,
        ),
    ]


def openapi_route(describe: Callable[[], dict[str, Any]]) -> HotRoute:
    encoded = cache(lambda: msgspec.json.encode(describe()))

    async def openapi(_: Request) -> Response:
        return Response(encoded(), media_type=JSON)

    return HotRoute(
        "GET",
        f"{API}/openapi.json",
        openapi,
        "openapi",
        "This document",
        "system",
        documented=False,
        guard=PUBLIC,
    )


def _is_in(address: str, options: EdgeOptions) -> bool:
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    return any(parsed in network for network in options.metrics_from)
