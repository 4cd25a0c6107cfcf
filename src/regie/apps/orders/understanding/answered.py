"""The name that somebody answers « à quel nom ? » with.

Nothing announces it there and few type capitals, so it is what has no word of an evasion in it and
holds a word that nobody uses for anything else. Capitals make a name of any words: « Le Deuxième ».
"""

from __future__ import annotations

import re
from typing import Final

from .lists import abbreviations, words_of
from .name_runs import WORD, ordinary
from .plain import plain

_SHAPE: Final = re.compile(r"[^\W\d_][^\d_<>{}\[\]()@#/\\|=+*:;!?\"]{0,79}")
_TITLE: Final = re.compile(
    r"(?:m|mr|mme|mlle|monsieur|madame|mademoiselle|mrs|ms|miss)\b\.? (?=\w)", re.IGNORECASE
)
_FOREIGN: Final = re.compile(r"[^\W\d_a-zA-ZàâäçéèêëîïôöùûüÿœæÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸŒÆ]")
"""« Sá » is no « sa »."""
_MOST_WORDS: Final = 6


def name_answered(written: str) -> str | None:
    """As it was written, without a title."""
    told = written.strip(" .,")
    if not _SHAPE.fullmatch(told) or len(told.split()) > _MOST_WORDS:
        return None
    title = _TITLE.match(told)
    name = told[title.end() :] if title else told
    return name if title or _is_name(name) else None


def _is_name(told: str) -> bool:
    text = plain(told)
    found = list(WORD.finditer(text.text))
    words = [match.group() for match in found]
    evasive = [word in words_of("no_names") for word in words]
    capitals = all(text.as_written(*match.span())[0].isupper() for match in found)
    if capitals and len(words) > 1 and not told.isupper():
        return not all(evasive)
    if _FOREIGN.search(told):
        return True
    if len(words) == 1 and words[0] in words_of("particles"):
        return capitals
    return not any(evasive) and any(map(_only_a_name, words))


def _only_a_name(word: str) -> bool:
    if word in words_of("particles"):
        return False
    if word in words_of("surnames") or word in words_of("companies"):
        return True
    return not ordinary(word) and word not in abbreviations("fr") | abbreviations("en").keys()
