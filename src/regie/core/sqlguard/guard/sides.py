"""The sides of a UNION, for databases that take no ORDER BY and no limit of one in brackets."""

from __future__ import annotations

from typing import Final

from sqlglot import exp

from .outputs import Outputs
from .policy import Dialect
from .sources import Names, quoted
from .verdict import Refusal

ONE_SELECT_A_SIDE: Final[frozenset[Dialect]] = frozenset(("sqlite", "tsql"))
_OWN: Final = ("order", "limit", "offset", "with_")
_SIDE: Final = "side"


def without_brackets(side: exp.Expr, outputs: Outputs, names: Names) -> exp.Expr:
    """`(SELECT … LIMIT 1)` becomes what is selected from. Raises Refusal where its columns have no
    names to be selected by."""
    query = side
    while isinstance(query, exp.Subquery):
        query = query.this
    if query is side:
        return side
    if query.args.get("order") and not (query.args.get("limit") or query.args.get("offset")):
        query.set("order", None)  # it sorts nothing there, and SQL Server refuses it
    if isinstance(query, exp.Select) and not any(query.args.get(part) for part in _OWN):
        return query
    columns = [name for name in outputs.names if name is not None]
    if len({names.key(name) for name in columns}) < len(outputs.names):
        raise Refusal("name", "within brackets of a UNION every column needs a name of its own")
    return exp.Select(
        expressions=[exp.Column(this=quoted(name), table=quoted(_SIDE)) for name in columns],
        from_=exp.From(
            this=exp.Subquery(this=query, alias=exp.TableAlias(this=quoted(_SIDE))),
        ),
    )
