"""The application as it is served: the edge before what the apps declare."""

from __future__ import annotations

import os
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from typing import Any, cast

from regie import __version__
from regie.core.i18n import LANGUAGES, Language, typeset
from regie.core.settings import Settings
from regie.core.web import (
    METRICS_FOLDER,
    About,
    DemoGuide,
    DemoHint,
    Edge,
    EdgeOptions,
    Routes,
    build_app,
    proxy_check_routes,
)
from regie.identity.manifest import APP as IDENTITY_APP
from regie.identity.services import Services
from regie.webapp import DIST

from .apps import CHOICE
from .failures import FailureTeller
from .refusals import RefusalTeller
from .runtime import Runtime


def build_asgi(runtime: Runtime, *, on_open: Callable[[], None] = lambda: None) -> Edge:
    """The served application; its lifespan opens and closes the runtime's resources."""
    settings = runtime.settings

    @asynccontextmanager
    async def lifespan(_: Any) -> AsyncGenerator[None]:
        async with runtime.opened():
            on_open()
            yield

    options = edge_options(settings)
    routes = [part.routes for part in runtime.parts.values()]
    if settings.secret_key is not None:
        routes.append(Routes(hot=proxy_check_routes(options, settings.secret_key)))
    return build_app(
        routes,
        options,
        health=runtime.health,
        about=lambda language: about(runtime, language),
        catalogue=runtime.core.catalogue,
        version=__version__,
        webapp=DIST,
        lifespan=lifespan,
        limits=runtime.limits,
        permissions=runtime.core.permissions,
        authenticator=_identity(runtime).authenticator,
        clock=runtime.core.clock,
        on_failure=FailureTeller(runtime.core.webhooks, runtime.core.clock),
        on_refusal=RefusalTeller(runtime.core.audit),
        registry=runtime.registry,
        metrics_folder=os.environ.get(METRICS_FOLDER),
    )


def _identity(runtime: Runtime) -> Services:
    return cast("Services", runtime.parts[IDENTITY_APP.name].service)


def edge_options(settings: Settings) -> EdgeOptions:
    return EdgeOptions(
        environment=settings.env,
        root_path=settings.root_path,
        default_language=settings.language,
        allowed_hosts=settings.allowed_hosts,
        trusted_proxies=settings.trusted_proxies,
        metrics_from=settings.metrics_from,
        body_limit_bytes=settings.body_limit_bytes,
        max_in_flight=settings.max_in_flight,
        max_waiting=settings.max_waiting,
        max_wait_s=settings.max_wait_s,
    )


def about(runtime: Runtime, language: Language) -> About:
    """Strangers read it, so it names the apps that were chosen, not those that are always there."""
    settings = runtime.settings
    hints = [
        DemoHint(
            app=name,
            title=typeset(hint.title, language),
            text=typeset(hint.text, language),
            example=dict(hint.example),
            page=hint.page[language] if hint.page else None,
        )
        for name, app in runtime.apps.items()
        if app.demo is not None
        for hint in app.demo.hints
    ]
    return About(
        name="Régie",
        version=__version__,
        environment=settings.env,
        organisation=settings.organisation,
        time_zone=settings.time_zone,
        languages=list(LANGUAGES),
        default_language=settings.language,
        apps=[name for name in runtime.apps if name in CHOICE],
        demo=DemoGuide(hints=hints) if settings.has_demo_data else None,
    )
