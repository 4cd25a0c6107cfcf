"""The installation's database: reachable, known, durable, on time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import psycopg

from regie.core.clock import utc_now
from regie.core.db import DatabaseUrl, schema_version
from regie.core.errors import RegieError
from regie.core.settings import Settings
from regie.migrations import SCRIPTS
from regie.operations.connection import connected
from regie.operations.doctor.findings import Finding
from regie.operations.installation import read_installation
from regie.operations.servers import Servers

OLDEST_MAJOR: Final = 14
"""The first with SQL bodies of functions, which the schema has."""
DURABLE: Final = ("fsync", "synchronous_commit", "full_page_writes")
WARN_ABOVE_S: Final = 1.0
FAIL_ABOVE_S: Final = 30.0
"""One step of a time-based one-time password."""


def database_findings(settings: Settings, servers: Servers) -> Iterator[Finding]:
    url = servers.database_url
    try:
        with connected(url.for_libpq()) as connection:
            yield from _server(connection)
        yield _schema(url)
        yield from _kind(settings, url)
    except RegieError as refusal:
        yield Finding("database", "fail", refusal.detail, "start it, or set REGIE_DATABASE_URL")


def _server(connection: psycopg.Connection) -> Iterator[Finding]:
    before = utc_now()
    (there,) = connection.execute("SELECT clock_timestamp()").fetchone() or (before,)
    after = utc_now()
    yield Finding("database", "pass", "reachable")
    yield _version(connection.info.server_version)
    for name in DURABLE:
        (value,) = connection.execute("SELECT current_setting(%s)", [name]).fetchone() or ("",)
        yield _durable(name, value)
    yield _clock((there - before - (after - before) / 2).total_seconds())


def _version(number: int) -> Finding:
    major, minor = divmod(number, 10_000)
    seen = f"PostgreSQL {major}.{minor}"
    if major >= OLDEST_MAJOR:
        return Finding("database.version", "pass", seen)
    return Finding("database.version", "fail", seen, f"move to PostgreSQL {OLDEST_MAJOR} or newer")


def _durable(name: str, value: str) -> Finding:
    if value != "off":
        return Finding(f"database.{name}", "pass", value)
    advice = f"set {name} = on: what was confirmed is lost when the machine stops"
    return Finding(f"database.{name}", "fail", value, advice)


def _clock(ahead_s: float) -> Finding:
    seen = f"the database's clock differs by {ahead_s:+.2f} s"
    if abs(ahead_s) <= WARN_ABOVE_S:
        return Finding("clock", "pass", seen)
    advice = "let both machines follow a time server (chrony, systemd-timesyncd)"
    return Finding("clock", "fail" if abs(ahead_s) > FAIL_ABOVE_S else "warn", seen, advice)


def _schema(url: DatabaseUrl) -> Finding:
    version = schema_version(url, SCRIPTS)
    seen = f"at {version.current or 'nothing'}, this Régie is at {version.head}"
    if version.is_current:
        return Finding("database.schema", "pass", seen)
    if version.known:
        return Finding("database.schema", "fail", seen, "run `regie migrate`")
    advice = "install the version that made it, or restore a backup"
    return Finding("database.schema", "fail", seen, advice)


def _kind(settings: Settings, url: DatabaseUrl) -> Iterator[Finding]:
    found = read_installation(url)
    if found is None:
        return
    expected = "demo" if settings.has_demo_data else "real"
    seen = f"{found.kind}, {found.id}"
    if found.kind == expected:
        yield Finding("installation", "pass", seen)
    else:
        advice = f"it was started as {found.kind}: set REGIE_ENV to match, or another REGIE_HOME"
        yield Finding("installation", "fail", seen, advice)
