"""T-SQL as SQLite understands it: enough for what Régie writes, and no more."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from .tokens import SqlError

_GLOBALS: Final = "global_"
"""`@@SPID` becomes a call of `global_spid()`."""


@dataclass(frozen=True, slots=True)
class Translated:
    sql: str
    tables: tuple[tuple[str, str], ...]
    """Schema and name."""
    columns: frozenset[str]


@lru_cache(maxsize=500)
def translated(text: str) -> Translated:
    """Raises SqlError 102 for what is no T-SQL, and 229 for what is no SELECT."""
    try:
        statements = sqlglot.parse(text, read="tsql")
    except SqlglotError:
        raise SqlError(102, "Incorrect syntax near 'something'.", severity=15) from None
    (tree, *more) = statements
    if more or not isinstance(tree, exp.Query) or tree.args.get("into"):
        raise refused("EXECUTE", "something")
    tables = tuple((table.db or "dbo", table.name) for table in tree.find_all(exp.Table))
    columns = frozenset(column.name for column in tree.find_all(exp.Column))
    return Translated(tree.transform(_rewritten).sql("sqlite"), tables, columns)


_FUNCTIONS: Final = {exp.CurrentSchema: "schema_name", exp.CurrentUser: "suser_sname"}
"""Those that sqlglot has a class for, and would write as something of SQLite's own."""


def _rewritten(node: exp.Expression) -> exp.Expression:
    match node:
        case exp.Parameter(this=exp.Parameter() as inner):
            return exp.Anonymous(this=_GLOBALS + inner.name.lower())
        case exp.Parameter():
            return exp.Placeholder(this=node.name)
        case exp.CurrentSchema() | exp.CurrentUser():
            return exp.Anonymous(this=_FUNCTIONS[type(node)])
        case exp.National():
            return exp.Literal.string(node.name)
        case exp.Table(this=exp.Anonymous() as function):
            scope = function.expressions[1].name.lower()
            return exp.to_table(f"sys.my_permissions_{scope}", alias=node.alias or None)
        case _:
            return node


def refused(right: str, name: str) -> SqlError:
    return SqlError(
        229,
        f"The {right} permission was denied on the object '{name}', database 'shop', schema 'dbo'.",
    )
