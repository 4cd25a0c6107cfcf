"""One process of an installation, built: nothing is open yet."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from prometheus_client import CollectorRegistry

from regie import __version__
from regie.core.app import App, Core, Part
from regie.core.clock import Clock, utc_now
from regie.core.observe import Check, Health, Openable
from regie.core.outbox import Relay
from regie.core.settings import Settings, describe
from regie.core.tasks import JobBell
from regie.core.web import EdgeLimits

from .addresses import database_url
from .apps import APPS
from .configuration import Configuration
from .core import build_core
from .limits import client_rules


@dataclass(frozen=True, slots=True)
class Runtime:
    settings: Settings
    core: Core
    apps: Mapping[str, App]
    parts: Mapping[str, Part]
    health: Health
    resources: tuple[Openable, ...]
    serving: tuple[Openable, ...]
    """Those of them that only processes open which answer requests."""
    limits: EdgeLimits
    registry: CollectorRegistry

    @asynccontextmanager
    async def opened(self, *, relaying: bool = True) -> AsyncGenerator[None]:
        """Opens every resource in order and closes them in reverse. Without `relaying` this
        process answers no requests, and leaves what is to leave to the others."""
        async with AsyncExitStack() as stack:
            for resource in self.resources:
                others = isinstance(resource, Relay | JobBell) or resource in self.serving
                if others and not relaying:
                    continue
                await resource.open()
                stack.push_async_callback(resource.close)
            yield


def build_runtime(configuration: Configuration, *, clock: Clock = utc_now) -> Runtime:
    settings = configuration.settings
    registry = CollectorRegistry()
    apps = {name: APPS[name] for name in configuration.apps}
    built = build_core(
        settings,
        configuration.retention.values,
        [*apps.values()],
        registry,
        clock,
        declared=configuration.webhooks,
        described=(each for section in configuration.sections for each in describe(section)),
    )
    parts = {
        name: app.build(built.core, configuration.apps[name].values) for name, app in apps.items()
    }
    owned = [resource for part in parts.values() for resource in part.resources]
    serving = tuple(resource for part in parts.values() for resource in part.serving)
    relay = Relay(
        built.core.database,
        database_url(settings),
        [*built.subscriptions, *(each for part in parts.values() for each in part.subscriptions)],
        registry=registry,
    )
    # The relay opens last and closes first: its handlers use what the others hold.
    resources = (*built.resources, *owned, *serving, relay)
    checked = [resource for resource in resources if isinstance(resource, Check)]
    return Runtime(
        settings=settings,
        core=built.core,
        apps=apps,
        parts=parts,
        health=Health(__version__, (*checked, *built.checks), built.switched_off),
        resources=resources,
        serving=serving,
        limits=EdgeLimits(built.core.limiter, client_rules(settings, parts.values())),
        registry=registry,
    )
