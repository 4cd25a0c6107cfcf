"""The core of one process: what it lends to the apps, and what of it is opened and checked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from prometheus_client import CollectorRegistry

from regie.core.app import App, Core
from regie.core.cache import Cache, CacheReporter
from regie.core.clock import Clock
from regie.core.counters import Counters, PostgresLedger
from regie.core.db import Database, SlowQueries
from regie.core.events import Events, PostgresBus, ValkeyBus, relayed
from regie.core.files import FILES_MESSAGES
from regie.core.http import HTTP_MESSAGES, pooled_client
from regie.core.i18n import CORE_MESSAGES, Catalogue
from regie.core.idempotency import IDEMPOTENCY_MESSAGES, PostgresAnswers
from regie.core.input import INPUT_MESSAGES
from regie.core.limits import (
    LIMITS_MESSAGES,
    Limiter,
    LimitMetrics,
    MemoryBuckets,
    Names,
    ValkeyBuckets,
)
from regie.core.locks import LOCKS_MESSAGES, Locks, PostgresLeases, ValkeyBell
from regie.core.mail import MAIL_MESSAGES
from regie.core.observe import Check, Openable
from regie.core.outbox import AnySubscription, BacklogCheck
from regie.core.retention import RETENTION_MESSAGES, RetentionSettings
from regie.core.settings import Settings, pool_share
from regie.core.sqlguard import MESSAGES as SQLGUARD_MESSAGES
from regie.core.tasks import (
    TASKS_MESSAGES,
    CeleryWakes,
    JobBell,
    Jobs,
    JobsCheck,
    NotifyWakes,
    wake_subscription,
)
from regie.core.valkey import Valkey, ValkeyLink
from regie.core.vault import VAULT_MESSAGES, Vault
from regie.core.web import WEB_MESSAGES
from regie.core.webhooks import WEBHOOKS_MESSAGES, Declared, Webhooks

from .addresses import database_url, valkey_urls
from .limits import AlertTeller
from .mail import build_mailer
from .open_cache import OpenCache
from .retention import retention_of
from .webhooks import build_webhooks


@dataclass(frozen=True, slots=True)
class BuiltCore:
    core: Core
    resources: tuple[Openable, ...]
    """In the order in which they are opened."""
    checks: tuple[Check, ...]
    """What health asks besides the resources."""
    subscriptions: tuple[AnySubscription, ...]
    """The core's own handlers of what leaves after a commit."""
    switched_off: tuple[str, ...]
    """What this installation runs without, on purpose."""


def build_core(
    settings: Settings,
    days: RetentionSettings,
    apps: Iterable[App],
    registry: CollectorRegistry,
    clock: Clock,
    *,
    declared: Sequence[Declared] = (),
) -> BuiltCore:
    """`declared`: the environment's endpoints of webhooks."""
    urls = valkey_urls(settings)
    share = pool_share(settings.sizing(), processes=settings.processes)
    database = Database(database_url(settings), pool_size=share.size, pool_overflow=share.overflow)
    counters = Counters(PostgresLedger(database), settings.zone)
    slow_queries = SlowQueries(database, registry, threshold_ms=settings.slow_sql_ms)
    resources: list[Openable] = [database, counters, slow_queries]
    checks: list[Check] = []
    if urls is None:
        link, state, bell = None, None, None
        cache = Cache(alone=settings.processes == 1)
        events = Events(PostgresBus(database, database_url(settings)), registry=registry)
    else:
        link, ear = ValkeyLink("cache", urls.cache), ValkeyLink("cache-news", urls.cache)
        cache = Cache(link, ear)
        bell = ValkeyBell(link, ear)
        events = Events(ValkeyBus(link, ear), registry=registry)
        state = Valkey("state", urls.broker)
        resources += [OpenCache(cache, link, ear), state]
    resources += [CacheReporter(cache, registry), events]
    checks += [BacklogCheck(database), JobsCheck(database)]
    apps = tuple(apps)
    http = pooled_client()
    vault = Vault(settings.secret_key, settings.old_secret_keys)
    mailer = build_mailer(settings, database, vault)
    webhooks = build_webhooks(
        settings,
        database,
        vault,
        mailer,
        apps=apps,
        declared=declared,
        clock=clock,
        registry=registry,
    )
    resources += [http, mailer, webhooks]
    limiter = _limiter(settings, link, registry, webhooks, clock)
    if link is not None:
        checks.insert(0, limiter)
    wakes = NotifyWakes(database) if state is None else CeleryWakes(state)
    if wakes.needed:
        resources.append(JobBell(database_url(settings), wakes))
    core = Core(
        settings=settings,
        database=database,
        cache=cache,
        limiter=limiter,
        locks=Locks(PostgresLeases(database), bell),
        counters=counters,
        events=events,
        answers=PostgresAnswers(database),
        retention=retention_of(database, days),
        jobs=Jobs.of(
            (job for app in apps for job in app.jobs),
            (schedule for app in apps for schedule in app.schedules),
        ),
        state=state,
        http=http,
        vault=vault,
        webhooks=webhooks,
        mailer=mailer,
        catalogue=Catalogue.merged(
            [
                CORE_MESSAGES,
                INPUT_MESSAGES,
                FILES_MESSAGES,
                HTTP_MESSAGES,
                IDEMPOTENCY_MESSAGES,
                LIMITS_MESSAGES,
                RETENTION_MESSAGES,
                LOCKS_MESSAGES,
                MAIL_MESSAGES,
                SQLGUARD_MESSAGES,
                TASKS_MESSAGES,
                VAULT_MESSAGES,
                WEB_MESSAGES,
                WEBHOOKS_MESSAGES,
                *(app.messages for app in apps),
            ]
        ),
        clock=clock,
    )
    return BuiltCore(
        core=core,
        resources=tuple(resources),
        checks=tuple(checks),
        subscriptions=(
            relayed(events),
            wake_subscription(wakes),
            *webhooks.subscriptions,
            *mailer.subscriptions,
        ),
        switched_off=() if urls else ("cache", "state"),
    )


def _limiter(
    settings: Settings,
    link: ValkeyLink | None,
    registry: CollectorRegistry,
    webhooks: Webhooks,
    clock: Clock,
) -> Limiter:
    """Without a secret key, as when only the API is described, buckets go by a plain hash."""
    key = settings.secret_key
    names = Names(b"" if key is None else key.get_secret_value().encode())
    return Limiter(
        None if link is None else ValkeyBuckets(link, names),
        MemoryBuckets(names),
        processes=settings.processes,
        metrics=LimitMetrics(registry),
        on_alert=AlertTeller(webhooks, names, clock),
    )
