"""What a statement is sorted by, carried out of it.

A source runs it as a sub-query, of which no engine promises to keep the order. So each key that is
no column of the answer becomes one, behind those that were asked for, and the outermost SELECT
sorts by them again.
"""

from __future__ import annotations

from typing import Final, NamedTuple, cast

from sqlglot import Dialect as Grammar
from sqlglot import exp

from ..source import SortKey
from .aggregating import aggregates
from .naming import free_name
from .policy import Dialect, folded
from .sources import quoted
from .verdict import Allowed, Refusal
from .writing import write

_HIDDEN: Final = "sorted_by"
_AROUND: Final = "result"
_SAYS_WHERE_NULLS_GO: Final = ("postgres", "sqlite")
_ORDERS_DISTINCT_BY_MORE: Final = ("mysql", "sqlite")


class Carried(NamedTuple):
    sql: str
    order: tuple[SortKey, ...]


def carried(allowed: Allowed, dialect: Dialect) -> Carried:
    """Of a statement that the guard has written. Raises Refusal where it does not say by what its
    rows are sorted: with DISTINCT, by something that one of its rows has several of; and without
    groups, by something that would make one row of all."""
    (tree,) = Grammar.get_or_raise(dialect).parse(allowed.sql)
    if not isinstance(tree, exp.Query) or not isinstance(tree.args.get("order"), exp.Order):
        return Carried(allowed.sql, ())
    keys = _Keys(allowed.columns, dialect)
    ordered = cast("list[exp.Ordered]", tree.args["order"].expressions)
    order = tuple(keys.read(each, tree) for each in ordered)
    if not keys.hidden:
        return Carried(allowed.sql, order)
    select = cast("exp.Select", tree)
    if any(map(aggregates, keys.hidden)) and not _one_row_for_many(select):
        raise Refusal("construct", "to sort by a sum or a count, group by what is selected")
    if isinstance(distinct := select.args.get("distinct"), exp.Distinct) and not distinct.args.get(
        "on"
    ):
        select = _around(select, keys, dialect)
    select.set("expressions", [*select.expressions, *keys.hidden])
    return Carried(write(select, dialect), order)


class _Keys:
    def __init__(self, columns: tuple[str, ...], dialect: Dialect):
        self._columns = columns
        self._dialect: Dialect = dialect
        self._taken = {folded(name, dialect) for name in columns}
        self.hidden: list[exp.Alias] = []

    def read(self, ordered: exp.Ordered, tree: exp.Query) -> SortKey:
        nulls = ordered.args.get("nulls_first") if self._says_nulls else None
        descending = bool(ordered.args.get("desc"))
        return SortKey(self._column(ordered.this, tree), descending, nulls)

    @property
    def _says_nulls(self) -> bool:
        return self._dialect in _SAYS_WHERE_NULLS_GO

    def _column(self, key: exp.Expr, tree: exp.Query) -> str:
        if isinstance(key, exp.Literal) and not key.is_string:
            place = int(key.name) if key.name.isdigit() else 0
            if not 0 < place <= len(self._columns):
                raise Refusal("column", f"there is no column {key.name} to sort by")
            return self._columns[place - 1]
        if isinstance(key, exp.Column) and not key.args.get("table"):
            return self._columns[[*map(self._fold, self._columns)].index(self._fold(key.name))]
        for name, each in zip(self._columns, tree.selects, strict=True):
            if each.unalias() == key:
                return name
        name = free_name(_HIDDEN, self._taken, self._dialect)
        self._taken.add(self._fold(name))
        self.hidden.append(exp.Alias(this=key.copy(), alias=quoted(name)))
        return name

    def _fold(self, name: str) -> str:
        return folded(name, self._dialect)


def _one_row_for_many(select: exp.Select) -> bool:
    """Whether it does so by itself, and not for the sake of a key alone."""
    grouped = select.args.get("group") or select.args.get("having")
    return bool(grouped) or any(map(aggregates, select.selects))


def _around(select: exp.Select, keys: _Keys, dialect: Dialect) -> exp.Select:
    """A column more would make DISTINCT keep more rows: the keys are made of what it answers, one
    query further out. Rewrites the hidden keys in their place."""
    if dialect not in _ORDERS_DISTINCT_BY_MORE:
        raise Refusal("construct", "with DISTINCT, sort by what is selected")
    names = {each.unalias().sql(dialect): each.output_name for each in select.selects}
    outer = exp.Select(expressions=[_outside(each.output_name) for each in select.selects])
    for part in ("with_", "order", "limit", "offset"):
        if (kept := select.args.get(part)) is not None:
            select.set(part, None)
            outer.set(part, kept)
    inner = exp.Subquery(this=select, alias=exp.TableAlias(this=quoted(_AROUND)))
    outer.set("from_", exp.From(this=inner))
    for root in (*keys.hidden, outer.args["order"]):
        if root.find(exp.Query, exp.AggFunc, exp.Window) or aggregates(root):
            raise Refusal("construct", "with DISTINCT, sort by what is selected")
        for column in [*root.find_all(exp.Column)]:
            name = names.get(column.sql(dialect)) if column.args.get("table") else column.name
            if name is None:
                raise Refusal("construct", "with DISTINCT, sort by what is selected")
            column.replace(_outside(name))
    return outer


def _outside(name: str) -> exp.Column:
    return exp.Column(this=quoted(name), table=quoted(_AROUND))
