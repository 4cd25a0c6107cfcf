"""One connection of asyncpg: how it is opened, how it is cleansed, what its errors mean."""

from __future__ import annotations

import asyncio
import getpass
import ssl
from collections.abc import Mapping, Sequence
from typing import Any, Final

import asyncpg  # pyright: ignore[reportMissingTypeStubs] - it ships none; typed by `Connection`

from regie.core.errors import RegieError

from ...address import Address
from ...errors import (
    EntryRefused,
    SourceFull,
    SourceRefused,
    SourceTimeout,
    SourceUnavailable,
    Why,
)
from ...limits import APPLICATION, Limits
from ...ordering import ordered_by
from ...source import Row, SortKey
from ...threads import Threads

_driver: Any = asyncpg
_DRIVER_ERRORS: Final[tuple[type[Exception], ...]] = (
    _driver.PostgresError,
    _driver.InterfaceError,
    _driver.InternalClientError,  # its last words came, the end of the connection not yet
    OSError,
    TimeoutError,
)

_RESET: Final = "RESET ROLE; RESET ALL"
"""One round trip. `RESET ALL` gives back the values of the start-up packet, read-only and time-outs
among them; it leaves the role alone."""

_GUARDED_SETTING: Final = "default_transaction_read_only"

_AWAY: Final = (
    "08",  # connection exception
    "53",  # too many connections, out of memory
    "57P",  # shutting down, starting up
    "58",  # I/O error of the server
)
_FULL: Final = "53300"
_CANCELLED: Final = ("57014", "55P03")  # statement time-out, lock time-out
_AWAY_RETRY_S: Final = 2

_PORT: Final = 5432
_HERE: Final = ("/run/postgresql", "/var/run/postgresql", "localhost")
"""Where a server of this machine is, for a DSN that names none."""

_NOT_TRUSTED: Final[tuple[Why, str]] = ("authority", "is signed by nobody who is trusted")
_CERTIFICATES: Final[Mapping[int, tuple[Why, str]]] = {
    2: _NOT_TRUSTED,
    7: _NOT_TRUSTED,  # signed under the authority's name with another key
    9: ("early", "is not valid yet"),
    10: ("expired", "has expired"),
    **dict.fromkeys((18, 19, 20, 21), _NOT_TRUSTED),
    62: ("name", "is for another name"),
    64: ("name", "is for another address"),
}
"""By X509_V_ERR_… of OpenSSL's x509_vfy.h. Every other is about the certificate itself; a key too
short has several, by the version of OpenSSL."""
_NOT_ACCEPTABLE: Final[tuple[Why, str]] = ("certificate", "is not acceptable")
_OLD_TLS: Final = ("TLSV1_ALERT_PROTOCOL_VERSION", "UNSUPPORTED_PROTOCOL")
_NO_TLS: Final = "rejected SSL upgrade"
"""The driver has no class for it."""
_NOT_LET_IN: Final = (
    "28",  # password, pg_hba.conf, a certificate of ours that is wanted
    "3D000",  # no such database
    "42501",  # no right to connect to it
)


class AsyncpgConnection:
    def __init__(self, raw: Any):
        self._raw = raw

    async def fetch(self, query: str, *args: object) -> Sequence[Row]:
        try:
            return await self._raw.fetch(query, *args)
        except _DRIVER_ERRORS as error:
            raise meaning(error) from None

    async def cleanse(self) -> bool:
        try:
            async with asyncio.timeout(1.0):
                await self._raw.execute(_RESET)
        except _DRIVER_ERRORS:
            return False
        return self.is_read_only()

    async def begins_read_only(self) -> bool:
        """Asked where nobody says so unasked: of PostgreSQL before 14, and through some proxies."""
        return (self._reported() or await self._asked()) == "on"

    def is_read_only(self) -> bool:
        """What the server last said of the session, at no cost: PostgreSQL reports each change of
        this setting since version 14. Before, there is the reset alone, to what it began with."""
        return self._reported() in ("on", None)

    def _reported(self) -> str | None:
        return getattr(self._raw.get_settings(), _GUARDED_SETTING, None)

    async def _asked(self) -> str:
        return (await self.fetch(f"SHOW {_GUARDED_SETTING}"))[0][_GUARDED_SETTING]

    async def close(self, timeout_s: float) -> None:
        try:
            async with asyncio.timeout(timeout_s):
                await self._raw.close()
        except _DRIVER_ERRORS:
            self._raw.terminate()

    def is_closed(self) -> bool:
        return self._raw.is_closed()


