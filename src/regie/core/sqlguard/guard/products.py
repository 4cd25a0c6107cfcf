"""Cartesian products: every table read must be tied to the others by a comparison.

A bound on carelessness, not on cost: a comparison may tie everything to everything. The source's
time limit is what ends a statement.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, cast

from sqlglot import exp

from .sources import Scope
from .verdict import Refusal

_TIES: Final = (
    *(exp.EQ, exp.NullSafeEQ, exp.GT, exp.GTE, exp.LT, exp.LTE, exp.Like, exp.ILike),
    *(exp.Between, exp.In),
)


def check_product(select: exp.Select, scope: Scope) -> None:
    """Raises Refusal where rows of one source meet all rows of another."""
    loose = {source.alias for source in scope.sources.values() if not source.one_row}
    if len(loose) < 2:
        return
    groups = [{alias} for alias in loose]
    for tied in _ties(_conditions(select)):
        touched = [group for group in groups if group & tied]
        if len(touched) > 1:
            groups = [group for group in groups if not group & tied]
            groups.append(set[str]().union(*touched))
    if len(groups) > 1:
        raise Refusal("product", "a table is joined to nothing: compare its columns with another's")


def _conditions(select: exp.Select) -> Iterator[exp.Expr]:
    for join in cast("list[exp.Join]", select.args.get("joins") or []):
        if isinstance(on := join.args.get("on"), exp.Expr):
            yield on
    if isinstance(where := select.args.get("where"), exp.Where):
        yield cast("exp.Expr", where.this)


def _ties(conditions: Iterable[exp.Expr]) -> Iterator[frozenset[str]]:
    """Sets of sources that something which must be true compares with each other."""
    for condition in conditions:
        if isinstance(condition, exp.And):
            yield from _ties((condition.left, condition.right))
        elif isinstance(condition, exp.Paren):
            yield from _ties((condition.this,))
        elif isinstance(condition, exp.Or):
            left, right = [*_ties((condition.left,))], [*_ties((condition.right,))]
            yield from (one & other for one in left for other in right)
        elif isinstance(condition, _TIES):
            yield frozenset(
                column.table for column in condition.find_all(exp.Column) if column.table
            )
