"""What somebody typed, in a form that rules can read: small letters without accents, one kind of
dash, apostrophe and blank. Each place of it leads back to what was written."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Final

_LIGATURES: Final = {"œ": "oe", "æ": "ae", "ø": "o", "ı": "i", "ł": "l"}
_DASHES: Final = frozenset(
    "-\u058a\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\u2e3a\u2e3b\u30fc"
)
_APOSTROPHES: Final = frozenset("'`´ʼʹ‘’‛′")
_INVISIBLE: Final = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
CUT: Final = "|"
"""Stands where a number has been read and taken out."""
NAMED: Final = "@"
"""Stands where a name has."""


@dataclass(frozen=True, slots=True)
class Plain:
    written: str
    """What was typed, after NFKC."""
    text: str
    places: tuple[int, ...]
    """For each character of `text`, where it stands in `written`."""

    def as_written(self, start: int, end: int) -> str:
        """What a stretch of `text`, not an empty one, was before it was made plain."""
        last = self.places[end - 1] + 1
        while last < len(self.written) and unicodedata.combining(self.written[last]):
            last += 1
        return self.written[self.places[start] : last]

    def without(self, start: int, end: int, mark: str) -> Plain:
        """The same places, the stretch blotted out but for a mark."""
        blot = (" " + mark + " " * (end - start))[: end - start] if end - start > 1 else mark
        return Plain(self.written, self.text[:start] + blot + self.text[end:], self.places)


def plain(written: str) -> Plain:
    composed = unicodedata.normalize("NFKC", written)
    text: list[str] = []
    places: list[int] = []
    for place, character in enumerate(composed):
        for flat in _flat(character):
            text.append(flat)
            places.append(place)
    return Plain(composed, "".join(text), tuple(places))


def _flat(character: str) -> str:
    if character in _INVISIBLE:
        return ""
    if character in _DASHES:
        return "-"
    if character in _APOSTROPHES:
        return "'"
    if character.isspace():
        return "\n" if character == "\n" else " "
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    apart = unicodedata.normalize("NFKD", character.casefold())
    kept = "".join(part for part in apart if not unicodedata.combining(part))
    return "".join(" " if part in (CUT, NAMED) else _LIGATURES.get(part, part) for part in kept)
