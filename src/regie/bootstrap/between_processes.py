"""What the processes of an installation share and tell each other: by Valkey, or without it."""

from __future__ import annotations

from dataclasses import dataclass

from prometheus_client import CollectorRegistry

from regie.core.cache import Cache, CacheReporter
from regie.core.db import Database
from regie.core.events import Events, PostgresBus, ValkeyBus
from regie.core.locks import ValkeyBell
from regie.core.observe import Openable
from regie.core.settings import Settings
from regie.core.tasks import CeleryWakes, NotifyWakes, Wakes
from regie.core.valkey import Valkey, ValkeyLink, ValkeyUrls

from .addresses import database_url, valkey_urls
from .open_cache import OpenCache


@dataclass(frozen=True, slots=True)
class BetweenProcesses:
    cache: Cache
    events: Events
    resources: tuple[Openable, ...]
    """In the order in which they are opened."""
    link: ValkeyLink | None = None
    bell: ValkeyBell | None = None
    state: Valkey | None = None
    switched_off: tuple[str, ...] = ()


def build_between(
    settings: Settings, database: Database, registry: CollectorRegistry
) -> BetweenProcesses:
    urls = valkey_urls(settings)
    if urls is None:
        return _through_postgres(settings, database, registry)
    return _through_valkey(urls, registry)


def wakes_of(database: Database, state: Valkey | None) -> Wakes:
    """How workers are woken: through Celery's queue, or without Redis by PostgreSQL."""
    return NotifyWakes(database) if state is None else CeleryWakes(state)


def _through_valkey(urls: ValkeyUrls, registry: CollectorRegistry) -> BetweenProcesses:
    link, ear = ValkeyLink("cache", urls.cache), ValkeyLink("cache-news", urls.cache)
    state = Valkey("state", urls.broker)
    cache = Cache(link, ear)
    events = Events(ValkeyBus(link, ear), registry=registry)
    return BetweenProcesses(
        cache,
        events,
        (OpenCache(cache, link, ear), state, CacheReporter(cache, registry), events),
        link=link,
        bell=ValkeyBell(link, ear),
        state=state,
    )


def _through_postgres(
    settings: Settings, database: Database, registry: CollectorRegistry
) -> BetweenProcesses:
    cache = Cache(alone=settings.connecting_processes == 1)
    events = Events(PostgresBus(database, database_url(settings)), registry=registry)
    return BetweenProcesses(
        cache,
        events,
        (CacheReporter(cache, registry), events),
        switched_off=("cache", "state"),
    )
