"""The row cap, put into the statement: no more leaves the other database than will be shown."""

from __future__ import annotations

from typing import Final

from sqlglot import exp

from .policy import Dialect
from .shapes import LARGEST_COUNT, whole_number
from .sources import quoted
from .verdict import Refusal

_WRAPPED: Final = "result"


def capped(tree: exp.Query, columns: tuple[str, ...], dialect: Dialect, rows: int) -> exp.Query:
    """A smaller limit of the statement's own stays."""
    limit = tree.args.get("limit")
    asked = rows if limit is None else min(rows, _count(limit))
    count = exp.Literal.number(asked)
    if dialect != "tsql":
        tree.set("limit", exp.Limit(expression=count))
        return tree
    if tree.args.get("offset") is not None or isinstance(limit, exp.Fetch):
        tree.set("limit", exp.Fetch(direction="NEXT", count=count))
        return tree
    top = tree if isinstance(tree, exp.Select) else _wrapped(tree, columns)
    top.set("limit", exp.Limit(expression=count))
    return top


def _count(limit: object) -> int:
    asked: object = None
    if isinstance(limit, exp.Limit):
        asked = limit.expression
    elif isinstance(limit, exp.Fetch):
        asked = limit.args.get("count") or exp.Literal.number(1)
    count = whole_number(asked, LARGEST_COUNT)
    if count is None:
        raise Refusal("limit", "LIMIT, TOP and FETCH take a whole number only")
    return count


def _wrapped(tree: exp.Query, columns: tuple[str, ...]) -> exp.Select:
    """T-SQL has no TOP for a UNION: it becomes what is selected from."""
    outer = exp.Select(
        expressions=[exp.Column(this=quoted(name), table=quoted(_WRAPPED)) for name in columns]
    )
    for part in ("with_", "order"):
        if (kept := tree.args.get(part)) is not None:
            tree.set(part, None)
            outer.set(part, kept)
    inner = exp.Subquery(this=tree, alias=exp.TableAlias(this=quoted(_WRAPPED)))
    outer.set("from_", exp.From(this=inner))
    return outer
