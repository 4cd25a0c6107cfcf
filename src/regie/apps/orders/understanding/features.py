"""What the learned weights are for, in three kinds: words, pairs of neighbours, concepts and which
came first; the letters within words, for those that nobody taught and those that are misspelt; how
words begin, whatever their endings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, pairwise
from math import sqrt
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
_LETTERS: Final = (3, 4, 5)
"""How many letters stand together, the borders of the word among them."""
_BEGINNING: Final = 5
_SHARE: Final = 0.7
"""What letters and beginnings count beside the rest. Chosen on questions that were written to learn
from and left out."""


@dataclass(frozen=True, slots=True)
class Features:
    told: frozenset[str]
    """What words and concepts say."""
    letters: frozenset[str]
    beginnings: frozenset[str]

    def kinds(self) -> Iterator[tuple[float, frozenset[str]]]:
        """Each with what its weights are multiplied by: one of many says less, and one that nobody
        knows is among the many."""
        for share, kind in (
            (1.0, self.told),
            (_SHARE, self.letters),
            (_SHARE, self.beginnings),
        ):
            yield share / sqrt(len(kind) or 1), kind


def features(asked: Asked) -> Features:
    of_all = [_NUMBERED] * asked.numbered + [_DATED] * asked.dated
    told = (name for one in asked.clauses for name, _ in _of_clause(*one))
    rows = [_row(clause) for clause, _ in asked.clauses]
    return Features(
        told=frozenset(of_all).union(told),
        letters=frozenset(part for word in {*chain(*rows)} for part in _letters(word)),
        beginnings=frozenset(part for row in rows for part in _beginnings(row)),
    )


def told_by(feature: str, asked: Asked) -> str:
    """The words that a feature stands for; nothing, if no word says it."""
    told = (words for one in asked.clauses for name, words in _of_clause(*one) if name == feature)
    return next(filter(None, told), "")


def is_concept(feature: str) -> bool:
    return feature.startswith("<") and feature not in (_NUMBERED, _DATED)


def _of_clause(clause: Clause, found: Found) -> Iterator[tuple[str, str]]:
    """Each feature with its words."""
    row = list(zip(_row(clause), clause.words, strict=True))
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


def _row(clause: Clause) -> list[str]:
    return [_DIGITS if word.isdecimal() else word for word in clause.words]


def _letters(word: str) -> Iterator[str]:
    """« ~|liv » and « ~vre| » of « livre »."""
    bordered = f"|{word}|"
    for many in _LETTERS:
        for at in range(len(bordered) - many + 1):
            yield f"~{bordered[at : at + many]}"


def _beginnings(row: list[str]) -> Iterator[str]:
    """« livra- » and « ma- livra- » of « ma livraison »."""
    begun = [f"{word[:_BEGINNING]}-" for word in row]
    yield from begun
    for before, after in pairwise(begun):
        yield f"{before} {after}"
