"""What the settings mean together, and whether the package is complete."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_address

from psycopg.conninfo import conninfo_to_dict

from regie.core.clock import utc_now
from regie.core.db import DatabaseUrl
from regie.core.settings import Settings
from regie.operations.doctor.findings import Finding
from regie.webapp import DIST


def wiring_findings(settings: Settings) -> Iterator[Finding]:
    yield from _environment(settings)
    yield from _proxy(settings)
    if settings.database_url is not None:
        yield _database_tls(settings.database_url.get_secret_value())
    yield _time_zone(settings)
    yield _front_end()


def _environment(settings: Settings) -> Iterator[Finding]:
    if settings.has_demo_data:
        yield Finding(
            "environment",
            "warn",
            f"{settings.env}: its data are invented",
            "set REGIE_ENV=production before anybody relies on it",
        )
        return
    for missing in settings.missing_for_production():
        seen, _, advice = missing.partition(": ")
        yield Finding("environment", "fail", f"production would not start: {seen}", advice)
    if not settings.missing_for_production():
        yield Finding("environment", "pass", "production, with its secret and its hosts")


def _proxy(settings: Settings) -> Iterator[Finding]:
    """Régie speaks plain HTTP; TLS is a proxy's, which must be named to be believed."""
    if _is_loopback(settings.host) or settings.trusted_proxies:
        return
    yield Finding(
        "proxy",
        "warn",
        f"serves plain HTTP on {settings.host} and trusts no proxy",
        "put a proxy with TLS before it and name it in REGIE_TRUSTED_PROXIES",
    )


def _database_tls(url: str) -> Finding:
    parts = conninfo_to_dict(DatabaseUrl(url).for_libpq())
    host, mode = str(parts.get("host") or ""), str(parts.get("sslmode"))
    if host == "" or host.startswith("/") or _is_loopback(host):
        return Finding("database.tls", "pass", "the database is on this machine")
    if mode == "verify-full":
        return Finding("database.tls", "pass", f"verified TLS to {host}")
    if mode == "disable":
        advice = "remove sslmode=disable from REGIE_DATABASE_URL"
        return Finding("database.tls", "fail", f"no TLS to {host}", advice)
    advice = "use sslmode=verify-full, with sslrootcert for an authority of your own"
    return Finding("database.tls", "warn", f"TLS to {host} without a full check ({mode})", advice)


def _time_zone(settings: Settings) -> Finding:
    now = utc_now().astimezone(settings.zone)
    return Finding(
        "time_zone", "pass", f"{settings.time_zone}, where it is {now:%H:%M on %d/%m/%Y}"
    )


def _front_end() -> Finding:
    if (DIST / "index.html").is_file():
        return Finding("front_end", "pass", "built")
    return Finding("front_end", "fail", "the web front end is not built", "run `make web`")


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
