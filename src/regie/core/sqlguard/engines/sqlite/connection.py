"""One connection to a SQLite file: how it is opened, what its errors mean."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing, suppress
from datetime import date, datetime
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Final
from urllib.parse import quote

from regie.core.errors import RegieError

from ...address import Address
from ...errors import SourceRefused, SourceTimeout, SourceUnavailable
from ...limits import Limits
from ...ordering import ordered_by
from ...source import Row, SortKey
from ...threads import ThreadedConnection, Threads, open_in_thread
from .authorizer import READ_PRAGMAS, authorizer, readable_by

_LIMITS: Final = {
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_LENGTH: 10_000_000,  # bytes of a value or a row
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 100_000,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 200,  # a pattern's time grows with its square
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 20,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 100,
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 1,
    sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
}
_STEPS_BETWEEN_LOOKS: Final = 1000
"""Of SQLite's machine, some 10 µs: how often it looks at the clock."""

_SESSION: Final = ("PRAGMA query_only = on", "PRAGMA trusted_schema = off")
_FIRST_USES: Final = (
    "SELECT 1 FROM sqlite_master",  # is it a database at all?
    *(f"SELECT 1 FROM pragma_{name}" for name in READ_PRAGMAS),  # noqa: S608 - constants
)
_AWAY: Final = ("SQLITE_CANTOPEN", "SQLITE_IOERR", "SQLITE_NOMEM", "SQLITE_PROTOCOL")
_TOO_LONG: Final = ("SQLITE_INTERRUPT", "SQLITE_BUSY", "SQLITE_LOCKED")
_RETRY_S: Final = 2


async def connect(
    address: Address, limits: Limits, threads: Threads
) -> ThreadedConnection[SqliteConnection]:
    """Raises SourceUnavailable, SourceFull or SourceRefused."""
    path = Path(address.database)
    return await open_in_thread(threads, partial(SqliteConnection, path, limits))


def bounded(sql: str, rows: int, order: Sequence[SortKey]) -> str:
    """The line break ends a comment that would otherwise swallow the bracket."""
    sorted_ = ordered_by(order, "sqlite")
    return f"SELECT * FROM (\n{sql}\n){sorted_} LIMIT {rows}"  # noqa: S608 - `sql` is ours


class SqliteConnection:
    """Sees the file as it is at each statement: one that was put in its place is opened anew."""

    def __init__(self, path: Path, limits: Limits):
        self._path = path
        self._limits = limits
        self._deadline = monotonic() + limits.connect_s
        self._gone = False
        try:
            self._file = _identity(path)
            self._raw = sqlite3.connect(
                f"file:{quote(str(path))}?mode=ro",
                uri=True,
                timeout=limits.lock_s,
                isolation_level=None,
            )
        except (sqlite3.Error, OSError) as error:
            raise meaning(error) from None
        try:
            self._harden()
        except sqlite3.Error as error:
            self._raw.close()
            raise meaning(error) from None

    def _harden(self) -> None:
        self._raw.set_progress_handler(self._too_late, _STEPS_BETWEEN_LOOKS)
        for category, limit in _LIMITS.items():
            self._raw.setlimit(category, limit)
        for statement in (*_SESSION, *_FIRST_USES):
            self._raw.execute(statement).close()
        self._raw.row_factory = sqlite3.Row
        self._raw.text_factory = _text
        tables = self._limits.tables
        readable = None if tables is None else readable_by(self._raw, tables)
        self._raw.set_authorizer(authorizer(readable))

    def fetch(self, query: str, parameters: tuple[object, ...]) -> Sequence[Row]:
        self._deadline = monotonic() + self._limits.statement_s
        try:
            self._gone = _identity(self._path) != self._file
            if self._gone:
                raise SourceUnavailable("the file was replaced", retry_after_s=_RETRY_S)
            with closing(self._raw.execute(query, tuple(map(_parameter, parameters)))) as cursor:
                return cursor.fetchall()
        except (sqlite3.Error, sqlite3.Warning, OSError, OverflowError) as error:
            self._gone = isinstance(error, OSError)
            raise meaning(error) from None

    def cleanse(self) -> bool:
        """Nothing can be changed that would outlive a statement."""
        return not self._gone and not self._raw.in_transaction

    def interrupt(self) -> None:
        self._deadline = 0.0
        with suppress(sqlite3.ProgrammingError):  # closed meanwhile
            self._raw.interrupt()

    def close(self) -> None:
        self._gone = True
        self._raw.close()

    def is_closed(self) -> bool:
        return self._gone

    def _too_late(self) -> bool:
        return monotonic() > self._deadline


def meaning(error: Exception) -> RegieError:
    """Our error for one of the driver's: its class and code, none of its text."""
    code = str(getattr(error, "sqlite_errorname", ""))
    detail = f"the source cannot be read: {type(error).__name__} {code}".rstrip()
    if code.startswith(_TOO_LONG):
        return SourceTimeout(detail, retry_after_s=_RETRY_S)
    if code.startswith(_AWAY) or isinstance(error, OSError):
        return SourceUnavailable(detail, retry_after_s=_RETRY_S)
    return SourceRefused(detail)


def _identity(path: Path) -> tuple[int, int]:
    state = path.stat()
    return state.st_dev, state.st_ino


def _parameter(value: object) -> object:
    """Days and moments are text in SQLite, in the form that its own functions write."""
    if isinstance(value, datetime):
        return value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    return value


def _text(raw: bytes) -> str:
    """SQLite takes any bytes for text; one bad letter must not hide an order."""
    return raw.decode(errors="replace")
