"""The composition root: settings → resources → apps → one Runtime.

Building a runtime wires objects and opens nothing; `Runtime.opened` opens every resource in order
and closes them in reverse.
"""

from __future__ import annotations

import os
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from regie import __version__
from regie.apps.orders.manifest import APP as ORDERS
from regie.core.app import App, Core, Part
from regie.core.clock import Clock, utc_now
from regie.core.db import Database, DatabaseUrl
from regie.core.errors import Misconfigured
from regie.core.files import FILES_MESSAGES
from regie.core.i18n import CORE_MESSAGES, LANGUAGES, Catalogue, Language, typeset
from regie.core.input import INPUT_MESSAGES
from regie.core.observe import Health, Resource
from regie.core.settings import (
    COMMAND_LINE,
    Loaded,
    Settings,
    SettingsSection,
    default_home,
    load,
    read_toml,
)
from regie.core.sqlguard import MESSAGES as SQLGUARD_MESSAGES
from regie.core.valkey import Valkey, ValkeyUrls, external_urls, separate_urls
from regie.core.web import (
    WEB_MESSAGES,
    About,
    DemoGuide,
    DemoHint,
    Edge,
    EdgeOptions,
    Routes,
    build_app,
    proxy_check_routes,
)
from regie.webapp import DIST

_NOT_SETTINGS: Final = frozenset(
    {"REGIE_CONFIG", "REGIE_CHROMIUM", "REGIE_TEST_REQUIRE_ALL", "REGIE_READY_FD"}
)

APPS: Final[Mapping[str, App]] = {app.name: app for app in (ORDERS,)}


@dataclass(frozen=True, slots=True)
class Configuration:
    """Everything that was set, and where."""

    core: Loaded[Settings]
    apps: Mapping[str, Loaded[SettingsSection]]

    @property
    def settings(self) -> Settings:
        return self.core.values


@dataclass(frozen=True, slots=True)
class Runtime:
    settings: Settings
    core: Core
    apps: Mapping[str, App]
    parts: Mapping[str, Part]
    health: Health
    resources: tuple[Resource, ...]

    @asynccontextmanager
    async def opened(self) -> AsyncGenerator[None]:
        async with AsyncExitStack() as stack:
            for resource in self.resources:
                await resource.open()
                stack.push_async_callback(resource.close)
            yield


def configure(
    environ: Mapping[str, str] | None = None,
    *,
    overrides: Mapping[str, Any] | None = None,
    overrides_origin: str = COMMAND_LINE,
) -> Configuration:
    """Reads the environment and regie.toml (`REGIE_CONFIG`, else the current folder's).

    Raises Misconfigured with one line per value that cannot be used.
    """
    environ = os.environ if environ is None else environ
    file = _file(environ)
    tables = read_toml(file)
    app_tables = {name: tables.pop(name, {}) for name in APPS}
    core = load(
        Settings,
        environ=environ,
        file_values=tables,
        file_name=file.name,
        overrides=overrides,
        overrides_origin=overrides_origin,
    )
    _require_addresses(core.values)
    unknown = set(core.values.apps) - APPS.keys()
    if unknown:
        raise Misconfigured(
            f"REGIE_APPS names {', '.join(sorted(unknown))}; there are: {', '.join(APPS)}"
        )
    apps = {
        name: load(
            APPS[name].settings,
            environ=environ,
            file_values=app_tables[name],
            file_name=file.name,
        )
        for name in core.values.apps
    }
    return Configuration(core, apps)


def configure_installed(environ: Mapping[str, str] | None = None) -> Configuration:
    """As `configure`, for commands on an installation that exists: where nobody set the
    environment, it is the one that `regie up` last started in this home."""
    environ = os.environ if environ is None else environ
    in_file = read_toml(_file(environ))
    if "REGIE_ENV" in environ or "env" in in_file:
        return configure(environ)
    home = Path(environ.get("REGIE_HOME") or in_file.get("home") or default_home())
    with suppress(OSError):
        started_as = {"env": environment_file(home).read_text().strip()}
        return configure(environ, overrides=started_as, overrides_origin="last start")
    return configure(environ)


