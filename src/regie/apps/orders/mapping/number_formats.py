"""How a source writes its order numbers, and what its column holds of them."""

from __future__ import annotations

import re
from typing import Annotated, Final, Literal

from pydantic import AfterValidator

_NUMBER_FORMAT: Final = re.compile(r"[A-Za-z]{0,8}(?:[-_./ ]?0{1,20}){1,6}")
_FEWEST_DIGITS: Final = 4

StoredAs = Literal["as_written", "compact", "digits"]
"""`compact`: without dashes, dots and spaces; `digits`: without letters too."""
NOBODYS_NUMBER: Final = -1
"""What a column of integers is asked for when a customer's number is none: the work is the same."""
_MOST_DIGITS: Final = 18
"""More do not fit into the largest integer of any engine."""


def _is_number_format(pattern: str) -> str:
    """Fewer digits would find orders in any text."""
    if not _NUMBER_FORMAT.fullmatch(pattern) or pattern.count("0") < _FEWEST_DIGITS:
        raise ValueError(
            f"must be letters and groups of zeros, such as CL-000000-000000: a 0 for each digit, "
            f"{_FEWEST_DIGITS} at least"
        )
    return pattern


NumberPattern = Annotated[str, AfterValidator(_is_number_format)]


def writes(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """Matches a normalised number that is written in one of the formats, its separators or not."""
    return re.compile("|".join(_expression(pattern) for pattern in patterns))


def stored(number: str, how: StoredAs, digits: int | None, *, integer: bool) -> str | int:
    """A normalised number as the source's column holds it; `digits`: padded with zeros to."""
    if how != "as_written":
        number = re.sub(r"\W|_", "", number)
    if how == "digits" or integer:
        number = "".join(c for c in number if c in "0123456789")
    if integer:
        return int(number) if 0 < len(number) <= _MOST_DIGITS else NOBODYS_NUMBER
    return number if digits is None else number.zfill(digits)


def shown(held: str, patterns: tuple[str, ...]) -> str:
    """A number that its column holds without letters or dashes, as customers know it."""
    digits = "".join(c for c in held if c in "0123456789")
    for pattern in patterns:
        wanted = pattern.count("0")
        if len(digits.lstrip("0")) <= wanted <= len(digits):
            figures = iter(digits[len(digits) - wanted :])
            return "".join(next(figures) if c == "0" else c for c in pattern)
    return held


def _expression(pattern: str) -> str:
    written = re.escape(pattern.upper().replace(" ", ""))
    return re.sub(r"(?:\\?[-_./])", "[-_./]?", written).replace("0", "[0-9]")
