"""Where a statement may run: inside brackets, and not out of them again.

T-SQL takes several statements in one batch, and needs no semicolon between them. In a derived
table it knows a SELECT and nothing else, as long as the statement does not close the bracket that
it stands in.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from ...errors import SourceRefused
from ...ordering import ordered_by
from ...source import SortKey

_TOKEN: Final = re.compile(
    r"""
      (?P<opaque> ' (?:[^']|'')* '  |  " (?:[^"]|"")* "  |  \[ (?:[^\]]|\]\])* \]  |  --[^\n]* )
    | (?P<open> \( )
    | (?P<close> \) )
    | (?P<strange> /\* | ['"\[;] )
    """,
    re.VERBOSE,
)
"""Comments between /* and */ may be nested, and none of ours has one; a quote or bracket that is
left over was never closed."""


def bounded(sql: str, rows: int, order: Sequence[SortKey]) -> str:
    """Raises SourceRefused for a statement that would leave its brackets. The line break ends a
    comment that would otherwise swallow them."""
    if not _stays_inside(sql):
        raise SourceRefused("the statement is not one SELECT")
    sorted_ = ordered_by(order, "sqlserver")
    return f"SELECT TOP ({rows}) * FROM (\n{sql}\n) AS bounded{sorted_}"  # noqa: S608 - ours


@lru_cache(maxsize=200)
def _stays_inside(sql: str) -> bool:
    depth = 0
    for token in _TOKEN.finditer(sql):
        match token.lastgroup:
            case "open":
                depth += 1
            case "close":
                depth -= 1
            case "strange":
                return False
            case _:
                continue
        if depth < 0:
            return False
    return depth == 0
