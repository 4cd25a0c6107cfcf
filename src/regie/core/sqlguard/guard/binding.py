"""Parameters of a person's statement: `{name}` as it is typed, real parameters as it runs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from sqlglot import Dialect as Grammar
from sqlglot.errors import SqlglotError
from sqlglot.tokenizer_core import TokenType

from ..statements import Statement
from .carrying import carried
from .policy import Dialect
from .verdict import Allowed
from .words import marks, with_marks_replaced

ParameterType = Literal["text", "number", "date"]

_CASTS: Final[Mapping[ParameterType, str]] = {"text": "text", "number": "numeric", "date": "date"}
"""PostgreSQL would guess a parameter's type from what it is compared with, and refuse others."""


def marked(sql: str, dialect: Dialect, names: frozenset[str]) -> str:
    """With `:name` for each `{name}` of these that is outside of texts, names and comments. What
    cannot be read comes back as it is: `check` says what is wrong with it."""
    try:
        tokens = Grammar.get_or_raise(dialect).tokenize(sql)
    except SqlglotError:
        return sql
    written, end = list[str](), 0
    for opening, name, closing in zip(tokens, tokens[1:], tokens[2:], strict=False):
        braces = (opening.token_type, closing.token_type)
        if braces == (TokenType.L_BRACE, TokenType.R_BRACE) and name.text in names:
            written += [sql[end : opening.start], f":{name.text}"]
            end = closing.end + 1
    return "".join((*written, sql[end:]))


def statement(allowed: Allowed, dialect: Dialect, types: Mapping[str, ParameterType]) -> Statement:
    """As a source takes it, with what it is sorted by. `types` has every parameter of the
    statement. Its answer has columns behind those of `allowed.columns`."""

    def mark(place: int, name: str) -> str:
        return f"CAST(${place} AS {_CASTS[types[name]]})" if dialect == "postgres" else "?"

    sql, order = carried(allowed, dialect)
    return Statement(with_marks_replaced(sql, dialect, mark), marks(sql, dialect), order=order)