def environment_file(home: Path) -> Path:
    """Where `regie up` notes the environment that it started."""
    return home / "environment"


def _require_addresses(settings: Settings) -> None:
    """Before anything is started: a worker would only find out when the servers are up."""
    valkey_urls(settings)
    if settings.database_url is not None:
        DatabaseUrl(settings.database_url.get_secret_value())


def _file(environ: Mapping[str, str]) -> Path:
    """Raises Misconfigured for a file that was named and is not there."""
    named = environ.get("REGIE_CONFIG")
    # /dev/null, which is no regular file, says that there is none.
    if named and (not Path(named).exists() or Path(named).is_dir()):
        raise Misconfigured(f"REGIE_CONFIG names {named}, which is no file")
    return Path(named or "regie.toml")


def unknown_variables(environ: Mapping[str, str]) -> list[str]:
    """REGIE_… variables that no setting reads: most of them are spelling mistakes."""
    sections: list[type[SettingsSection]] = [Settings, *(app.settings for app in APPS.values())]
    known = {
        f"{section.model_config.get('env_prefix', '')}{field.upper()}"
        for section in sections
        for field in section.model_fields
    }
    return sorted(
        name
        for name in environ
        if name.startswith("REGIE_") and name not in known and name not in _NOT_SETTINGS
    )


def build_runtime(configuration: Configuration, *, clock: Clock = utc_now) -> Runtime:
    settings = configuration.settings
    apps = {name: APPS[name] for name in configuration.apps}
    database = _database(settings)
    cache, state = _valkeys(settings)
    core = Core(
        settings=settings,
        database=database,
        cache=cache,
        state=state,
        catalogue=Catalogue.merged(
            [
                CORE_MESSAGES,
                INPUT_MESSAGES,
                FILES_MESSAGES,
                SQLGUARD_MESSAGES,
                WEB_MESSAGES,
                *(app.messages for app in apps.values()),
            ]
        ),
        clock=clock,
    )
    parts = {name: app.build(core, configuration.apps[name].values) for name, app in apps.items()}
    shared: list[Resource] = [database, *(valkey for valkey in (cache, state) if valkey)]
    owned = [resource for part in parts.values() for resource in part.resources]
    resources = (*shared, *owned)
    return Runtime(
        settings=settings,
        core=core,
        apps=apps,
        parts=parts,
        health=Health(__version__, resources, () if cache else ("cache", "state")),
        resources=resources,
    )


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
        metrics_folder=os.environ.get("PROMETHEUS_MULTIPROC_DIR"),
    )


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
    settings = runtime.settings
    hints = [
        DemoHint(
            app=name,
            title=typeset(hint.title, language),
            text=typeset(hint.text, language),
            example=dict(hint.example),
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
        apps=list(runtime.apps),
        demo=DemoGuide(hints=hints) if settings.has_demo_data else None,
    )


def valkey_urls(settings: Settings) -> ValkeyUrls | None:
    """None when the installation runs without Redis."""
    if settings.cache_url and settings.broker_url and settings.results_url:
        return separate_urls(
            settings.cache_url.get_secret_value(),
            settings.broker_url.get_secret_value(),
            settings.results_url.get_secret_value(),
        )
    if settings.redis_url is None or settings.without_redis:
        return None
    return external_urls(settings.redis_url.get_secret_value())


def _database(settings: Settings) -> Database:
    if settings.database_url is None:
        raise Misconfigured(
            "REGIE_DATABASE_URL is missing: `regie up` sets it for the embedded PostgreSQL"
        )
    return Database(
        DatabaseUrl(settings.database_url.get_secret_value()),
        pool_size=settings.database_pool_size,
        pool_overflow=settings.database_pool_overflow,
    )


def _valkeys(settings: Settings) -> tuple[Valkey | None, Valkey | None]:
    urls = valkey_urls(settings)
    if urls is None:
        return None, None
    return Valkey("cache", urls.cache), Valkey("state", urls.broker)
