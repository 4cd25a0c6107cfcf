"""Which words in a row can be a name: « Anne-Sophie de la Rivière », « Harrow & Finch »."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from .lists import abbreviations, words_of
from .plain import Plain
from .spelling import known

_JOINING: Final = frozenset(("&", "et", "and", "y", "und", "e"))
WORD: Final = re.compile(r"[^\W\d_]+(?:['.&-]{1,2}[^\W\d_]+)*'?|&")
_ELIDED: Final = re.compile(r"[dl]['’][A-ZÀ-Þ]")
_STREETS: Final = frozenset(
    ("road", "street", "avenue", "lane", "drive", "rue", "boulevard", "chemin", "quai", "impasse")
)
_IN_COMPANIES: Final = frozenset(("chez", "au", "aux", "en", "sur"))
_TITLES: Final = frozenset(
    ("mr", "mme", "mlle", "mrs", "ms", "miss", "monsieur", "madame", "mademoiselle")
)
_IMPERATIVES: Final = ("-moi", "-vous", "-nous")
_SAYS_I: Final = re.compile(r"i'|j[b-df-hj-np-tv-z]")
"""« Aisha Khan and I'd like », « lucas jvoudrais »."""
_MARKS: Final = re.compile(r"['.&-]")
_SHORTEST: Final = 2
_MOST_WORDS: Final = 8


@dataclass(frozen=True, slots=True)
class Case:
    """Whether capitals say something: they do not in a message that has none, or nothing else.
    Those of numbers that were taken out do not count: « CL-401372-487531 Mina RAMI »."""

    tells: bool

    @staticmethod
    def of(text: Plain) -> Case:
        there = zip(text.text, text.places, strict=True)
        letters = [text.written[place] for letter, place in there if letter.isalpha()]
        upper = sum(letter.isupper() for letter in letters)
        return Case(tells=0 < upper < 0.7 * len(letters))


@dataclass(frozen=True, slots=True)
class Run:
    start: int
    end: int
    words: tuple[str, ...]
    strange: bool
    """One of its words is in no lexicon, so it is hardly anything but a name."""
    company: bool

    @property
    def sure(self) -> bool:
        return self.strange or self.company


def run_at(text: Plain, start: int, case: Case, *, particle: bool = False) -> Run | None:
    """The longest one that begins here. `particle`: it may begin with a small « de »."""
    taken: list[re.Match[str]] = []
    strange = company = False
    at = start
    while len(taken) < _MOST_WORDS and (word := WORD.match(text.text, at)):
        inside = bool(taken)
        begins = particle and not inside and small(word.group())
        kind = "particle" if begins else _kind(text, word, case, inside=inside, company=company)
        if kind is None:
            break
        strange = strange or kind == "strange"
        company = company or kind == "company"
        taken.append(word)
        at = word.end()
        if text.text[at : at + 1] == "." and len(word.group()) <= 2:
            at += 1
        if text.text[at : at + 1] == " ":
            at += 1
        elif not word.group().endswith("'"):
            break
    while taken and _hangs(taken[-1].group(), len(taken)):
        taken.pop()
    if taken and not _STREETS.isdisjoint(word.group() for word in taken):
        return None
    if not taken or all(small(word.group()) for word in taken):
        return None
    words = tuple(word.group() for word in taken)
    return Run(taken[0].start(), taken[-1].end(), words, strange, company)


def _kind(
    text: Plain, word: re.Match[str], case: Case, *, inside: bool, company: bool
) -> str | None:
    """What a word contributes to a name; None when it cannot be part of one."""
    bare, written = word.group(), text.as_written(*word.span())
    upper = (
        written[0].isupper()
        or bool(_ELIDED.match(written))
        or (not inside and bare in words_of("companies") and _capital_follows(text, word.end()))
    )
    if (
        bare in _TITLES
        or _SAYS_I.match(bare)
        or bare.endswith(_IMPERATIVES)
        or not _MARKS.sub("", bare).isascii()
    ):
        return None
    kind = _by_place(bare, inside=inside, company=company, may=upper or not case.tells)
    if kind:
        return kind
    shortened = bare in abbreviations("fr") or (case.tells and bare in abbreviations("en"))
    if shortened or (case.tells and not upper) or len(bare) < _SHORTEST:
        return None
    if not ordinary(bare):
        return "strange"
    return "capital" if case.tells else None


def _capital_follows(text: Plain, end: int) -> bool:
    """« la boulangerie Pichon »."""
    following = WORD.match(text.text, end + 1)
    return bool(following and text.as_written(*following.span())[0].isupper())


def _by_place(bare: str, *, inside: bool, company: bool, may: bool) -> str | None:
    """What small words and those of companies are, by where they stand."""
    if inside and (bare in _JOINING or (company and bare in _IN_COMPANIES)):
        return "joining"
    if not inside and may and bare in words_of("companies"):
        return "company"
    if inside and (may or company) and bare.removeprefix("d'") in words_of("company_endings"):
        return "company"
    return "particle" if small(bare) and (inside or may) else None


def _hangs(word: str, count: int) -> bool:
    """A particle at the end belongs to what follows; « Ap » alone may be a name's beginning."""
    return word in _JOINING or (small(word) and count > 0)


def small(word: str) -> bool:
    return word.rstrip("'.") in words_of("particles")


@lru_cache(maxsize=4096)
def ordinary(word: str) -> bool:
    """A word that people use for something else."""
    parts = [part for part in re.split(r"['.-]", word) if part]
    return all(known(part) or part in words_of("others") or len(part) == 1 for part in parts)
