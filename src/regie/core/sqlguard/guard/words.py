"""A second look, at the text that will run, without sqlglot: every bare word in it is known.

All names are in quotes by now. So what is left are the words of the grammar, types, and functions;
no word of another statement is on the list, and a call is of a function that is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import count
from typing import Final, NamedTuple

from .functions import FUNCTIONS, WITHOUT_BRACKETS
from .policy import Dialect
from .verdict import Refusal
from .wordlists import words

_GRAMMAR: Final = words(
    """
    ALL AND ANY AS ASC AT BETWEEN BOTH BY CASE COLLATE CROSS CUBE CURRENT DATE DESC DISTINCT DIV
    ELSE END ESCAPE EXCEPT EXISTS FALSE FETCH FILTER FIRST FOLLOWING FOR FROM FULL GLOB GROUP
    GROUPING HAVING IGNORE ILIKE IN INNER INTERSECT INTERVAL IS JOIN LAST LEADING LEFT LIKE
    LIMIT MOD NEXT NOT NULL NULLS OFFSET ON ONLY OR ORDER OUTER OVER PARTITION PLACING PRECEDING
    RANGE RESPECT RIGHT ROLLUP ROW ROWS SELECT SEPARATOR SETS SIMILAR THEN TO TOP TRAILING TRUE
    UNBOUNDED UNION USING WHEN WHERE WINDOW WITH WITHIN XOR ZONE
    """
)
_UNITS: Final = words(
    """
    CENTURY DAY DAYOFYEAR DAY_HOUR DAY_MINUTE DAY_SECOND DECADE DOW DOY EPOCH HOUR HOUR_MINUTE
    HOUR_SECOND ISODOW ISOWEEK ISOYEAR ISO_WEEK MICROSECOND MILLENNIUM MILLISECOND MINUTE
    MINUTE_SECOND MONTH NANOSECOND QUARTER SECOND WEEK WEEKDAY WEEKISO YEAR YEAR_MONTH
    """
)
_TYPES: Final = words(
    """
    BIGINT BIT BOOLEAN CHAR DATE DATETIME DATETIME2 DATETIMEOFFSET DECIMAL DOUBLE FLOAT INT
    INTEGER INTERVAL MAX MONEY NCHAR NUMERIC NVARCHAR PRECISION REAL SIGNED SMALLDATETIME
    SMALLINT SMALLMONEY TEXT TIME TIMESTAMP TIMESTAMPTZ TIMETZ TINYINT UNIQUEIDENTIFIER UNSIGNED
    UUID VARCHAR VARYING YEAR
    """
)
_BARE: Final = _GRAMMAR | _UNITS | _TYPES | WITHOUT_BRACKETS
_BEFORE_BRACKETS: Final = words(
    """
    ALL AND ANY AS BETWEEN BY CASE CUBE DISTINCT DIV ELSE EXCEPT EXISTS FILTER FOR FROM GLOB
    GROUP HAVING ILIKE IN INTERSECT INTERVAL IS JOIN LIKE LIMIT MOD NOT OFFSET ON OR OVER ROLLUP
    SELECT SETS THEN TOP UNION WHEN WHERE WITHIN XOR
    """
)
_SIZED: Final = words(
    """
    BIT CHAR DATETIME DATETIME2 DATETIMEOFFSET DECIMAL DOUBLE FLOAT INTEGER NCHAR NUMERIC
    NVARCHAR REAL TEXT TIME TIMESTAMP TIMESTAMPTZ TIMETZ VARCHAR
    """
)

_NAME: Final[Mapping[Dialect, str]] = {
    "postgres": r'"(?:[^"]|"")+"',
    "sqlite": r'"(?:[^"]|"")+"',
    "mysql": r"`(?:[^`]|``)+`",
    "tsql": r"\[(?:[^\]]|\]\])+\]",
}
_TEXT: Final[Mapping[Dialect, str]] = {
    "postgres": r"'(?:[^']|'')*'",
    "sqlite": r"'(?:[^']|'')*'",
    "mysql": r"'(?:[^'\\]|''|\\[^'])*'",
    "tsql": r"N?'(?:[^']|'')*'",
}
"""For MySQL no backslash may stand before a quotation mark: with NO_BACKSLASH_ESCAPES or without,
the text ends at the same place."""
_SIGNS: Final = r"<=>|::|\|\||[<>!]=|<>|!?~\*?|[-+*/%=<>&|(),.]"
_LEXERS: Final = {
    dialect: re.compile(
        rf"(?P<space>\s+)|(?P<text>{_TEXT[dialect]})|(?P<name>{_NAME[dialect]})"
        r"|(?P<number>\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+)"
        rf"|(?P<mark>(?<![:\w]):[a-z][a-z0-9_]*)|(?P<word>[A-Za-z_]\w*)|(?P<sign>{_SIGNS})"
    )
    for dialect in _NAME
}


class _Piece(NamedTuple):
    kind: str
    text: str


def look_over(sql: str, dialect: Dialect) -> None:
    """Raises Refusal for what is not known."""
    before, functions = _Piece("start", ""), FUNCTIONS[dialect]
    for piece in _pieces(sql, dialect):
        if before.kind == "word":
            called = piece.text == "("
            if called and not _may_be_called(before.text, functions):
                raise Refusal("function", f"the function {before.text} is not allowed")
            if not called and before.text not in _BARE:
                raise Refusal("word", f"{before.text} is not allowed")
        elif before.kind == "name" and piece.text == "(":
            raise Refusal("function", "a function's name in quotes is not allowed")
        elif before.text in "-/" and piece.text in ("-", "*") and before.kind == "sign":
            raise Refusal("construct", "comments are not allowed")
        before = _collation(before, piece)
    if before.kind == "word" and before.text not in _BARE:
        raise Refusal("word", f"{before.text} is not allowed")


def marks(sql: str, dialect: Dialect) -> tuple[str, ...]:
    """The names of the parameters in it, in order, each as often as it comes."""
    return tuple(piece.text[1:] for piece in _pieces(sql, dialect) if piece.kind == "mark")


def with_marks_replaced(sql: str, dialect: Dialect, mark: Callable[[int, str], str]) -> str:
    """`mark` is given a parameter's place, from 1, and its name."""
    places = count(1)

    def replaced(match: re.Match[str]) -> str:
        return mark(next(places), match[0][1:]) if match.lastgroup == "mark" else match[0]

    return _LEXERS[dialect].sub(replaced, sql)


def _may_be_called(word: str, functions: frozenset[str]) -> bool:
    return word in functions or word in _BEFORE_BRACKETS or word in _SIZED


def _collation(before: _Piece, piece: _Piece) -> _Piece:
    """The word behind COLLATE is any: it names an order of letters, and nothing else."""
    if before == ("word", "COLLATE") and piece.kind == "word":
        return _Piece("collation", piece.text)
    return piece


def _pieces(sql: str, dialect: Dialect) -> Iterator[_Piece]:
    place, lexer = 0, _LEXERS[dialect]
    while place < len(sql):
        match = lexer.match(sql, place)
        if match is None or match.lastgroup is None:
            raise Refusal("character", f"{sql[place]} is not allowed there")
        place = match.end()
        if match.lastgroup == "space":
            continue
        text = match[0].upper() if match.lastgroup == "word" else match[0]
        yield _Piece(match.lastgroup, text)
