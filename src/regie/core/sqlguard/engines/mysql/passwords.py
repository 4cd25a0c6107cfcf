"""Where MySQL and MariaDB keep the hashes of everybody's passwords, and in clear those of servers
that they read from."""

from __future__ import annotations

import re
from typing import Final

_SCHEMA: Final = "mysql"
_TABLES: Final = frozenset(
    ("user", "global_priv", "password_history", "servers", "slave_master_info")
)
_PLACE: Final = re.compile(
    r"(?P<schema>\*|`(?:[^`]|``)*`)\.(?P<table>\*|`(?:[^`]|``)*`)", re.DOTALL
)
_PIECES: Final = re.compile(r"\\(.)|(%)|(_)|(.)", re.DOTALL)


def passwords_seen(where: str) -> bool:
    """Whether SELECT on what a GRANT names so opens them. For the name of a whole schema % and _
    stand for others."""
    found = _PLACE.fullmatch(where)
    if found is None:
        return False
    schema, table = found["schema"], found["table"]
    if schema == "*":
        return True
    name = schema[1:-1].replace("``", "`")
    if table == "*":
        return re.fullmatch(_pattern(name), _SCHEMA, re.DOTALL) is not None
    return name == _SCHEMA and table[1:-1] in _TABLES


def _pattern(name: str) -> str:
    def piece(match: re.Match[str]) -> str:
        escaped, many, one, plain = match.groups()
        return ".*" if many else "." if one else re.escape(escaped or plain)

    return _PIECES.sub(piece, name)
