"""Names of tables and columns, which come from a mapping and can hold anything.

A value never goes through here: values travel as parameters.
"""

from __future__ import annotations

from typing import Final

from regie.core.errors import Misconfigured

LONGEST_IDENTIFIER_BYTES: Final = 63
"""PostgreSQL's NAMEDATALEN - 1. A longer name is cut by the server, in silence, and then names
something else."""


def quote_identifier(name: str) -> str:
    """The name in double quotes, for SQL text. Raises Misconfigured for what cannot be a name."""
    if not name or "\0" in name:
        raise Misconfigured("a table or column name is empty or holds a NUL character")
    try:
        length = len(name.encode())
    except UnicodeEncodeError:
        raise Misconfigured("a table or column name is not valid Unicode") from None
    if length > LONGEST_IDENTIFIER_BYTES:
        raise Misconfigured(
            f"the name {name[:20]}… is longer than {LONGEST_IDENTIFIER_BYTES} bytes"
        )
    return '"' + name.replace('"', '""') + '"'


def quote_path(schema: str | None, name: str) -> str:
    """A table's name with its schema in front, when it has one."""
    if schema is None:
        return quote_identifier(name)
    return f"{quote_identifier(schema)}.{quote_identifier(name)}"
