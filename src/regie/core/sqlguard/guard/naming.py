"""Gives every column of the answer a name of its own.

Sources run a statement as a sub-query, where SQL Server wants that; and whoever shows the rows
knows the columns before there is one.
"""

from __future__ import annotations

import re
from typing import Final

from sqlglot import exp

from .columns import name_given
from .policy import LONGEST_NAME, Dialect, folded
from .sources import quoted

_CALL: Final = re.compile(r"[A-Za-z_]+(?=\()")


def name_columns(tree: exp.Query, dialect: Dialect) -> tuple[str, ...]:
    """Rewrites the tree in its place; the names, in their order."""
    first = tree
    while not isinstance(first, exp.Select):
        first = first.this
    columns, taken, names = list[exp.Expr](), set[str](), list[str]()
    for each in first.expressions:
        name = free_name(name_given(each) or _usual(each, dialect), taken, dialect)
        taken.add(folded(name, dialect))
        names.append(name)
        columns.append(each if name_given(each) == name else _called(each, name))
    first.set("expressions", columns)
    return tuple(names)


def _called(node: exp.Expr, name: str) -> exp.Alias:
    return exp.Alias(this=node.unalias(), alias=quoted(name))


def _usual(node: exp.Expr, dialect: Dialect) -> str:
    """The function's name, as the database says it."""
    written = _CALL.match(node.sql(dialect))
    return written[0].lower() if written else "column"


def free_name(name: str, taken: set[str], dialect: Dialect) -> str:
    room, place = LONGEST_NAME[dialect] - 4, 2
    free = name
    while folded(free, dialect) in taken:
        free = f"{name.encode()[:room].decode(errors='ignore')}_{place}"
        place += 1
    return free
