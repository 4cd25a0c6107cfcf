"""SELECTs written by SQLAlchemy Core for each engine: quoting, limits, marks.

Names come from a mapping and can hold anything; values never stand in the text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, cast

from sqlalchemy import Select
from sqlalchemy.dialects.mssql.base import MSDialect
from sqlalchemy.dialects.mysql.base import MySQLDialect
from sqlalchemy.dialects.postgresql.base import PGDialect
from sqlalchemy.dialects.sqlite.base import SQLiteDialect
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.sql import visitors
from sqlalchemy.sql.dml import UpdateBase
from sqlalchemy.sql.elements import BindParameter, ColumnClause, Label
from sqlalchemy.sql.selectable import AliasedReturnsRows, TableClause

from regie.core.errors import Misconfigured

from .identifiers import checked_identifier
from .source import Engine, SortKey

_DIALECTS: Final[Mapping[Engine, DefaultDialect]] = {
    # The base dialect casts no mark: `number = $1::VARCHAR` would not use the index of a CHAR.
    "postgresql": PGDialect(paramstyle="numeric_dollar"),
    "mysql": MySQLDialect(paramstyle="qmark"),
    "sqlite": SQLiteDialect(paramstyle="qmark"),
    "sqlserver": MSDialect(paramstyle="qmark"),
}


_TAKEN_FOR_A_MARK: Final = re.compile(r"%\([^)]+\)s|__\[")
"""What SQLAlchemy replaces in the finished text, be it in a name."""


@dataclass(frozen=True, slots=True)
class Statement:
    sql: str
    marks: tuple[str, ...]
    """The name of the parameter that each mark stands for, in their order."""
    constants: Mapping[str, object] = field(default_factory=dict[str, object])
    """Values that were part of the SELECT: a limit, a literal."""
    order: tuple[SortKey, ...] = ()
    """How its rows are to be sorted, for `fetch`."""

    def values(self, **named: object) -> tuple[object, ...]:
        """The parameters in the order of their marks. Raises TypeError for one that is missing
        or that the statement does not have."""
        if unknown := named.keys() - set(self.marks):
            raise TypeError(f"the statement has no {', '.join(sorted(unknown))}")
        given = {**self.constants, **named}
        if missing := [name for name in self.marks if name not in given]:
            raise TypeError(f"the statement wants {', '.join(missing)}")
        return tuple(given[name] for name in self.marks)


def compiled(select: Select[Any], engine: Engine) -> Statement:
    """The SELECT in the engine's dialect; `bindparam(name)` in it are the parameters.

    Raises Misconfigured for a name that the engine would cut or cannot hold, for a table with a
    schema that is not aliased (T-SQL no longer knows `schema.table.column`), and for what is more
    than reading: FOR UPDATE, or a statement that writes in a WITH.
    """
    named: set[str] = set()
    for element in visitors.iterate(select):
        if isinstance(element, UpdateBase) or getattr(element, "_for_update_arg", None) is not None:
            raise Misconfigured("a statement for a source of another team only reads")
        match element:
            case BindParameter(required=True, key=str(name)):
                named.add(name)
            case _:
                _check_names(element, engine)
    written = select.compile(dialect=_DIALECTS[engine])
    expanded = written.construct_expanded_state(dict.fromkeys(named))  # T-SQL's TOP, and IN
    marks = tuple(expanded.positiontup or ())
    constants = {name: expanded.parameters[name] for name in marks if name not in named}
    return Statement(expanded.statement, marks, constants)


def _check_names(element: object, engine: Engine) -> None:
    """Those that somebody chose; SQLAlchemy's own are short."""
    match element:
        case ColumnClause(name=str(name), table=table):
            _check_name(name, engine)
            if isinstance(table, TableClause) and _schema(table) is not None:
                raise Misconfigured(f"the table {table.name} has a schema and wants an alias")
        case TableClause(name=str(name)):
            _check_name(name, engine)
            if (schema := _schema(element)) is not None:
                _check_name(schema, engine)
        case Label(name=str(name)) | AliasedReturnsRows(name=str(name)):
            _check_name(name, engine)
        case Select():
            for column in cast("Select[Any]", element).selected_columns:  # those of `select(table)`
                _check_names(column, engine)
        case _:
            pass


def _check_name(name: str, engine: Engine) -> None:
    if _TAKEN_FOR_A_MARK.search(checked_identifier(name, engine)):
        raise Misconfigured(f"the name {name[:20]} holds what a parameter is written as")


def _schema(table: Any) -> str | None:
    return table.schema
