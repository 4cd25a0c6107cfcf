"""ORDER BY of the outermost SELECT: the only one that any engine promises to keep."""

from __future__ import annotations

from collections.abc import Sequence

from .identifiers import quote_identifier
from .source import Engine, SortKey


def ordered_by(keys: Sequence[SortKey], engine: Engine) -> str:
    """With a space before it; empty without keys. No column comes twice: SQL Server refuses that,
    and the first time decides."""
    first = {key.column: key for key in reversed(keys)}
    written = [_written(key, engine) for key in dict.fromkeys(first[each.column] for each in keys)]
    return f" ORDER BY {', '.join(written)}" if written else ""


def _written(key: SortKey, engine: Engine) -> str:
    nulls = "" if key.nulls_first is None else f" NULLS {'FIRST' if key.nulls_first else 'LAST'}"
    return f"{quote_identifier(key.column, engine)}{' DESC' if key.descending else ''}{nulls}"
