"""One connection to MySQL or MariaDB: how it is opened, reset and interrupted, and what its errors
mean."""

from __future__ import annotations

import math
import re
import socket
import ssl
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from typing import Any, Final

import pymysql

from regie.core.errors import RegieError

from ...address import Address
from ...errors import SourceFull, SourceRefused, SourceTimeout, SourceUnavailable
from ...limits import APPLICATION, Limits
from ...ordering import ordered_by
from ...source import Row, SortKey
from ...threads import ThreadedConnection, Threads, open_in_thread
from .plugins import NotSpoken
from .prepared import OutOfStep, fetch, reset
from .secrets import AsksForThePassword, answers

_connect: Any = pymysql.connect

SHOW_GRANTS: Final = "SHOW GRANTS"
REPLICA_STATUS: Final = ("SHOW REPLICA STATUS", "SHOW SLAVE STATUS")
_ACCOUNT: Final = r"`(?:[^`]|``)*`(?:@`(?:[^`]|``)*`)?"
_NO_SELECTS: Final = re.compile(
    rf"SHOW GRANTS(?: FOR {_ACCOUNT}(?: USING {_ACCOUNT}(?:, {_ACCOUNT})*)?)?"
    r"|SHOW (?:REPLICA|SLAVE) STATUS"
)
"""Whole statements that only read and that no sub-query takes."""

_DRIVER_ERRORS: Final = (pymysql.err.MySQLError, OSError)
_CANCELLED: Final = frozenset((1205, 1317, 1969, 3024))  # lock wait, killed, time-outs of each
_FULL: Final = frozenset((1040, 1203, 1226, 1461))  # at all, of this account, of statements
_LOST: Final = frozenset((1152, 1158, 1159, 1160, 1161, 1927, 4031))
_AWAY: Final = _LOST | {1053, 2002, 2003, 2005, 2006, 2012, 2013, 2055, 3032}
_RETRY_S: Final = 2
_KILL_S: Final = 1.0

_AS_WRITTEN: Final = "SESSION sql_mode = '', SESSION sql_quote_show_create = 1"
"""What quotes and || mean is not the server's choice; and names in SHOW GRANTS have backticks."""

_VARIABLES: Final = (
    "SHOW SESSION VARIABLES WHERE Variable_name IN ('tx_read_only', 'transaction_read_only',"
    " 'max_statement_time', 'max_execution_time', 'lock_wait_timeout')"
)


async def connect(
    address: Address, limits: Limits, threads: Threads
) -> ThreadedConnection[MysqlConnection]:
    """Raises SourceUnavailable, SourceFull or SourceRefused."""
    tls = address.tls_context()
    return await open_in_thread(threads, partial(MysqlConnection, address, limits, tls))


def bounded(sql: str, rows: int, order: Sequence[SortKey]) -> str:
    """The line break ends a comment that would otherwise swallow the bracket. In a sub-query there
    is no INTO, no SET STATEMENT … FOR and no second statement."""
    if _NO_SELECTS.fullmatch(sql):
        return sql
    sorted_ = ordered_by(order, "mysql")
    return f"SELECT * FROM (\n{sql}\n) AS bounded{sorted_} LIMIT {rows}"  # noqa: S608 - ours


class MysqlConnection:
    def __init__(self, address: Address, limits: Limits, tls: ssl.SSLContext | None):
        self._open = partial(_open, address, limits, tls)
        try:
            self._raw = self._open()
        except _DRIVER_ERRORS as error:
            raise meaning(error) from None
        try:
            self._session = _session(self._raw, limits)
            self._raw.query(self._session)
        except _DRIVER_ERRORS as error:
            self.close()
            raise meaning(error) from None

    def fetch(self, query: str, parameters: tuple[object, ...]) -> Sequence[Row]:
        try:
            return fetch(self._raw, query, parameters)
        except (*_DRIVER_ERRORS, OutOfStep, OverflowError) as error:
            if isinstance(error, OutOfStep):
                self.close()
            raise meaning(error) from None

    def cleanse(self) -> bool:
        """A function that a SELECT calls may set what it likes in the session, and take locks."""
        try:
            reset(self._raw)
            self._raw.query(self._session)
        except _DRIVER_ERRORS:
            return False
        return True

    def interrupt(self) -> None:
        """The server goes on with a statement whose client left: a second connection ends it, and
        the first is cut in any case. Without one (the server is full) its own limit ends it."""
        with suppress(*_DRIVER_ERRORS):
            second = self._open(connect_timeout=_KILL_S, read_timeout=_KILL_S)
            with second:
                second.query(f"KILL QUERY {self._raw.thread_id()}")
        with suppress(OSError, AttributeError):  # closed meanwhile
            self._raw._sock.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        with suppress(*_DRIVER_ERRORS):
            self._raw.close()

    def is_closed(self) -> bool:
        return not self._raw.open


def _open(address: Address, limits: Limits, tls: ssl.SSLContext | None, **timeouts: float) -> Any:
    is_socket = address.host.startswith("/")
    return _connect(
        host=None if is_socket else address.host or "localhost",
        unix_socket=address.host if is_socket else None,
        port=address.port or 3306,
        user=address.user,
        password=address.password.encode(),  # of a str it makes Latin-1, or nothing at all
        database=address.database or None,
        charset="utf8mb4",
        autocommit=True,
        ssl=tls,
        ssl_disabled=tls is None,
        auth_plugin_map=answers(address, tls),
        program_name=APPLICATION,
        local_infile=False,
        **{
            "connect_timeout": limits.connect_s,
            "read_timeout": limits.answer_s + limits.farewell_s,
            "write_timeout": limits.answer_s,
            **timeouts,
        },
    )


def _session(raw: Any, limits: Limits) -> str:
    """What makes the session ours, in one statement: MariaDB and MySQL have names of their own for
    two of the settings, and each version some of them."""
    raw.query(_VARIABLES)
    known = {row[0].lower() for row in raw._result.rows}
    settings = {
        "tx_read_only": "1",
        "transaction_read_only": "1",
        "max_statement_time": f"{limits.statement_s:g}",  # MariaDB: seconds
        "max_execution_time": f"{limits.statement_s * 1000:.0f}",  # MySQL: milliseconds
        "lock_wait_timeout": f"{math.ceil(limits.lock_s)}",
    }
    chosen = [f"SESSION {name} = {value}" for name, value in settings.items() if name in known]
    if not {"tx_read_only", "transaction_read_only"} & known:
        raise pymysql.err.NotSupportedError(0, "the session cannot be made read-only")
    return f"SET NAMES utf8mb4, {_AS_WRITTEN}, {', '.join(chosen)}"


def meaning(error: Exception) -> RegieError:
    """Our error for one of the driver's: its class and number, none of its text; of those that we
    raise in its midst, ours."""
    code = error.args[0] if error.args and isinstance(error.args[0], int) else 0
    detail = f"the source cannot be read: {type(error).__name__} {code or ''}".rstrip()
    if isinstance(getattr(error, "original_exception", error), ssl.SSLCertVerificationError):
        return SourceRefused("the server's certificate is not trusted, or not for this name")
    if isinstance(error, AsksForThePassword | NotSpoken):
        return SourceRefused(error.args[1])
    if code in _CANCELLED:
        return SourceTimeout(detail, retry_after_s=_RETRY_S)
    if code in _FULL:
        return SourceFull(detail, retry_after_s=_RETRY_S)
    if code in _AWAY or isinstance(error, OSError):
        return SourceUnavailable(detail, retry_after_s=_RETRY_S)
    return SourceRefused(detail)
