"""Numbers that somebody says digit by digit: « C L four zero eight … », « zéro double sept »."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_DIGITS: Final = {
    word: str(digit)
    for digit, row in enumerate(
        (
            "zero oh nought o",
            "one un une",
            "two deux",
            "three trois",
            "four quatre",
            "five cinq",
            "six",
            "seven sept",
            "eight huit",
            "nine neuf",
        )
    )
    for word in row.split()
}
_TIMES: Final = {"double": 2, "triple": 3}
_SAID: Final = rf"(?:(?:double|triple) )?(?:{'|'.join(_DIGITS)}|\d)"
_BETWEEN: Final = r"[ ,.-]{1,3}(?:(?:tiret|trait|dash|hyphen|puis|then|space|espace)[ ,.]{1,2})?"
_ROW: Final = re.compile(rf"(?<![\w.-]){_SAID}(?:{_BETWEEN}{_SAID}){{3,40}}(?!\w)")
_ONE: Final = re.compile(rf"(?P<times>double|triple)? ?(?P<digit>\b(?:{'|'.join(_DIGITS)})\b|\d)")
_FEWEST_WORDS: Final = 0.5
"""Of a row; one of figures is read elsewhere."""


def spoken_rows(text: str) -> Iterator[tuple[str, int, int]]:
    """The digits of each row of four and more, and where it stands in a plain text."""
    for row in _ROW.finditer(text):
        said = list(_ONE.finditer(row.group()))
        if sum(one["digit"] in _DIGITS for one in said) > _FEWEST_WORDS * len(said):
            digits = "".join(
                _DIGITS.get(one["digit"], one["digit"]) * _TIMES.get(one["times"], 1)
                for one in said
            )
            yield digits, *row.span()
