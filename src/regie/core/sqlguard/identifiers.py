"""Names of tables and columns, which come from a mapping and can hold anything.

A value never goes through here: values travel as parameters.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from regie.core.errors import Misconfigured

from .source import Engine

LONGEST_IDENTIFIER_BYTES: Final = 63
"""PostgreSQL's NAMEDATALEN - 1. A longer name is cut by the server, in silence, and then names
something else."""

_CANNOT_BE_A_NAME: Final = "a table or column name is empty or holds a NUL character"


def _bytes(name: str) -> int:
    return len(name.encode())


def _utf16(name: str) -> int:
    return len(name.encode("utf-16-le")) // 2


_LONGEST: Final[Mapping[Engine, tuple[int, str, Callable[[str], int]]]] = {
    "postgresql": (LONGEST_IDENTIFIER_BYTES, "bytes", _bytes),
    "mysql": (64, "characters", len),
    "sqlite": (1000, "bytes", _bytes),  # it has no limit of its own
    "sqlserver": (128, "UTF-16 units", _utf16),
}


def checked_identifier(name: str, engine: Engine) -> str:
    """The name itself. Raises Misconfigured for what cannot be one in this engine."""
    if not name or "\0" in name:
        raise Misconfigured(_CANNOT_BE_A_NAME)
    longest, unit, measure = _LONGEST[engine]
    try:
        length = measure(name)
    except UnicodeEncodeError:
        raise Misconfigured("a table or column name is not valid Unicode") from None
    if length > longest:
        raise Misconfigured(f"the name {name[:20]}… is longer than {longest} {unit}")
    return name


_QUOTES: Final[Mapping[Engine, tuple[str, str]]] = {
    "postgresql": ('"', '"'),
    "mysql": ("`", "`"),
    "sqlite": ('"', '"'),
    "sqlserver": ("[", "]"),
}


def quote_identifier(name: str, engine: Engine = "postgresql") -> str:
    """The name as SQL text of the engine. Raises Misconfigured for what cannot be a name."""
    opening, closing = _QUOTES[engine]
    return f"{opening}{checked_identifier(name, engine).replace(closing, closing * 2)}{closing}"


def quote_path(schema: str | None, name: str, engine: Engine = "postgresql") -> str:
    """A table's name with its schema in front, when it has one."""
    quoted = quote_identifier(name, engine)
    return quoted if schema is None else f"{quote_identifier(schema, engine)}.{quoted}"
