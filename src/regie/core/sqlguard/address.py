"""Where a source is and how the way there is guarded, read from its DSN."""

from __future__ import annotations

import ipaddress
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Final
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from regie.core.errors import Misconfigured

from .dsn_options import TlsMode, read_options
from .source import Engine

_ENGINES: Final[Mapping[str, Engine]] = {
    "postgresql": "postgresql",
    "postgres": "postgresql",
    "mysql": "mysql",
    "mariadb": "mysql",
    "sqlite": "sqlite",
    "sqlserver": "sqlserver",
}
_MAX_LAG_S: Final = 30.0
_NO_URL: Final = "the source's DSN is not a URL with a host and a port"


@dataclass(frozen=True, slots=True)
class Address:
    engine: Engine
    host: str
    """Empty for a file; a path for a socket; the loopback's is a name or a number."""
    port: int | None
    user: str
    password: str = field(repr=False)
    database: str
    """For SQLite the path of the file, from the root: `sqlite:///srv/orders.db`."""
    tls: TlsMode | None = None
    """None when the DSN says nothing: then `must_verify` decides."""
    ca: Path | None = None
    """Who signs the server's certificate, when that is not somebody whom the machine trusts."""
    options: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    """What the DSN has for the driver of SQL Server; the others are told nothing."""
    replicas: tuple[str, ...] = ()
    """`host:port` of copies that may be read instead."""
    max_lag_s: float = _MAX_LAG_S
    """How far a copy may lie behind."""

    @property
    def is_local(self) -> bool:
        """Nobody can listen on the way: a file, a socket or the loopback."""
        if self.host in ("", "localhost") or self.host.startswith("/"):
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    @property
    def must_verify(self) -> bool:
        return self.tls == "verify" or (self.tls is None and not self.is_local)

    def tls_context(self) -> ssl.SSLContext | None:
        """None where the link needs none. Raises Misconfigured when `ca` cannot be read."""
        if not self.must_verify:
            return None
        try:
            return _trusting(self.ca, self.ca and self.ca.stat().st_mtime_ns)
        except OSError:
            raise Misconfigured(f"{self.ca} is not a readable certificate in PEM") from None

    def at(self, place: str) -> Address:
        """The same account and database on another server, `host` or `host:port`."""
        host, port = _place(place)
        return replace(self, host=host, port=port or self.port, replicas=())

    def url(self, scheme: str) -> str:
        """For a driver that wants a URL, without what is ours. Holds the password."""
        host = f"[{self.host}]" if ":" in self.host else quote(self.host, safe="")
        place = "" if self.host.startswith("/") else host
        port = "" if self.port is None else f":{self.port}"
        user = quote(self.user, safe="")
        password = f":{quote(self.password, safe='')}" if self.password else ""
        account = f"{user}{password}@" if user else ""
        options = dict(self.options)
        if self.host.startswith("/"):
            options["host"] = self.host
        query = f"?{urlencode(options, quote_via=quote)}" if options else ""
        return f"{scheme}://{account}{place}{port}/{quote(self.database, safe='')}{query}"


def read_address(dsn: str) -> Address:
    """Raises Misconfigured, with no value of the DSN in the message: it holds a password."""
    try:
        parts = urlsplit(dsn)
        port = parts.port
        given = parse_qsl(parts.query, keep_blank_values=True)
    except ValueError:
        raise Misconfigured(_NO_URL) from None
    if parts.fragment:
        raise Misconfigured("the source's DSN has a #, after which nothing is read: write %23")
    engine = _ENGINES.get(parts.scheme)
    if engine is None:
        raise Misconfigured(f"the source's DSN begins with none of {', '.join(_ENGINES)}")
    options = read_options(
        given, engine, may_hold_a_password="@" in parts.query or parts.username is None
    )
    try:
        for place in options.replicas:
            _place(place)
    except ValueError:
        raise Misconfigured(_NO_URL) from None
    path = unquote(parts.path)
    return Address(
        engine=engine,
        host=options.host or parts.hostname or "",
        port=port,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        database=f"/{path.lstrip('/')}" if engine == "sqlite" else path[1:],
        tls=options.tls,
        ca=options.ca,
        options=options.driver,
        replicas=options.replicas,
        max_lag_s=_MAX_LAG_S if options.max_lag_s is None else options.max_lag_s,
    )


def _place(text: str) -> tuple[str, int | None]:
    """Raises ValueError for what is no host: an empty one would be this machine."""
    parts = urlsplit(f"//{text}")
    if not parts.hostname:
        raise ValueError
    return parts.hostname, parts.port


@lru_cache(maxsize=20)
def _trusting(ca: Path | None, _: int | None) -> ssl.SSLContext:
    """Made once for each state of the file: to read a machine's authorities takes 30 ms, in which
    the event loop does nothing else."""
    return ssl.create_default_context(cafile=ca)
