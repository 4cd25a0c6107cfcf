"""One address of a PostgreSQL server, in the dialect of each driver.

asyncpg encrypts when the server happens to offer it and says nothing when it does not. Here a
server on another machine is spoken to over verified TLS unless `sslmode` says otherwise.
"""

from __future__ import annotations

import ssl
from ipaddress import ip_address

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from regie.core.errors import Misconfigured

_PARAMETERS = ("host", "port", "user", "password", "sslmode", "sslrootcert")
"""Those that libpq and asyncpg both know: migrations use the one, workers the other."""
_SSL_MODES = ("disable", "require", "verify-ca", "verify-full")


class DatabaseUrl:
    def __init__(self, text: str):
        """Raises Misconfigured; the message does not repeat the address, which has a password."""
        try:
            url = make_url(text)
        except (ArgumentError, ValueError) as error:
            raise Misconfigured(
                "REGIE_DATABASE_URL must look like postgresql://user:password@host/name"
            ) from (None if isinstance(error, ArgumentError) else error)
        if url.get_backend_name() not in ("postgresql", "postgres"):
            raise Misconfigured("REGIE_DATABASE_URL must be of PostgreSQL: postgresql://…")
        self._query = dict(url.query)
        if unknown := sorted(self._query.keys() - _PARAMETERS):
            raise Misconfigured(
                f"REGIE_DATABASE_URL: {', '.join(unknown)} cannot be set there, "
                f"only {', '.join(_PARAMETERS)} can"
            )
        self._ssl_mode = str(self._query.pop("sslmode", "")) or (
            "disable" if _is_local(url) else "verify-full"
        )
        if self._ssl_mode not in _SSL_MODES:
            raise Misconfigured(f"sslmode must be one of {', '.join(_SSL_MODES)}")
        self._root_certificate = self._query.pop("sslrootcert", None)
        self._url = url.set(query=self._query)

    @property
    def name(self) -> str:
        return self._url.database or ""

    def for_sqlalchemy(self) -> URL:
        """asyncpg under SQLAlchemy; TLS comes as `ssl_context()`."""
        return self._url.set(drivername="postgresql+asyncpg")

    def for_asyncpg(self) -> str:
        """The driver by itself; TLS comes as `ssl_context()`."""
        return self._url.set(drivername="postgresql").render_as_string(hide_password=False)

    def for_alembic(self) -> URL:
        """psycopg under SQLAlchemy."""
        return self._with_ssl("postgresql+psycopg")

    def for_libpq(self) -> str:
        """What psycopg, pg_dump and psql read."""
        return self._with_ssl("postgresql").render_as_string(hide_password=False)

    def ssl_context(self) -> ssl.SSLContext | None:
        if self._ssl_mode == "disable":
            return None
        context = ssl.create_default_context(
            cafile=None if self._root_certificate is None else str(self._root_certificate)
        )
        context.check_hostname = self._ssl_mode == "verify-full"
        if self._ssl_mode == "require":
            context.verify_mode = ssl.CERT_NONE
        return context

    def _with_ssl(self, drivername: str) -> URL:
        query = {**self._query, "sslmode": self._ssl_mode}
        if self._root_certificate is not None:
            query["sslrootcert"] = self._root_certificate
        elif self._ssl_mode == "verify-full":
            query["sslrootcert"] = "system"
        return self._url.set(drivername=drivername, query=query)


def _is_local(url: URL) -> bool:
    host = url.query.get("host") or url.host or ""
    if not isinstance(host, str):
        return False
    if host == "" or host.startswith("/") or host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
