"""What a statement may do to a SQLite file, decided by SQLite while it prepares it.

There are no accounts in a file: this is the right to read, and it is an allow-list. Whatever is
not named here is refused: every write, ATTACH (which makes a file, whatever the mode of the first
one), VACUUM INTO, PRAGMAs that set something, extensions, temporary tables, recursion.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Final

from ...identifiers import quote_identifier
from ...source import Relation

Authorizer = Callable[[int, str | None, str | None, str | None, str | None], int]

Readable = Mapping[str, frozenset[str]]
"""Columns by table, both folded."""

# fmt: off
_FUNCTIONS: Final = frozenset((
    "abs", "acos", "asin", "atan", "avg", "ceil", "coalesce", "concat", "concat_ws", "cos",
    "count", "cume_dist", "date", "datetime", "degrees", "dense_rank", "exp", "first_value",
    "floor", "format", "glob", "group_concat", "ifnull", "iif", "instr", "json_extract",
    "julianday", "lag", "last_value", "lead", "length", "like", "ln", "log", "log10", "lower",
    "ltrim", "max", "min", "mod", "nth_value", "ntile", "nullif", "percent_rank", "pi", "power",
    "printf", "radians", "rank", "replace", "round", "row_number", "rtrim", "sign", "sin",
    "sqlite_version", "sqrt", "strftime", "string_agg", "substr", "substring", "sum", "tan",
    "time", "timediff", "total", "trim", "trunc", "typeof", "unicode", "unixepoch", "upper",
))
_SCHEMA: Final = ("sqlite_master", "sqlite_schema")
READ_PRAGMAS: Final = frozenset((
    "index_list", "index_xinfo", "journal_mode", "query_only", "table_xinfo", "trusted_schema",
))
# fmt: on
"""Asked as `pragma_<name>()`. SQLite declares each such table at its first use, which an authorizer
sees as a write of the schema: so they are used once before there is one."""
_WITH_A_NAME: Final = frozenset(("index_list", "index_xinfo", "table_xinfo"))
"""Their argument names what is asked about; the argument of any other PRAGMA would set it."""


def authorizer(readable: Readable | None) -> Authorizer:
    """None allows every table to be read."""

    def may_read(table: str, column: str) -> bool:
        """The column is empty when the statement wants rows and none of their values."""
        if readable is None or table in _SCHEMA or table.startswith("pragma_"):
            return True
        columns = readable.get(_folded(table))
        return columns is not None and (not column or _folded(column) in columns)

    def decide(
        action: int, first: str | None, second: str | None, _: str | None, __: str | None
    ) -> int:
        match action:
            case sqlite3.SQLITE_SELECT:
                allowed = True
            case sqlite3.SQLITE_READ:
                allowed = may_read(first or "", second or "")
            case sqlite3.SQLITE_FUNCTION:
                allowed = second in _FUNCTIONS
            case sqlite3.SQLITE_PRAGMA:
                allowed = first in READ_PRAGMAS and (second is None or first in _WITH_A_NAME)
            case _:
                allowed = False
        return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY

    return decide


def readable_by(raw: sqlite3.Connection, tables: Sequence[Relation]) -> Readable:
    """The columns that reading these relations reads: of a view also those that it stands on.

    (What goes through a view cannot be told from what goes through a WITH of the view's name, so
    an authorizer that trusted the view could be led to any column.)
    """
    readable: dict[str, set[str]] = {}

    def note(
        action: int, first: str | None, second: str | None, _: str | None, __: str | None
    ) -> int:
        if action == sqlite3.SQLITE_READ:
            readable.setdefault(_folded(first or ""), set()).add(_folded(second or ""))
        return sqlite3.SQLITE_OK

    raw.set_authorizer(note)
    for relation in tables:
        columns = ", ".join(quote_identifier(column, "sqlite") for column in relation.columns)
        table = quote_identifier(relation.table, "sqlite")
        with suppress(sqlite3.OperationalError):  # not there: the proof says so
            raw.execute(f"EXPLAIN SELECT {columns} FROM {table} AS t").close()  # noqa: S608
    raw.set_authorizer(None)
    return {table: frozenset(columns) for table, columns in readable.items()}


def _folded(name: str) -> str:
    """SQLite compares names without case, of ASCII letters."""
    return "".join(char.lower() if char.isascii() else char for char in name)
