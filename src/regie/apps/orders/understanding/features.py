"""What the learned weights are for: words, pairs of neighbours, concepts and which came first."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from .asked import Asked
from .concepts import Found
from .words import Clause

_NUMBERED: Final = "<a number>"
_DATED: Final = "<a period>"
"""What no word says. Concepts stand in the same brackets."""
_BEGINS: Final = "^"
_ASKS: Final = "?"
_ENDS: Final = "."
_DIGITS: Final = "0"


def features(asked: Asked) -> frozenset[str]:
    of_all = [_NUMBERED] * asked.numbered + [_DATED] * asked.dated
    return frozenset(of_all).union(*(_of_clause(clause, found) for clause, found in asked.clauses))


def told_by(feature: str, asked: Asked) -> str:
    """The words that a feature stands for; nothing, if no word says it."""
    for clause, found in asked.clauses:
        said = dict(_with_words(clause, found)).get(feature)
        if said:
            return said
    return ""


def _of_clause(clause: Clause, found: Found) -> Iterator[str]:
    row = _row(clause)
    yield from row[1:-1]
    if clause.asks:
        yield _ASKS
    yield from map(" ".join, pairwise(row))
    firsts = sorted((places[0][0], concept) for concept, places in found.items())
    for at, (start, concept) in enumerate(firsts):
        yield f"<{concept}>"
        for later, after in firsts[at + 1 :]:
            if start < later:
                yield f"<{concept}><{after}>"


def _row(clause: Clause) -> list[str]:
    words = [_DIGITS if word.isdecimal() else word for word in clause.words]
    return [_BEGINS, *words, _ASKS if clause.asks else _ENDS]


def _with_words(clause: Clause, found: Found) -> Iterator[tuple[str, str]]:
    typed = ["", *clause.words, ""]
    for name, words in zip(_row(clause), typed, strict=True):
        yield name, words
    for names, words in zip(pairwise(_row(clause)), pairwise(typed), strict=True):
        yield " ".join(names), " ".join(words).strip()
    said = {name: " ".join(clause.words[slice(*places[0])]) for name, places in found.items()}
    for name, words in said.items():
        yield f"<{name}>", words
        for after, more in said.items():
            yield f"<{name}><{after}>", f"{words} … {more}"
