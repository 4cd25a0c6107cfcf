"""One connection of mssql-python: how it is opened, how it is cleansed, how it is interrupted."""

from __future__ import annotations

import math
import threading
from collections.abc import Sequence
from contextlib import nullcontext, suppress
from functools import partial
from time import monotonic
from typing import Any, Final

import mssql_python as driver

from ...address import Address
from ...errors import SourceRefused, SourceTimeout
from ...limits import APPLICATION, Limits
from ...source import Row
from ...threads import ThreadedConnection, Threads, open_in_thread
from .ending import may_hang
from .errors import DRIVER_ERRORS, meaning, meaning_of_login
from .parameters import sizes
from .trust import trusting

_driver: Any = driver  # its stubs leave out what it is asked for here

_PORT: Final = 1433
_ROWS_AT_ONCE: Final = 16
"""`fetchall` makes room for a thousand rows of the declared width before it reads one: 10 ms for an
order with two columns of nvarchar(4000), against 0.03 ms (and 24 ms against 1.5 for a thousand)."""

_RESET, _YES = 116, 1
"""SQL_ATTR_RESET_CONNECTION: the next packet carries the RESETCONNECTION bit, upon which the server
drops temporary tables and transactions and brings back every option of the session."""


async def connect(
    address: Address, limits: Limits, threads: Threads
) -> ThreadedConnection[SqlServerConnection]:
    """Raises SourceUnavailable, SourceFull or SourceRefused."""
    return await open_in_thread(threads, partial(SqlServerConnection, address, limits))


class SqlServerConnection:
    """Commits by itself, so that no transaction is ever left open."""

    def __init__(self, address: Address, limits: Limits):
        self._lock_s = limits.lock_s
        self._session = _session(limits)
        self._port = address.port or _PORT
        self._closed = threading.Event()
        self._gone = False
        self._cursor: Any = None
        driver.pooling(enabled=False)  # its own would keep connections beyond our limits
        try:
            with trusting(address.ca) if address.must_verify else nullcontext():
                self._raw = _driver.connect(
                    autocommit=True,
                    timeout=_whole_seconds(limits.connect_s),
                    **_keywords(address),
                )
        except DRIVER_ERRORS as error:
            raise meaning_of_login(error) from None
        self._raw.timeout = _whole_seconds(limits.statement_s)
        try:
            self._set_session()
        except DRIVER_ERRORS as error:
            self.close()
            raise meaning_of_login(error) from None

    def fetch(self, query: str, parameters: tuple[object, ...]) -> Sequence[Row]:
        started = monotonic()
        try:
            self._cursor = cursor = self._raw.cursor()
            if declared := sizes(parameters):
                cursor.setinputsizes(declared)
            cursor.execute(query, *((parameters,) if parameters else ()))
            return _all(cursor)
        except DRIVER_ERRORS as error:
            meant = meaning(error, waited_s=monotonic() - started, lock_s=self._lock_s)
            self._gone = not isinstance(meant, (SourceRefused, SourceTimeout))
            raise meant from None

    def cleanse(self) -> bool:
        """Closing the cursor, which forgets the prepared statement on the server, is done here and
        not in `fetch`: it is a round trip of its own, and the caller has the rows already."""
        try:
            self._close_cursor()
            self._raw._conn.set_attr(_RESET, _YES)  # the public `set_attr` has a list without it
            self._set_session()
        except DRIVER_ERRORS:
            self._gone = True
        return not self._gone

    def interrupt(self) -> None:
        """Sends an attention; the thread that waits in `fetch` comes back when the server has
        acknowledged it; without that, when the driver gives up."""
        may_hang(self._raw, self._port, self._closed)
        handle = getattr(self._cursor, "hstmt", None)
        if handle is not None:
            with suppress(*DRIVER_ERRORS):
                handle._cancel()  # SQLCancel has no public name yet

    def close(self) -> None:
        self._gone = True
        with suppress(*DRIVER_ERRORS):
            self._raw.close()
        self._closed.set()

    def is_closed(self) -> bool:
        return self._gone

    def _set_session(self) -> None:
        cursor = self._raw.cursor()
        cursor.execute(self._session)
        cursor.close()

    def _close_cursor(self) -> None:
        if self._cursor is not None:
            self._cursor.close()
            self._cursor = None


def _all(cursor: Any) -> Sequence[Row]:
    rows: list[Row] = []
    while True:
        got = cursor.fetchmany(_ROWS_AT_ONCE)
        rows.extend(got)
        if len(got) < _ROWS_AT_ONCE:
            return rows


def _keywords(address: Address) -> dict[str, str]:
    """The driver escapes each of them in its connection string."""
    if not address.user:
        raise SourceRefused("the source's DSN names no account")
    verify = address.must_verify
    return {
        "Server": f"tcp:{address.host},{address.port or _PORT}",
        "UID": address.user,
        "PWD": address.password,
        "Database": address.database,
        "Encrypt": "yes" if verify else "no",
        "TrustServerCertificate": "no" if verify else "yes",
        "ApplicationIntent": "ReadOnly",
        "ConnectRetryCount": "0",  # a connection that died is ours to replace, with its settings
        **address.options,
    }


def _session(limits: Limits) -> str:
    """The driver lets nobody choose the application's name: CONTEXT_INFO says it instead, beside
    the session in sys.dm_exec_sessions."""
    return (
        f"SET LOCK_TIMEOUT {round(limits.lock_s * 1000)}; SET DEADLOCK_PRIORITY LOW;"
        " SET TRANSACTION ISOLATION LEVEL READ COMMITTED;"
        f" SET CONTEXT_INFO 0x{APPLICATION.encode().hex().upper()};"
    )


def _whole_seconds(seconds: float) -> int:
    """The driver takes nothing smaller, and 0 for no limit at all."""
    return max(1, math.ceil(seconds))
