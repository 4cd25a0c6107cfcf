"""What an app declares of itself: all that bootstrap reads.

An app is first built (objects are wired, nothing is opened, so that its OpenAPI can be printed on
a machine with no database), then its resources are opened in order.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import typer
from prometheus_client import CollectorRegistry
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.access import Audit, Permission, Permissions
from regie.core.cache import Cache
from regie.core.clock import Clock
from regie.core.counters import Counters
from regie.core.db import Database
from regie.core.events import Events
from regie.core.files import FileStore, LinkSigner, NamesFiles
from regie.core.http import HttpClient
from regie.core.i18n import Catalogue, Language, Messages
from regie.core.idempotency import Answers
from regie.core.limits import Limiter, RouteRules
from regie.core.locks import Locks
from regie.core.mail import Mailer
from regie.core.observe import Openable
from regie.core.outbox import AnySubscription
from regie.core.retention import Kept, PersonalData, Retention
from regie.core.settings import SettingReport, Settings, SettingsSection
from regie.core.tasks import AnyJob, Jobs, Schedule
from regie.core.valkey import Valkey, ValkeyLink
from regie.core.vault import Vault
from regie.core.web import Routes
from regie.core.webhooks import AnyEvent, Webhooks


@dataclass(frozen=True, slots=True)
class Core:
    """What the core lends to an app. `link` and `state` are None without Redis."""

    settings: Settings
    described: tuple[SettingReport, ...]
    """Every setting, the apps' too, and where it came from; secrets are masked."""
    database: Database
    cache: Cache
    link: ValkeyLink | None
    """The connection of cache and limits: what is asked in the same turn of the event loop leaves
    in one write. What is kept there may be gone at any time."""
    limiter: Limiter
    locks: Locks
    counters: Counters
    events: Events
    answers: Answers[AsyncConnection]
    retention: Retention
    jobs: Jobs
    """What all apps of the installation declare."""
    state: Valkey | None
    http: HttpClient
    """For addresses that the operator set; people's are for clients with a guard."""
    files: FileStore
    """Below REGIE_HOME, and in every backup: several machines share that folder."""
    links: LinkSigner
    """Signs addresses of files for a few minutes."""
    vault: Vault
    webhooks: Webhooks
    mailer: Mailer
    catalogue: Catalogue
    clock: Clock
    permissions: Permissions
    """What all apps of the installation declare."""
    audit: Audit
    registry: CollectorRegistry
    """Of this process's figures; an app registers its own when it is built."""
    kept: tuple[Kept, ...] = ()
    """What all apps of the installation keep about people."""
    personal_data: tuple[PersonalData, ...] = ()
    """And how each of them reads it out, and ends it."""


@dataclass(frozen=True, slots=True)
class Part:
    """An app that is built: its routes, what it opens, and its service for the command line."""

    service: object
    routes: Routes = Routes()
    resources: tuple[Openable, ...] = ()
    serving: tuple[Openable, ...] = ()
    """What it opens in processes that answer requests, and in no others."""
    subscriptions: tuple[AnySubscription, ...] = ()
    """Handlers of what its outbox rows say shall leave."""
    limits: Mapping[str, RouteRules] = field(default_factory=dict[str, RouteRules])
    """On its routes, by their templates."""


@dataclass(frozen=True, slots=True)
class DemoHint:
    """One thing that a newcomer can try, shown on the home page and after the start."""

    title: Mapping[Language, str]
    text: Mapping[Language, str]
    example: Mapping[str, str] = field(default_factory=dict[str, str])
    """Values for the app's form, by field name."""
    page: Mapping[Language, str] | None = None
    """Where it is tried, under the root path, when that is not the app's own form."""


@dataclass(frozen=True, slots=True)
class DemoSite:
    """Where demo data go: a server on which databases and roles may be made."""

    admin_dsn: str
    database_dsn: str
    """The installation's own database, its schema up to date."""
    secret: Callable[[str], str]
    """Gives the installation's own password of that name, made at first use."""
    clock: Clock
    progress: Callable[[str, int, int], None]
    """Called with what is being done, how much of it is done, and how much there is."""
    files: FileStore
    """The installation's own."""
    folder: Path | None = None
    """Where an app may lay down what stands for somebody else's server; None: nowhere."""


@dataclass(frozen=True, slots=True)
class Demo:
    """How an app fills a demo installation.

    `prepare` returns environment variables for the web workers (the app's settings); it may be
    killed at any point and is run again at every start.
    """

    prepare: Callable[[DemoSite], Mapping[str, str]]
    hints: tuple[DemoHint, ...] = ()


@dataclass(frozen=True, slots=True)
class App:
    name: str
    settings: type[SettingsSection]
    build: Callable[[Core, Any], Part]
    messages: Messages = field(default_factory=dict[str, Mapping[Language, str]])
    commands: Callable[[], typer.Typer] | None = None
    """The app's own command group; `ctx.obj` is a `CommandContext`."""
    demo: Demo | None = None
    events: tuple[AnyEvent, ...] = ()
    """What it can tell by webhooks."""
    jobs: tuple[AnyJob, ...] = ()
    """Each is given the app's service in its context."""
    schedules: tuple[Schedule, ...] = ()
    permissions: tuple[Permission, ...] = ()
    kept: tuple[Kept, ...] = ()
    """What it keeps about people."""
    personal_data: tuple[PersonalData, ...] = ()
    """The same for one person: their copy, and what ends with their account."""
    names_files: NamesFiles | None = None
    """Which of some files its rows name, whoever's they are; what nobody names is removed."""


@dataclass(frozen=True, slots=True)
class CommandContext:
    """What a command of an app is given: how to run one coroutine on its opened service."""

    run: Callable[[Callable[[Any], Any]], Any]
    """Opens the app's resources, awaits the function with the service, closes, returns."""
    settings: Settings
    section: SettingsSection
    """The app's own."""
