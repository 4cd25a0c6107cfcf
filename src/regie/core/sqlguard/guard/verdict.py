"""What the guard says of a statement. It answers; it never raises."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Reason = Literal[
    "too_large",
    "too_deep",
    "character",
    "syntax",
    "many_statements",
    "not_a_query",
    "statement_word",
    "hint",
    "construct",
    "function",
    "word",
    "literal",
    "type",
    "parameter",
    "table",
    "column",
    "star",
    "name",
    "join",
    "product",
    "limit",
    "unstable",
]


@dataclass(frozen=True, slots=True)
class Allowed:
    sql: str
    """Written anew out of what was understood. This may run; what was typed may not."""
    columns: tuple[str, ...]
    """What it answers with, each name once."""
    parameters: tuple[str, ...] = ()
    """The names whose values `sql` wants, in the order of its `:name` marks."""


@dataclass(frozen=True, slots=True)
class Denied:
    reason: Reason
    message: str
    """In English, for whoever wrote the statement: it holds words of theirs."""


Verdict = Allowed | Denied


class Refusal(Exception):
    """Ends an examination; `check` turns it into a Denied."""

    def __init__(self, reason: Reason, message: str):
        super().__init__(message)
        self.denied = Denied(reason, message)
