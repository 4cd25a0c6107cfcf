"""The constructs of a query that are allowed, each with the parts that it may have.

What is not named here is refused: a construct that a later sqlglot learns to read included.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, cast

from sqlglot import exp

from .functions import FILLS_WIDTHS, LONGEST_MADE, MAKES_LENGTH
from .policy import Dialect
from .verdict import Refusal
from .wordlists import words

LONGEST_TEXT: Final = 4_000
LONGEST_NUMBER: Final = 40
LARGEST_SIZE: Final = 8_000
"""Of a type: what VARCHAR of SQL Server takes."""
LARGEST_OFFSET: Final = 1_000_000
LARGEST_COUNT: Final = 10**18

_QUERY: Final = "with_ distinct order limit offset"
_BINARY: Final = "this expression"
_PARTS: Final[Mapping[type[exp.Expr], str]] = {
    exp.Select: f"{_QUERY} expressions from_ joins where group having windows",
    exp.Union: f"{_QUERY} this expression",
    exp.Except: f"{_QUERY} this expression",
    exp.Intersect: f"{_QUERY} this expression",
    exp.Subquery: "this alias",
    exp.With: "expressions",
    exp.CTE: "this alias",
    exp.From: "this",
    exp.Join: "this on using side kind",
    exp.Table: "this db alias",
    exp.TableAlias: "this columns",
    exp.Where: "this",
    exp.Having: "this",
    exp.Group: "expressions rollup cube grouping_sets",
    exp.Rollup: "expressions",
    exp.Cube: "expressions",
    exp.GroupingSets: "expressions",
    exp.Order: "this expressions",
    exp.Ordered: "this desc nulls_first",
    exp.Limit: "expression limit_options",
    exp.Fetch: "direction count limit_options",
    exp.LimitOptions: "rows",
    exp.Offset: "expression",
    exp.Distinct: "expressions on",
    exp.Alias: "this alias",
    exp.Column: "this table db",
    exp.Identifier: "this quoted",
    exp.Star: "",
    exp.Literal: "this is_string",
    exp.National: "this",
    exp.Boolean: "this",
    exp.Null: "",
    exp.Placeholder: "this",
    exp.Paren: "this",
    exp.Tuple: "expressions",
    exp.Not: "this",
    exp.Neg: "this",
    exp.Between: "this low high",
    exp.In: "this expressions query",
    exp.Exists: "this",
    exp.Any: "this",
    exp.All: "this",
    exp.Case: "this ifs default",
    exp.If: "this true false",
    exp.Cast: "this to",
    exp.TryCast: "this to safe",
    exp.DataType: "this expressions",
    exp.DataTypeParam: "this",
    exp.Interval: "this unit",
    exp.Var: "this",
    exp.Window: "this partition_by order spec alias over",
    exp.WindowSpec: "kind start start_side end end_side",
    exp.Filter: "this expression",
    exp.WithinGroup: "this expression",
    exp.IgnoreNulls: "this",
    exp.RespectNulls: "this",
    exp.AtTimeZone: "this zone",
    exp.Collate: _BINARY,
    exp.Escape: _BINARY,
    exp.SimilarTo: _BINARY,
    **dict.fromkeys(
        (
            *(exp.And, exp.Or, exp.Xor, exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE, exp.Is),
            *(exp.NullSafeEQ, exp.NullSafeNEQ, exp.Like, exp.ILike, exp.Glob, exp.Add, exp.Sub),
            *(exp.Mul, exp.Div, exp.IntDiv, exp.Mod, exp.DPipe, exp.BitwiseAnd, exp.BitwiseOr),
        ),
        f"{_BINARY} typed safe negate",
    ),
}
_ALLOWED: Final = {kind: frozenset(parts.split()) for kind, parts in _PARTS.items()}
_PARENTS: Final[Mapping[type[exp.Expr], tuple[type[exp.Expr], ...]]] = {
    exp.Identifier: (
        *(exp.Column, exp.Table, exp.TableAlias, exp.Alias, exp.Window, exp.Collate, exp.Join),
    ),
    exp.Table: (exp.From, exp.Join),
    exp.TableAlias: (exp.Table, exp.Subquery, exp.CTE),
    exp.From: (exp.Select,),
    exp.Join: (exp.Select,),
    exp.Where: (exp.Select, exp.Filter),
    exp.With: (exp.Select, exp.SetOperation),
    exp.CTE: (exp.With,),
    exp.Star: (exp.Select, exp.Column, exp.Count),
}
"""Where names may stand: those that are found in the policy, and those that are given. Anywhere
else a name would be written as it came, and a `*` be the whole row."""
_NEVER: Final = (exp.Query, exp.UDTF, exp.Dot, exp.Command)
"""Whatever else they are: some of them are functions to sqlglot, too."""

_PLAIN_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_WIDE: Final = re.compile(r"\d{4}|\*")
_TYPES: Final = words(
    """
    BIGINT BIT BOOLEAN CHAR DATE DATETIME DATETIME2 DECIMAL DOUBLE FLOAT INT INTERVAL MEDIUMINT
    MONEY NCHAR NVARCHAR SMALLDATETIME SMALLINT SMALLMONEY TEXT TIME TIMESTAMP TIMESTAMPLTZ
    TIMESTAMPNTZ TIMESTAMPTZ TIMETZ TINYINT UBIGINT UINT UUID VARCHAR YEAR
    """
)


def judge(tree: exp.Expr, dialect: Dialect, parameters: frozenset[str]) -> None:
    """Raises Refusal for what is not on the list, wherever it is in the tree."""
    for node in tree.walk():
        _judge_parts(node)
        if isinstance(node, exp.Literal | exp.National):
            _judge_literal(node, dialect)
        elif isinstance(node, exp.DataType):
            _judge_type(node)
        elif isinstance(node, exp.Placeholder):
            if node.this not in parameters:
                raise Refusal("parameter", "parameters are not allowed here")
        elif isinstance(node, exp.Limit | exp.Fetch | exp.Offset):
            _judge_limit(node)
        elif isinstance(node, exp.Anonymous):
            name = node.args["this"]
            if not isinstance(name, str) or not _PLAIN_NAME.fullmatch(name):
                raise Refusal("function", "a function's name in quotes is not allowed")
        elif isinstance(node, exp.Var) and not _PLAIN_NAME.fullmatch(node.name):
            raise Refusal("word", f"{node.name} is not allowed")
        if isinstance(node, exp.Func):
            _judge_length_made(node)
            _judge_widths(node, dialect)


def _judge_parts(node: exp.Expr) -> None:
    allowed = _ALLOWED.get(type(node))
    if allowed is None:
        if isinstance(node, exp.Func) and not isinstance(node, _NEVER):
            return  # by the name that is written for it: see words.py
        raise Refusal("construct", f"{type(node).__name__} is not allowed")
    for part, value in node.args.items():
        if value not in (None, False, []) and part not in allowed:
            raise Refusal("construct", f"{part.strip('_')} of {type(node).__name__} is not allowed")
    parents = _PARENTS.get(type(node))
    if parents is not None and not isinstance(node.parent, parents):
        raise Refusal("construct", f"{type(node).__name__} is not allowed there")


def _judge_literal(node: exp.Literal | exp.National, dialect: Dialect) -> None:
    text = cast("str", node.this)
    if isinstance(node, exp.National) or node.is_string:
        if len(text) > LONGEST_TEXT:
            raise Refusal("literal", f"a text is longer than {LONGEST_TEXT} characters")
        if dialect == "postgres" and (text.endswith("\\") or "\\'" in text):
            raise Refusal("literal", "a backslash before a quotation mark is not allowed")
    elif len(text) > LONGEST_NUMBER:
        raise Refusal("literal", f"a number has more than {LONGEST_NUMBER} digits")


def _judge_type(node: exp.DataType) -> None:
    name = node.this.value if isinstance(node.this, exp.DType) else ""
    if name not in _TYPES:
        raise Refusal("type", f"the type {node.sql()} is not allowed")
    for size in node.expressions:
        told = size.this if isinstance(size, exp.DataTypeParam) else size
        if isinstance(told, exp.Var) and told.name.upper() == "MAX":
            continue
        if whole_number(told, LARGEST_SIZE) is None:
            raise Refusal("type", "a type's size must be a small whole number")


def _judge_limit(node: exp.Limit | exp.Fetch | exp.Offset) -> None:
    count = node.args.get("count") if isinstance(node, exp.Fetch) else node.args.get("expression")
    most = LARGEST_OFFSET if isinstance(node, exp.Offset) else LARGEST_COUNT
    if isinstance(node, exp.Fetch) and count is None:
        return
    if whole_number(count, most) is None:
        raise Refusal("limit", "LIMIT, TOP, FETCH and OFFSET take a whole number only")


def _judge_length_made(node: exp.Func) -> None:
    place = MAKES_LENGTH.get(type(node))
    if place is None and isinstance(node, exp.Anonymous):
        place = MAKES_LENGTH.get(node.name.upper())
    if place is None:
        return
    if isinstance(place, str):
        asked: object = node.args.get(place)
    else:
        asked = next(iter(node.expressions[place : place + 1]), None)
    if whole_number(asked, LONGEST_MADE) is None:
        raise Refusal("function", f"a length to fill must be a number up to {LONGEST_MADE}")


def _judge_widths(node: exp.Func, dialect: Dialect) -> None:
    name = node.name.upper() if isinstance(node, exp.Anonymous) else node.sql_name()
    if name not in FILLS_WIDTHS[dialect]:
        return
    told = next(node.iter_expressions(), None)
    if not isinstance(told, exp.Literal) or _WIDE.search(told.name):
        raise Refusal("function", f"{name} takes a text without widths above 999 there")


def whole_number(node: object, most: int) -> int | None:
    """The literal's value; None when it is no literal, negative or above `most`."""
    if isinstance(node, exp.Paren):
        node = node.this
    if not isinstance(node, exp.Literal) or node.is_string:
        return None
    text = cast("str", node.this)
    if not (text.isascii() and text.isdigit()) or len(text) > len(str(most)):
        return None
    return int(text) if int(text) <= most else None
