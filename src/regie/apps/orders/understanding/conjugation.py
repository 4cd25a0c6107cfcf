"""Forms of regular French verbs, made plain. They are made so that the spelling leaves them alone
and knows them when they are meant; that some of them are never used costs nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

_ER: Final = (
    "er",
    "e",
    "es",
    "ons",
    "ez",
    "ent",
    "ee",
    "ees",
    "ant",
    "ais",
    "ait",
    "ions",
    "iez",
    "aient",
    "ai",
    "as",
    "a",
    "era",
    "erai",
    "eras",
    "erons",
    "erez",
    "eront",
    "erais",
    "erait",
    "erions",
    "eriez",
    "eraient",
)
_IR: Final = (
    "ir",
    "i",
    "is",
    "it",
    "ie",
    "ies",
    "issons",
    "issez",
    "issent",
    "issant",
    "issais",
    "issait",
    "issaient",
    "irai",
    "ira",
    "irons",
    "irez",
    "iront",
    "irais",
    "irait",
    "iraient",
)
_RE: Final = (
    "re",
    "s",
    "ons",
    "ez",
    "ent",
    "u",
    "ue",
    "us",
    "ues",
    "ant",
    "ais",
    "ait",
    "ions",
    "iez",
    "aient",
    "rai",
    "ra",
    "ras",
    "rons",
    "rez",
    "ront",
    "rais",
    "rait",
    "raient",
)


def forms(infinitive: str) -> Iterator[str]:
    """« expédier » → expedie, expediait, expediera … Also what another form of the stem may take:
    appelle for appeler, enverra is irregular and is listed as a word."""
    stem, ending = infinitive[:-2], infinitive[-2:]
    endings = {"er": _ER, "ir": _IR, "re": _RE}[ending]
    for suffix in endings:
        yield stem + suffix
    if ending == "er" and stem.endswith("g"):
        yield from (stem + "e" + suffix for suffix in endings if suffix[0] in "ao")
    if ending == "er" and stem.endswith("y"):
        yield from (stem[:-1] + "i" + suffix for suffix in endings if suffix[0] == "e")
    if ending == "er" and stem.endswith(("el", "et")):
        yield from (stem + stem[-1] + suffix for suffix in endings if suffix[0] == "e")
