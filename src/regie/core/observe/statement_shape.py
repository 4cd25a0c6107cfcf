"""A statement without what was asked with it: texts, numbers, comments and spacing are gone."""

from __future__ import annotations

import hashlib
import re
from typing import Final

LONGEST_SHAPE: Final = 2_000

# A backslash in a text escapes its quote in one dialect and in another it does not. After the
# first one nobody can tell texts from keywords, so all the rest counts as a text; as it does when
# a quote, a dollar tag or a comment is not closed.
_TOKENS: Final = re.compile(
    r"""
    (?P<comment> --[^\n]* | /\*.*?(?:\*/|\Z) )
    | (?P<name> "(?:[^"]|"")*" | [^\W\d][\w$]* )
    | (?P<value>
        '(?: [^'\\] | '' )*+ (?: ' | .* )
        | \$(?P<tag>(?:[^\W\d]\w*)?)\$ .*? (?: \$(?P=tag)\$ | \Z )
        | [$:]\d+ | % \( \w+ \) s | %s
        | \d[\w.]*
    )
    """,
    re.VERBOSE | re.DOTALL,
)
_CAST: Final = r"(?:::[\w ]+(?:\(\?(?:, ?\?)*\))?(?:\[\])?)?"
_LISTS: Final = re.compile(
    rf"\( ?\?{_CAST}(?: ?, ?\?{_CAST})* ?\)(?: ?, ?\( ?\?{_CAST}(?: ?, ?\?{_CAST})* ?\))*"
)
_SPACES: Final = re.compile(r"\s+")


def statement_shape(statement: str) -> str:
    """LONGEST_SHAPE characters at most. Lists of values are one `(?)`, however long.

    Double quotes hold names, as in standard SQL; dialects in which they hold texts are to be told
    so (MySQL's ANSI_QUOTES).
    """
    bare = _TOKENS.sub(_without_value, statement)
    return _LISTS.sub("(?)", _SPACES.sub(" ", bare)).strip()[:LONGEST_SHAPE]


def statement_digest(statement: str) -> str:
    """16 hexadecimal digits, the same for all statements of one shape."""
    return hashlib.sha256(statement_shape(statement).encode()).hexdigest()[:16]


def _without_value(token: re.Match[str]) -> str:
    if token["comment"] is not None:
        return " "
    return token[0] if token["name"] is not None else "?"
