"""Which half days are worked: Monday to Friday, less the public holidays of France."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final, Literal

Half = Literal["morning", "afternoon"]
HALVES: Final[Mapping[Half, int]] = {"morning": 0, "afternoon": 1}

LONGEST_DAYS: Final = 366
_DAY: Final = timedelta(days=1)
_FIXED: Final = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
_AFTER_EASTER: Final = (1, 39, 50)
"""Easter Monday, Ascension, Whit Monday. Code du travail, art. L3133-1."""


@dataclass(frozen=True, slots=True)
class Span:
    """From a half of a day to a half of another, both included; 0 is the morning."""

    first_on: date
    first_half: int
    last_on: date
    last_half: int

    @property
    def in_order(self) -> bool:
        return (self.first_on, self.first_half) <= (self.last_on, self.last_half)

    def days(self) -> Iterator[date]:
        for number in range((self.last_on - self.first_on).days + 1):
            yield self.first_on + number * _DAY

    @property
    def working_half_days(self) -> int:
        """0 when all of it is free anyway."""
        halves = 2 * sum(map(is_worked, self.days()))
        if self.first_half == 1 and is_worked(self.first_on):
            halves -= 1
        if self.last_half == 0 and is_worked(self.last_on):
            halves -= 1
        return halves


def is_worked(day: date) -> bool:
    return day.weekday() < 5 and day not in public_holidays(day.year)


@lru_cache(maxsize=64)
def public_holidays(year: int) -> frozenset[date]:
    easter = easter_sunday(year)
    return frozenset(
        (
            *(date(year, month, day) for month, day in _FIXED),
            *(easter + days * _DAY for days in _AFTER_EASTER),
        )
    )


def easter_sunday(year: int) -> date:
    """Meeus, Jones and Butcher: Jean Meeus, Astronomical Algorithms, chapter 8."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, day + 1)
