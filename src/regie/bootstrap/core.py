"""The core of one process: what it lends to the apps, and what of it is opened and checked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from prometheus_client import CollectorRegistry

from regie.core.app import App, Core
from regie.core.cache import Cache
from regie.core.clock import Clock
from regie.core.db import Database
from regie.core.files import FILES_MESSAGES
from regie.core.i18n import CORE_MESSAGES, Catalogue
from regie.core.input import INPUT_MESSAGES
from regie.core.limits import (
    LIMITS_MESSAGES,
    Limiter,
    LimitMetrics,
    MemoryBuckets,
    Names,
    ValkeyBuckets,
)
from regie.core.observe import Check, Resource
from regie.core.outbox import AnySubscription, BacklogCheck
from regie.core.settings import Settings, pool_share
from regie.core.sqlguard import MESSAGES as SQLGUARD_MESSAGES
from regie.core.valkey import Valkey, ValkeyLink
from regie.core.web import WEB_MESSAGES

from .addresses import database_url, valkey_urls
from .limits import tell
from .open_cache import OpenCache


@dataclass(frozen=True, slots=True)
class BuiltCore:
    core: Core
    resources: tuple[Resource, ...]
    """In the order in which they are opened."""
    checks: tuple[Check, ...]
    """What health asks besides the resources."""
    subscriptions: tuple[AnySubscription, ...]
    """The core's own handlers of what leaves after a commit."""
    switched_off: tuple[str, ...]
    """What this installation runs without, on purpose."""


def build_core(
    settings: Settings, apps: Iterable[App], registry: CollectorRegistry, clock: Clock
) -> BuiltCore:
    urls = valkey_urls(settings)
    share = pool_share(settings.sizing(), processes=settings.processes)
    database = Database(database_url(settings), pool_size=share.size, pool_overflow=share.overflow)
    resources: list[Resource] = [database]
    checks: list[Check] = []
    if urls is None:
        link, state = None, None
        cache = Cache(alone=settings.processes == 1)
    else:
        link, ear = ValkeyLink("cache", urls.cache), ValkeyLink("cache-news", urls.cache)
        cache = Cache(link, ear)
        state = Valkey("state", urls.broker)
        resources += [OpenCache(cache, link, ear), state]
    limiter = _limiter(settings, link, registry)
    if link is not None:
        checks.append(limiter)
    checks.append(BacklogCheck(database))
    core = Core(
        settings=settings,
        database=database,
        cache=cache,
        limiter=limiter,
        state=state,
        catalogue=Catalogue.merged(
            [
                CORE_MESSAGES,
                INPUT_MESSAGES,
                FILES_MESSAGES,
                LIMITS_MESSAGES,
                SQLGUARD_MESSAGES,
                WEB_MESSAGES,
                *(app.messages for app in apps),
            ]
        ),
        clock=clock,
    )
    return BuiltCore(
        core=core,
        resources=tuple(resources),
        checks=tuple(checks),
        subscriptions=(),
        switched_off=() if urls else ("cache", "state"),
    )


def _limiter(settings: Settings, link: ValkeyLink | None, registry: CollectorRegistry) -> Limiter:
    """Without a secret key, as when only the API is described, buckets go by a plain hash."""
    key = settings.secret_key
    names = Names(b"" if key is None else key.get_secret_value().encode())
    return Limiter(
        None if link is None else ValkeyBuckets(link, names),
        MemoryBuckets(names),
        processes=settings.processes,
        metrics=LimitMetrics(registry),
        on_alert=tell,
    )
