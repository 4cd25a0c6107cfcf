"""Words as they were meant: abbreviations of phones, words written by ear, slips of fingers.

A word that is known is never touched, in whichever language. What is not is compared with the
known words of the question's language: one that sounds the same, or is one slip away (two in a
long word) and begins alike. When the nearest is a word that no cue hangs on, it is left as it was
typed: nothing would come of it. Names are read before, from what was typed.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from .calendar_words import MONTHS, SEASONS, SMALL_NUMBERS, WEEKDAYS
from .common_english import common_english
from .concepts import cues
from .language import Lang
from .lists import abbreviations, english, french, words_of
from .phonetics import sound
from .plain import Plain

_WORD: Final = re.compile(r"[a-z0-9°]+(?:['+-][a-z0-9]+)*\+?")
_ELISION: Final = re.compile(r"(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)'")
_PLURAL_OR_FEMININE: Final = re.compile(r"(?:e|s|es|x)$")
_SHORTEST: Final = 4
"""Shorter words are one slip away from too many others."""
_MIDDLING: Final = 6
_LONG: Final = 8
_AS_HEARD: Final = 0.5
_ASIDE: Final = 0.6
_TOO_FAR: Final = 2.0
"""Costs: one slip is 1."""
_LONGEST: Final = 40
_MOST_CORRECTED: Final = 60
"""Of one question; whoever types more unknown words than that was not asking anything."""


def spelt(text: Plain, lang: Lang) -> str:
    """Its words as they were meant. Shape and punctuation stay. Other languages than French and
    English stay as they are."""
    if lang == "other":
        return text.text
    left = _MOST_CORRECTED
    short = abbreviations(lang)

    def meant(match: re.Match[str]) -> str:
        nonlocal left
        word = match.group()
        if whole := short.get(text.as_written(*match.span()).casefold()):
            return whole
        if known(word) and word not in short:
            return word
        left -= 1
        if len(word) > _LONGEST:
            return word
        return _meant(word, lang) if left >= 0 else word

    return _WORD.sub(meant, text.text)


def known(word: str) -> bool:
    """Something else than a name, as far as the lexicon goes."""
    return _listed(word) or (word[-1] in "sx" and _listed(word[:-1]))


def _listed(word: str) -> bool:
    return word in french() or word in english() or word in _cued()


def corrected(word: str) -> bool:
    """It is no word, but nearly one that a cue hangs on."""
    return not known(word) and any(_meant(word, lang) in _cued() for lang in ("fr", "en"))


@cache
def _cued() -> frozenset[str]:
    """What cues hang on, and the calendar."""
    told = {word for cue in cues() for word in cue.words if word.isalpha()}
    told -= words_of("others") - french() - english()
    return frozenset(told | MONTHS.keys() | WEEKDAYS.keys() | SEASONS.keys() | SMALL_NUMBERS.keys())


@cache
def _stems() -> tuple[str, ...]:
    """A word that begins as a cue does is spelt well enough."""
    alone = (cue.words[0] for cue in cues() if len(cue.words) == 1)
    return tuple({word[:-1] for word in alone if word[_MIDDLING - 1 :].endswith("*")})


@cache
def _choices(lang: Lang) -> dict[tuple[str, int], list[str]]:
    """By first letter and length: a slip changes little of either."""
    sorted_in: dict[tuple[str, int], list[str]] = {}
    for word in sorted(_cued() | (french() if lang == "fr" else english())):
        if len(word) >= _SHORTEST and word.isalpha():
            sorted_in.setdefault((word[0], len(word)), []).append(word)
    return sorted_in


@cache
def _by_sound() -> dict[str, str]:
    """French words by their sound; of those that sound alike the one that cues hang on."""
    heard: dict[str, str] = {}
    said = [word for words in _choices("fr").values() for word in words]
    for word in sorted(said, key=lambda word: (word not in _cued(), len(word), word)):
        heard.setdefault(sound(word), word)
    return heard


@lru_cache(maxsize=8192)
def _meant(word: str, lang: Lang) -> str:
    if whole := abbreviations(lang).get(word):
        return whole
    if known(word) or any(character.isdigit() for character in word):
        return word
    if elided := _ELISION.match(word):
        return elided.group() + _meant(word[elided.end() :], lang)
    if "'" in word or "-" in word:
        return re.sub(r"[a-z]+", lambda part: _meant(part.group(), lang), word)
    return _nearest(word, lang)


def _nearest(word: str, lang: Lang) -> str:
    once = re.sub(r"(.)\1{2,}", r"\1", word)
    twice = re.sub(r"(.)\1{2,}", r"\1\1", word)
    for fit in (once, twice):
        if known(fit) or fit in abbreviations(lang) or fit.startswith(_stems()):
            return abbreviations(lang).get(fit, fit)
    if len(once) < _SHORTEST or (lang == "en" and once in common_english()) or _again(once):
        return once
    if lang == "fr" and (apart := _unglued(once)):
        return apart
    return _closest(once, lang) or once


def _again(word: str) -> bool:
    """« redonnez », « reprogrammer »: what is done once more is said by hanging re- in front."""
    return len(word) > _LONG and word.startswith("re") and known(word[2:])


def _unglued(word: str) -> str | None:
    """« jattends », « jveux », « lexpedition »: the apostrophe or the e was left out."""
    letter, rest = word[0], word[1:]
    if letter not in "jcdlmnst" or not (known(rest) or sound(rest) in _by_sound()):
        return None
    if rest[0] in "aeiouyh":
        return f"{letter}'{_meant(rest, 'fr')}" if letter in "jdl" else None
    return f"je {_meant(rest, 'fr')}" if letter == "j" else None


def _closest(word: str, lang: Lang) -> str | None:
    heard = _by_sound().get(sound(word)) if lang == "fr" else None
    near = [(_AS_HEARD + _foreign(heard), heard)] if heard else []
    far = 2 if len(word) >= _MIDDLING + 1 else 1
    choices = _choices(lang)
    near += (
        (distance + _foreign(choice), choice)
        for length in range(len(word) - far, len(word) + far + 1)
        for choice, distance, _ in process.extract(
            word, choices.get((word[0], length), ()), scorer=OSA.distance, score_cutoff=far, limit=5
        )
        if len(word) >= _MIDDLING or length != len(word) or sorted(word) == sorted(choice)
    )
    best = min(near, default=None)
    if best is None or (best[0] > _TOO_FAR and len(word) < _LONG):
        return None
    return best[1] if best[1] in _cued() else None


def _foreign(word: str) -> float:
    """What no cue hangs on is less probable."""
    return 0.0 if word in _cued() else _ASIDE
