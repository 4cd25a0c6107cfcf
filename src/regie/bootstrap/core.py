"""The core of one process: what it lends to the apps, and what of it is opened and checked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from secrets import token_bytes

from prometheus_client import CollectorRegistry

from regie.core.access import Permissions
from regie.core.app import App, Core
from regie.core.cache import invalidating
from regie.core.clock import Clock
from regie.core.counters import Counters, PostgresLedger
from regie.core.db import Database, SlowQueries
from regie.core.events import relayed
from regie.core.files import LinkSigner
from regie.core.http import pooled_client
from regie.core.idempotency import PostgresAnswers
from regie.core.locks import Locks, PostgresLeases
from regie.core.observe import Check, Openable
from regie.core.outbox import AnySubscription, BacklogCheck
from regie.core.retention import RetentionSettings
from regie.core.settings import SettingReport, Settings, pool_share
from regie.core.tasks import JobBell, Jobs, JobsCheck, wake_subscription
from regie.core.vault import Vault
from regie.core.webhooks import Declared
from regie.identity.audit import PostgresAudit

from .addresses import database_url
from .between_processes import BetweenProcesses, build_between, wakes_of
from .limits import build_limiter
from .mail import build_mailer
from .messages import catalogue_of
from .retention import retention_of, store_of
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
    declared: Sequence[Declared] | None = (),
    described: Iterable[SettingReport] = (),
) -> BuiltCore:
    """`declared`: the environment's endpoints of webhooks; None leaves them as they are."""
    apps = tuple(apps)
    share = pool_share(settings.sizing(), processes=settings.connecting_processes)
    database = Database(database_url(settings), pool_size=share.size, pool_overflow=share.overflow)
    between = build_between(settings, database, registry)
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
    audit = PostgresAudit(database, registry)
    files = store_of(settings)
    core = Core(
        settings=settings,
        described=tuple(described),
        database=database,
        cache=between.cache,
        link=between.link,
        limiter=build_limiter(settings, between.link, webhooks, clock, registry=registry),
        locks=Locks(PostgresLeases(database), between.bell),
        counters=Counters(PostgresLedger(database), settings.zone),
        events=between.events,
        answers=PostgresAnswers(database),
        retention=retention_of(database, days, files),
        jobs=Jobs.of(
            (job for app in apps for job in app.jobs),
            (schedule for app in apps for schedule in app.schedules),
        ),
        state=between.state,
        http=pooled_client(),
        files=files,
        links=_link_signer(settings, clock),
        vault=vault,
        webhooks=webhooks,
        mailer=mailer,
        catalogue=catalogue_of(apps),
        clock=clock,
        permissions=Permissions(each for app in apps for each in app.permissions),
        audit=audit,
        registry=registry,
        kept=tuple(each for app in apps for each in app.kept),
        personal_data=tuple(each for app in apps for each in app.personal_data),
    )
    slow_queries = SlowQueries(database, registry, threshold_ms=settings.slow_sql_ms)
    return _with_what_it_runs(core, between, slow_queries, audit)


def _link_signer(settings: Settings, clock: Clock) -> LinkSigner:
    """Without REGIE_SECRET_KEY, so not in production, links hold in the process that made them."""
    given = [key for key in (settings.secret_key, *settings.old_secret_keys) if key is not None]
    keys = [key.get_secret_value().encode() for key in given]
    return LinkSigner(keys or [token_bytes(32)], clock)


def _with_what_it_runs(
    core: Core, between: BetweenProcesses, slow_queries: SlowQueries, audit: PostgresAudit
) -> BuiltCore:
    wakes = wakes_of(core.database, core.state)
    bells = [JobBell(database_url(core.settings), wakes)] if wakes.needed else []
    return BuiltCore(
        core=core,
        resources=(
            core.database,
            audit,
            core.counters,
            slow_queries,
            *between.resources,
            core.http,
            core.files,
            core.mailer,
            core.webhooks,
            *bells,
        ),
        checks=(
            # Without Valkey the shares are all there is: nothing that could be down.
            *([] if between.link is None else [core.limiter]),
            BacklogCheck(core.database),
            JobsCheck(core.database),
        ),
        subscriptions=(
            relayed(core.events),
            invalidating(core.cache),
            wake_subscription(wakes),
            *core.webhooks.subscriptions,
            *core.mailer.subscriptions,
        ),
        switched_off=between.switched_off,
    )
