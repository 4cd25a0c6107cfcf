"""The slow-query log: which statement was slow, never what was asked with it."""

from __future__ import annotations

import hashlib
import re
from typing import Final

from .logs import get_logger

_log = get_logger(__name__)

SLOW_SQL_MS: Final = 1000.0

_LITERALS = re.compile(r"'(?:[^']|'')*'|\b\d+(?:\.\d+)?\b")
_SPACES = re.compile(r"\s+")
_LONGEST_SHOWN = 500


def statement_digest(statement: str) -> str:
    """The same 16 hexadecimal digits for statements that differ in literals and spacing only."""
    return hashlib.sha256(_shape(statement).encode()).hexdigest()[:16]


def log_if_slow(statement: str, elapsed_ms: float, *, database: str) -> None:
    if elapsed_ms < SLOW_SQL_MS:
        return
    _log.warning(
        "sql_slow",
        digest=statement_digest(statement),
        statement=_shape(statement)[:_LONGEST_SHOWN],
        elapsed_ms=round(elapsed_ms),
        database=database,
    )


def _shape(statement: str) -> str:
    return _SPACES.sub(" ", _LITERALS.sub("?", statement)).strip()
