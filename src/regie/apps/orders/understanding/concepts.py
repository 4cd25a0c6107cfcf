"""Concepts: what several words of both languages say alike. `lexicon/concepts.txt` lists them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from .lists import read
from .words import folded

_NAME: Final = re.compile(r"^([a-z_]+):(.*)$")
_SHORTEST_STEM: Final = 2
NOTHING: Final = "nothing"
"""The concept of idioms: what they are made of is not read again."""

Found = Mapping[str, Sequence[tuple[int, int]]]
"""For each concept the stretches of words that speak of it."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A row of words; a star ends the beginning of one."""

    concept: str
    words: tuple[str, ...]

    def begins(self, word: str, following: str) -> bool:
        """Whether its first words are these two."""
        wanted = self.words[:2]
        return all(map(_fits, wanted, (word, following)))

    def goes_on(self, words: Sequence[str], at: int) -> bool:
        """Whether its other words are those that follow."""
        more = self.words[2:]
        return not more or (
            at + len(self.words) <= len(words)
            and all(map(_fits, more, words[at + 2 : at + len(self.words)]))
        )


def _fits(wanted: str, there: str) -> bool:
    return there.startswith(wanted[:-1]) if wanted[-1] == "*" else there == wanted


@cache
def cues() -> tuple[Cue, ...]:
    found: list[Cue] = []
    concept = ""
    for line in read("concepts.txt").splitlines():
        text = line.partition("#")[0]
        if named := _NAME.match(text):
            concept, text = named.groups()
        found += (Cue(concept, folded(words.replace("_", " "))) for words in text.split())
    return tuple(found)


@cache
def _by_first_word() -> tuple[dict[str, list[Cue]], dict[str, list[Cue]]]:
    whole: dict[str, list[Cue]] = {}
    stems: dict[str, list[Cue]] = {}
    for cue in cues():
        first = cue.words[0]
        if first[-1] == "*":
            stems.setdefault(first[:-1], []).append(cue)
        else:
            whole.setdefault(first, []).append(cue)
    return whole, stems


@lru_cache(maxsize=4096)
def _starting_with(word: str) -> tuple[Cue, ...]:
    whole, stems = _by_first_word()
    found = list(whole.get(word, ()))
    for length in range(_SHORTEST_STEM, len(word) + 1):
        found += stems.get(word[:length], ())
    return tuple(found)


@lru_cache(maxsize=16384)
def _beginning(word: str, following: str) -> tuple[Cue, ...]:
    return tuple(cue for cue in _starting_with(word) if cue.begins(word, following))


def find_concepts(words: Sequence[str]) -> Found:
    found = _found(words)
    if idioms := found.pop(NOTHING, None):
        covered = {at for start, end in idioms for at in range(start, end)}
        found = _found(["" if at in covered else word for at, word in enumerate(words)])
        found.pop(NOTHING, None)
    return found


def _found(words: Sequence[str]) -> dict[str, list[tuple[int, int]]]:
    found: dict[str, list[tuple[int, int]]] = {}
    for at, (word, following) in enumerate(zip(words, [*words[1:], ""], strict=True)):
        for cue in _beginning(word, following):
            if cue.goes_on(words, at):
                found.setdefault(cue.concept, []).append((at, at + len(cue.words)))
    return found
