"""What makes one row of many."""

from __future__ import annotations

from typing import Final

from sqlglot import exp

_WITHOUT_A_CLASS: Final = frozenset(("EVERY", "STDEVP", "TOTAL", "VAR", "VARP"))
"""In sqlglot, which takes them for functions of somebody's."""
_BETWEEN: Final = (exp.Filter, exp.IgnoreNulls, exp.RespectNulls, exp.WithinGroup)
"""May stand between a function and its OVER."""


def aggregates(node: exp.Expr) -> bool:
    """What a sub-query counts is its own, and a window keeps every row."""
    walked = node.walk(prune=lambda each: isinstance(each, exp.Query))
    return any(_makes_one(each) and not _over_a_window(each) for each in walked)


def _makes_one(node: exp.Expr) -> bool:
    if isinstance(node, exp.Anonymous):
        return node.name.upper() in _WITHOUT_A_CLASS
    return isinstance(node, exp.AggFunc)


def _over_a_window(function: exp.Expr) -> bool:
    around = function
    while isinstance(around.parent, _BETWEEN):
        around = around.parent
    return isinstance(around.parent, exp.Window) and around.arg_key == "this"
