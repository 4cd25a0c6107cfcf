"""Single expressions of time, each with the days that it means.

A month or a day without a year is the latest one that has begun. README.md has the whole table.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from . import dates, relative
from .dates import Reading
from .ranges import Period


@dataclass(frozen=True, slots=True)
class Moment:
    """A period and the stretch of text that spoke of it."""

    period: Period
    start: int
    end: int


_READINGS: Final[tuple[tuple[re.Pattern[str], Reading], ...]] = tuple(
    (re.compile(rf"(?<![\w/.-])(?:{pattern})(?![\w/])"), reading)
    for pattern, reading in (*dates.READINGS, *relative.READINGS)
)


def moments(text: str, today: date) -> list[Moment]:
    """From left to right, none of which overlaps another; the longest reading of a place wins."""
    read = [
        Moment(period, *match.span())
        for pattern, reading in _READINGS
        for match in pattern.finditer(text)
        if (period := reading(match, today))
    ]
    read.sort(key=lambda moment: (moment.start - moment.end, moment.start))
    kept: list[Moment] = []
    taken = bytearray(len(text))
    for moment in read:
        if not any(taken[moment.start : moment.end]):
            taken[moment.start : moment.end] = b"1" * (moment.end - moment.start)
            kept.append(moment)
    return sorted(kept, key=lambda moment: moment.start)
