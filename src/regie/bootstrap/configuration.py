"""What was set, and where: the environment, regie.toml and the command line, once, at the start."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from regie.core.db import DatabaseUrl
from regie.core.errors import Misconfigured
from regie.core.retention import RetentionSettings
from regie.core.settings import (
    COMMAND_LINE,
    Loaded,
    Settings,
    SettingsSection,
    default_home,
    load,
    read_toml,
)
from regie.core.webhooks import Declared, declared_endpoints

from .addresses import valkey_urls
from .apps import ALWAYS, APPS, CHOICE
from .mail import mail_way

_NOT_SETTINGS: Final = frozenset(
    {"REGIE_CONFIG", "REGIE_CHROMIUM", "REGIE_TEST_REQUIRE_ALL", "REGIE_READY_FD"}
)


@dataclass(frozen=True, slots=True)
class Configuration:
    """Everything that was set, and where."""

    core: Loaded[Settings]
    apps: Mapping[str, Loaded[SettingsSection]]
    retention: Loaded[RetentionSettings]
    webhooks: tuple[Declared, ...] | None = ()
    """WEBHOOK_1_URL and what belongs to it, from the environment alone; None leaves to others what
    these endpoints are."""

    @property
    def sections(self) -> tuple[Loaded[SettingsSection], ...]:
        return (self.core, self.retention, *self.apps.values())

    @property
    def settings(self) -> Settings:
        return self.core.values


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
    retention = load(
        RetentionSettings,
        environ=environ,
        file_values=tables.pop("retention", {}),
        file_name=file.name,
    )
    core = load(
        Settings,
        environ=environ,
        file_values=tables,
        file_name=file.name,
        overrides=overrides,
        overrides_origin=overrides_origin,
    )
    _require_addresses(core.values)
    unknown = set(core.values.apps) - set(CHOICE)
    if unknown:
        raise Misconfigured(
            f"REGIE_APPS names {', '.join(sorted(unknown))}; there are: {', '.join(CHOICE)}"
        )
    apps = {
        name: load(
            APPS[name].settings,
            environ=environ,
            file_values=app_tables[name],
            file_name=file.name,
        )
        for name in (*ALWAYS, *(core.values.apps or CHOICE))
    }
    return Configuration(core, apps, retention, declared_endpoints(environ))


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
    settings.sizing()
    valkey_urls(settings)
    mail_way(settings)
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
    sections: list[type[SettingsSection]] = [
        Settings,
        RetentionSettings,
        *(app.settings for app in APPS.values()),
    ]
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
