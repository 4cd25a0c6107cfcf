"""A question as clauses of words: contractions undone, words that sound alike written alike."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_CONTRACTIONS: Final = tuple(
    (re.compile(pattern), whole)
    for pattern, whole in (
        (r"\bca(?:n't|nnot)\b", "can not"),
        (r"\bwon't\b", "will not"),
        (r"n't\b", " not"),
        (r"'ve\b", " have"),
        (r"'re\b", " are"),
        (r"'ll\b", " will"),
        (r"'m\b", " am"),
        (r"(?<=[a-z]{2})'d\b", " would"),
        (r"\bi'd(?= (?:like|rather|love|prefer|appreciate|be)\b)", "i would"),
        (r"\b(it|that|what|where|when|who|how|there|here|he|she|name)'s\b", r"\1 is"),
        (r"-t-(?=elles?\b|ils?\b|on\b)", " "),
    )
)
_ALIKE: Final = {
    word: row.split()[0]
    for row in (
        "est es et ai aie ait eh é",
        "a as ah",
        "ca sa",
        "ce se",
        "ces ses",
        "on ont",
        "son sont sons",
        "quand quant qand kan kand qan",
        "quel quelle quels quelles kel kelle",
        "que ke",
        "qui ki",
        "quoi koi kwa",
        "peut peux peu peus peuvent",
        "veut veux veu",
        "fait faite faites faits fais fesez",
        "dit dis dite dites",
        "tout toute tous toutes tt",
        "doit dois",
        "sai sais sait",
        "vien viens vient",
        "part pars",
        "sor sors sort sortent",
        "met mets mettent",
        "prend prends",
    )
    for word in row.split()
}
"""Customers write one for the other. The cues are folded in the same way, so both still meet."""
_TOKEN: Final = re.compile(r"(?P<word>[a-z]+\*?|\d+)|(?P<mark>[|\"«»“”„@👋=])|(?P<end>[.!?;:…\n]+)")
_MARKS: Final = dict.fromkeys("«»“”„", '"')
_LONGEST: Final = 60
"""Words of a clause; more than that without a full stop is cut, so that the rules stay quick."""
_ABBREVIATED: Final = frozenset(
    [
        "m",
        "mme",
        "mlle",
        "mr",
        "mrs",
        "ms",
        "dr",
        "st",
        "ste",
        "no",
        "n",
        "num",
        "ex",
        "exp",
        "ref",
        "tel",
        "cde",
        "cdes",
        "env",
    ]
)


@dataclass(frozen=True, slots=True)
class Clause:
    words: tuple[str, ...]
    asks: bool
    """It ends with a question mark."""


def clauses(text: str) -> list[Clause]:
    """Of a plain, spelt text. None of them is empty."""
    found: list[Clause] = []
    words: list[str] = []
    whole = uncontracted(text)
    for token in _TOKEN.finditer(whole):
        if not token["end"]:
            words.append(_folded(token))
            if len(words) == _LONGEST:
                found.append(Clause(tuple(words), asks=False))
                words = []
        elif _ends(whole, token, words) and words:
            found.append(Clause(tuple(words), "?" in token["end"]))
            words = []
        elif "?" in token["end"] and found:
            found[-1] = Clause(found[-1].words, asks=True)
    if words:
        found.append(Clause(tuple(words), asks=False))
    return found


def folded(phrase: str) -> tuple[str, ...]:
    """The words of a cue, made alike as those of a question are; a star stays at its word."""
    return tuple(_folded(token) for token in _TOKEN.finditer(uncontracted(phrase)))


def uncontracted(text: str) -> str:
    for pattern, whole in _CONTRACTIONS:
        text = pattern.sub(whole, text)
    return text


def _folded(token: re.Match[str]) -> str:
    word = token.group()
    return _MARKS.get(word, word) if token["mark"] else _ALIKE.get(word, word)


def _ends(text: str, token: re.Match[str], words: list[str]) -> bool:
    if token.group() == ":":
        return False
    if token.group() != ".":
        return True
    after = text[token.end() : token.end() + 1]
    return (not after or after.isspace()) and not (words and words[-1] in _ABBREVIATED)
