"""Which months a result is the mean of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple


class Asked(NamedTuple):
    until: str | None
    """`2026-11`; None: the last month that has volumes."""
    months: int


@dataclass(frozen=True, slots=True)
class Months:
    """A window that is known."""

    until: date
    """The first day of its last month."""
    count: int

    @property
    def first(self) -> date:
        return shifted(self.until, 1 - self.count)

    @property
    def last_day(self) -> date:
        """Unit times are those in force on it."""
        return shifted(self.until, 1) - timedelta(days=1)

    @property
    def names(self) -> list[str]:
        return [f"{shifted(self.first, step):%Y-%m}" for step in range(self.count)]


def month_of(text: str) -> date:
    """Of `2026-11`."""
    return date.fromisoformat(f"{text}-01")


def shifted(month: date, by: int) -> date:
    """First days of months."""
    index = month.year * 12 + month.month - 1 + by
    return date(index // 12, index % 12 + 1, 1)
