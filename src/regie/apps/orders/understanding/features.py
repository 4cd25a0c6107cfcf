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
    told = (name for one in asked.clauses for name, _ in _of_clause(*one))
    return frozenset(of_all).union(told)


def told_by(feature: str, asked: Asked) -> str:
    """The words that a feature stands for; nothing, if no word says it."""
    told = (words for one in asked.clauses for name, words in _of_clause(*one) if name == feature)
    return next(filter(None, told), "")


def is_concept(feature: str) -> bool:
    return feature.startswith("<") and feature not in (_NUMBERED, _DATED)


def _of_clause(clause: Clause, found: Found) -> Iterator[tuple[str, str]]:
    """Each feature with its words."""
    row = [(_DIGITS if word.isdecimal() else word, word) for word in clause.words]
    yield from row
    if clause.asks:
        yield _ASKS, ""
    ends = [(_BEGINS, ""), *row, (_ASKS if clause.asks else _ENDS, "")]
    for (name, words), (after, more) in pairwise(ends):
        yield f"{name} {after}", f"{words} {more}".strip()
    firsts = sorted((places[0], concept) for concept, places in found.items())
    for at, (place, concept) in enumerate(firsts):
        words = " ".join(clause.words[slice(*place)])
        yield f"<{concept}>", words
        for later, after in firsts[at + 1 :]:
            if place[0] < later[0]:
                yield f"<{concept}><{after}>", f"{words} … {' '.join(clause.words[slice(*later)])}"