async def connect(address: Address, limits: Limits, _: Threads) -> AsyncpgConnection:
    """Raises SourceUnavailable, SourceFull or SourceRefused."""
    security = transport_security(address)
    try:
        raw = await _driver.connect(
            **_place(address),
            timeout=limits.connect_s,
            ssl=security,
            server_settings=_session_settings(limits),
        )
    except _DRIVER_ERRORS as error:
        raise _entry(error) or meaning(error) from None
    connection = AsyncpgConnection(raw)
    try:
        read_only = await connection.begins_read_only()
    except BaseException:  # a refusal, a time-out, a caller who went away
        raw.terminate()
        raise
    if not read_only:
        await connection.close(1.0)
        raise SourceRefused("the session cannot be made read-only")
    return connection


def bounded(sql: str, rows: int, order: Sequence[SortKey]) -> str:
    """The line break ends a comment that would otherwise swallow the bracket."""
    sorted_ = ordered_by(order, "postgresql")
    return f"SELECT * FROM (\n{sql}\n) AS bounded{sorted_} LIMIT {rows}"  # noqa: S608 - ours


def _place(address: Address) -> dict[str, object]:
    """Each thing by itself, and each of them. What the driver is not told it takes from the
    environment, which speaks to other programs (PGHOST, PGPASSWORD, PGSSLNEGOTIATION, …); and at a
    comma in a URL it goes on to another server, which was looked at by nobody. The one thing that
    cannot be told it is how TLS is spoken on the loopback: see `transport_security`."""
    user = address.user or getpass.getuser()
    return {
        "host": [address.host] if address.host else list(_HERE),
        "port": address.port or _PORT,
        "user": user,
        "password": address.password,
        "database": address.database or user,
        "direct_tls": False,
        "target_session_attrs": "any",
        "gsslib": "gssapi",
        "krbsrvname": "postgres",
    }


def _entry(error: Exception) -> EntryRefused | None:
    """What keeps everybody out until somebody mends it; None for what may pass by itself."""
    state = str(getattr(error, "sqlstate", None) or "")
    if isinstance(error, ssl.SSLCertVerificationError):
        code = error.verify_code
        why, words = _CERTIFICATES.get(code, _NOT_ACCEPTABLE)
        return EntryRefused(why, f"the server's certificate {words} (verify_code {code})")
    if isinstance(error, ssl.SSLError) and error.reason in _OLD_TLS:
        return EntryRefused("old_tls", "the server offers no TLS since 1.2")
    if type(error) is ConnectionError and _NO_TLS in str(error):
        return EntryRefused("no_tls", "the server offers no TLS, and was told nothing")
    if state.startswith(_NOT_LET_IN):
        name = type(error).__name__
        return EntryRefused("account", f"the account is not let in: {name} {state}")
    return None


def meaning(error: Exception) -> RegieError:
    """Our error for one of the driver's: its class and SQLSTATE, none of its text."""
    name, state = type(error).__name__, str(getattr(error, "sqlstate", None) or "")
    detail = f"the source cannot be read: {name} {state}".rstrip()
    if state in _CANCELLED:
        return SourceTimeout(detail, retry_after_s=_AWAY_RETRY_S)
    if state == _FULL:
        return SourceFull(detail, retry_after_s=_AWAY_RETRY_S)
    if state.startswith(_AWAY) or not isinstance(error, (_driver.PostgresError, ValueError)):
        return SourceUnavailable(detail, retry_after_s=_AWAY_RETRY_S)
    return SourceRefused(detail)


def _session_settings(limits: Limits) -> dict[str, str]:
    return {
        "application_name": APPLICATION,
        _GUARDED_SETTING: "on",
        "statement_timeout": _milliseconds(limits.statement_s),
        "lock_timeout": _milliseconds(limits.lock_s),
        "idle_in_transaction_session_timeout": _milliseconds(limits.idle_in_transaction_s),
    }


def _milliseconds(seconds: float) -> str:
    return str(round(seconds * 1000))


def transport_security(address: Address) -> ssl.SSLContext | str:
    """The driver's own default is `prefer`: plain text, in silence, when the server has no TLS.

    Here a server on a network is asked for TLS with a certificate that is checked, unless the DSN
    says `tls=off`. A socket needs none. The loopback is left to what its server prefers, for which
    the driver has no context of ours: it makes its own, out of the environment and ~/.postgresql,
    with a client certificate if there is one (PGSSLCERT, PGSSLMINPROTOCOLVERSION, …).
    """
    if address.tls == "off":
        return "disable"
    security = address.tls_context()
    if security is not None:
        return security
    return "disable" if address.host.startswith("/") else "prefer"
