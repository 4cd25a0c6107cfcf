"""Which language a question is in: French, English, or another one."""

from __future__ import annotations

import re
from typing import Final, Literal

from .lists import abbreviations, english, french, words_of
from .plain import Plain

Lang = Literal["fr", "en", "other"]

_FRENCH_SPELLING: Final = re.compile(
    r"\b(?:j|l|d|qu|n|s|c|m|t)'[a-z]{2}|\b[a-z]+-(?:t-)?(?:ils?|elles?|vous|tu|je|moi|la|les?)\b"
)
_ENGLISH_SPELLING: Final = re.compile(r"[a-z](?:n't|'re|'ve|'ll|'m|'s)\b|\bi\b")
_WORD: Final = re.compile(r"[a-z]+")
_FOREIGN_LETTERS: Final = frozenset("ñ¿¡ãõßșțşţăåøłğıäöąęśżźćčřšžěůőűđ")
_FRENCH_LETTERS: Final = frozenset("éèêëàâçùûîïœ")
_SHARED: Final = 0.4
_ACCENTED: Final = 1.5
"""A word with a French accent is almost never English; it may be Portuguese, so that it only counts
where no word of another language stands."""


def language_of(text: Plain) -> Lang:
    """French when nothing speaks for another: it is the house's language."""
    letters = [character for character in text.text if character.isalpha()]
    if 2 * sum(not character.isascii() for character in letters) > len(letters):
        return "other"
    words = _WORD.findall(text.text)
    fr = sum(_speaks(word, "fr") for word in words) + len(_FRENCH_SPELLING.findall(text.text))
    en = sum(_speaks(word, "en") for word in words) + len(_ENGLISH_SPELLING.findall(text.text))
    theirs = sum(_speaks_other(word) for word in words)
    written = {
        text.written[place].lower()
        for place, to in zip(text.places, text.text, strict=True)
        if to.isalpha()
    }
    theirs += 2 * bool(written & _FOREIGN_LETTERS)
    if not theirs:
        fr += _ACCENTED * bool(written & _FRENCH_LETTERS)
    if theirs > max(fr, en):
        return "other"
    return "en" if en > fr else "fr"


def _speaks(word: str, lang: Literal["fr", "en"]) -> float:
    """1 for what only this language has, and for what phones make of it."""
    ours, theirs = (french(), english()) if lang == "fr" else (english(), french())
    if word in ours:
        return 0.0 if word in theirs else 1.0
    other = "en" if lang == "fr" else "fr"
    if word in theirs or word not in abbreviations(lang):
        return 0.0
    return 0.0 if word in abbreviations(other) else 1.0


def _speaks_other(word: str) -> float:
    """A word of theirs that is none of ours counts whole, one that we have too a little."""
    if word not in words_of("others"):
        return 0.0
    if word in english() and word in french():
        return 0.0
    ours = word in english() or word in french() or word in abbreviations("fr")
    return _SHARED if ours else 1.0
