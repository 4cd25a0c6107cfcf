"""One connection of asyncpg: how it is opened, how it is cleansed, what its errors mean."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Sequence
from typing import Any, Final

import asyncpg  # pyright: ignore[reportMissingTypeStubs] - it ships none; typed by `Connection`

from regie.core.errors import RegieError

from ...address import Address
from ...errors import SourceFull, SourceRefused, SourceTimeout, SourceUnavailable
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
    try:
        raw = await _driver.connect(
            address.url("postgresql"),
            timeout=limits.connect_s,
            ssl=transport_security(address),
            server_settings=_session_settings(limits),
        )
    except _DRIVER_ERRORS as error:
        raise meaning(error) from None
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


def meaning(error: Exception) -> RegieError:
    """Our error for one of the driver's: its class and SQLSTATE, none of its text."""
    name, state = type(error).__name__, str(getattr(error, "sqlstate", None) or "")
    detail = f"the source cannot be read: {name} {state}".rstrip()
    if isinstance(error, ssl.SSLCertVerificationError):
        return SourceRefused("the server's certificate is not trusted, or not for this name")
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


def transport_security(address: Address) -> ssl.SSLContext | str | None:
    """The driver's own default is `prefer`: plain text, in silence, when the server has no TLS.

    Here a server on a network is asked for TLS with a certificate that is checked, unless the DSN
    says `tls=off`; a socket and the loopback need none.
    """
    return "disable" if address.tls == "off" else address.tls_context()
