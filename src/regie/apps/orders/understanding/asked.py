"""A question as its intent is read from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .concepts import Found, find_concepts
from .words import Clause, clauses


@dataclass(frozen=True, slots=True)
class Asked:
    text: str
    """Plain and spelt; a mark stands for each number or name that was in it."""
    clauses: Sequence[tuple[Clause, Found]]
    numbered: bool
    dated: bool
    """A period was told."""


def asked(text: str, *, numbered: bool, dated: bool) -> Asked:
    told = [(clause, find_concepts(clause.words)) for clause in clauses(text)]
    return Asked(text, told, numbered, dated)
