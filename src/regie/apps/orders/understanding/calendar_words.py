"""Months, weekdays, seasons and small numbers, in French and English, without accents."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final


def _by_position(rows: str) -> dict[str, int]:
    return {
        word: position
        for position, row in enumerate(rows.strip().splitlines(), start=1)
        for word in row.split()
    }


MONTHS: Final = _by_position(
    """
    janvier janv january jan
    fevrier fevr fev february feb
    mars march
    avril avr april apr
    mai may
    juin june jun
    juillet juil july jul
    aout august aug
    septembre september sept sep
    octobre october oct
    novembre november nov
    decembre december dec
    """
)
SHY_MONTHS: Final = frozenset({"mai", "may", "sept", "march", "mar", "dec"})
"""Other words too: « sept jours », « may I ». Alone they are months only beside a preposition."""

WEEKDAYS: Final = _by_position(
    """
    lundi monday
    mardi tuesday
    mercredi wednesday
    jeudi thursday
    vendredi friday
    samedi saturday
    dimanche sunday
    """
)
"""1 is Monday, as in ISO 8601."""

SHY_WEEKDAYS: Final = _by_position(
    """
    mon
    tue tues
    wed
    thu thurs
    fri
    sat
    sun
    """
)
"""English short forms; « mon » is French as well, so they need « on » or « last » in front."""

CARDINALS: Final = _by_position(
    """
    un une one
    deux two
    trois three
    quatre four
    cinq five
    six
    sept seven
    huit huitaine eight
    neuf nine
    dix dizaine ten
    onze eleven
    douze douzaine twelve
    treize thirteen
    quatorze fourteen
    quinze quinzaine fifteen
    seize sixteen
    dix-sept seventeen
    dix-huit eighteen
    dix-neuf nineteen
    vingt vingtaine twenty
    vingt-et-un vingt-un twenty-one
    vingt-deux twenty-two
    vingt-trois twenty-three
    vingt-quatre twenty-four
    vingt-cinq twenty-five
    vingt-six twenty-six
    vingt-sept twenty-seven
    vingt-huit twenty-eight
    vingt-neuf twenty-nine
    trente trentaine thirty
    trente-et-un trente-un thirty-one
    """
)
_ORDINALS: Final = _by_position(
    """
    premier premiere 1er 1ere first
    deuxieme second seconde
    troisieme third
    quatrieme fourth
    cinquieme fifth
    sixieme sixth
    septieme seventh
    huitieme eighth
    neuvieme ninth
    dixieme tenth
    onzieme eleventh
    douzieme twelfth
    treizieme thirteenth
    quatorzieme fourteenth
    quinzieme fifteenth
    seizieme sixteenth
    dix-septieme seventeenth
    dix-huitieme eighteenth
    dix-neuvieme nineteenth
    vingtieme twentieth
    vingt-et-unieme twenty-first
    vingt-deuxieme twenty-second
    vingt-troisieme twenty-third
    vingt-quatrieme twenty-fourth
    vingt-cinquieme twenty-fifth
    vingt-sixieme twenty-sixth
    vingt-septieme twenty-seventh
    vingt-huitieme twenty-eighth
    vingt-neuvieme twenty-ninth
    trentieme thirtieth
    trente-et-unieme thirty-first
    """
)
SMALL_NUMBERS: Final = CARDINALS | _ORDINALS
COUNTS: Final = CARDINALS | {"a": 1, "an": 1, "couple of": 2, "a couple of": 2}
"""« a week ago » counts as well; « à novembre » does not."""

SEASONS: Final = {
    "printemps": 3,
    "spring": 3,
    "ete": 6,
    "summer": 6,
    "automne": 9,
    "autumn": 9,
    "fall": 9,
    "hiver": 12,
    "winter": 12,
}
"""The month in which a season begins; meteorological, three months each."""


def any_of(words: Iterable[str]) -> str:
    """A pattern of these words, the longest first; a blank may stand for a hyphen."""
    longest_first = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(word.replace("-", "[- ]") for word in longest_first) + ")"


_FIGURES: Final = re.compile(r"(\d+)[a-z]*")


def value_of(word: str, words: dict[str, int]) -> int:
    """The number that a word, or figures with an ending such as 3rd, stand for."""
    if figures := _FIGURES.fullmatch(word):
        return int(figures[1])
    return words[word] if word in words else words[word.replace(" ", "-")]
