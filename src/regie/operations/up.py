"""Starts an installation: embedded servers where none are named, schema, demo data, web workers."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit, urlunsplit

from regie.bootstrap import APPS, Configuration, valkey_urls
from regie.core.app import DemoSite
from regie.core.clock import utc_now
from regie.core.db import DatabaseUrl, migrate
from regie.core.embedded import EmbeddedHome, EmbeddedValkey, open_home
from regie.core.settings import Settings
from regie.migrations import SCRIPTS
from regie.operations.exit_codes import ExitCode
from regie.operations.installation import ensure_installation
from regie.operations.supervisor import Plan, Ready, Reporter, Server, WorkerCommand, supervise

DATABASE = "regie"
ROLE = "regie"
STOPPING_MARGIN_S = 2.0
"""Above what a worker gives itself to drain, before it is killed."""


def up(
    configuration: Configuration,
    environ: Mapping[str, str],
    reporter: Reporter,
    on_ready: Callable[[Ready], None],
) -> ExitCode:
    """Serves until it is told to stop. Must be called in the main thread."""
    settings = configuration.settings
    home = open_home(settings.home)
    worker_environ = {**environ, **_from_command_line(configuration)}

    def prepare() -> None:
        worker_environ.update(_prepare(configuration, home, reporter))

    plan = Plan(
        home=settings.home,
        host=settings.host,
        port=settings.port,
        worker=WorkerCommand(
            [sys.executable, "-m", "regie.entrypoints.asgi", "--fd", "{fd}"], worker_environ
        ),
        workers=settings.workers,
        reporter=reporter,
        on_ready=on_ready,
        servers=embedded_servers(settings, home),
        prepare=prepare,
        drain_s=settings.drain_s + settings.grace_s + STOPPING_MARGIN_S,
        health_path=f"{settings.root_path}/healthz",
    )
    return supervise(plan)


def embedded_servers(settings: Settings, home: EmbeddedHome) -> list[Server]:
    """In the order in which they are stopped: the database last."""
    servers: list[Server] = []
    if _embeds_valkey(settings):
        servers += [home.cache, home.state]
    if settings.database_url is None:
        servers.append(home.postgres)
    return servers


def embedded_addresses(settings: Settings, home: EmbeddedHome) -> dict[str, str]:
    """The settings, as environment variables, that lead to the embedded servers."""
    addresses: dict[str, str] = {}
    if settings.database_url is None:
        password = home.secret("postgres-regie")
        addresses["REGIE_DATABASE_URL"] = home.postgres.url(DATABASE, ROLE, password)
    if _embeds_valkey(settings):
        addresses["REGIE_CACHE_URL"] = home.cache.url
        addresses["REGIE_BROKER_URL"] = _database(home.state, 0)
        addresses["REGIE_RESULTS_URL"] = _database(home.state, 1)
    return addresses


def _prepare(
    configuration: Configuration, home: EmbeddedHome, reporter: Reporter
) -> dict[str, str]:
    settings = configuration.settings
    environ = embedded_addresses(settings, home)
    if settings.secret_key is None:
        environ["REGIE_SECRET_KEY"] = home.secret("secret-key")
    if settings.database_url is None:
        home.postgres.ensure_role(ROLE, home.secret("postgres-regie"))
        home.postgres.ensure_database(DATABASE, ROLE)
        url = DatabaseUrl(environ["REGIE_DATABASE_URL"])
    else:
        url = DatabaseUrl(settings.database_url.get_secret_value())
    reporter.progress("bringing the schema up to date")
    migrate(url, SCRIPTS)
    ensure_installation(url, "demo" if settings.env == "demo" else "real")
    if settings.env == "demo":
        environ |= _prepare_demo(configuration, home, url, reporter)
    return environ


def _prepare_demo(
    configuration: Configuration, home: EmbeddedHome, url: DatabaseUrl, reporter: Reporter
) -> dict[str, str]:
    embedded = configuration.settings.database_url is None
    site = DemoSite(
        admin_dsn=home.postgres.superuser_url() if embedded else url.for_libpq(),
        secret=home.secret,
        clock=utc_now,
        progress=lambda text, done, total: reporter.progress(f"{text} ({done:,} of {total:,})"),
    )
    environ: dict[str, str] = {}
    for name in configuration.apps:
        demo = APPS[name].demo
        if demo is not None:
            environ |= demo.prepare(site)
    return environ


def _from_command_line(configuration: Configuration) -> dict[str, str]:
    """What was said on the command line, said again to the workers."""
    values = configuration.settings.model_dump(mode="json")
    return {
        f"REGIE_{name.upper()}": str(values[name])
        for name, origin in configuration.core.origins.items()
        if origin == "command line"
    }


def _embeds_valkey(settings: Settings) -> bool:
    return valkey_urls(settings) is None and not settings.without_redis


def _database(server: EmbeddedValkey, number: int) -> str:
    parts = urlsplit(server.url)
    return urlunsplit(parts._replace(query=f"db={number}"))
