"""How volumes become people, one task at a time: no clock, no SQL, no arrays.

The method is the World Health Organization's Workload Indicators of Staffing Need (2010): tasks,
the time each takes, how often it is done, the time that one person has; difference and ratio. The
engine computes the same for a nation at once, and is held to these functions.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil
from typing import Final

from .words import Rhythm, Rounding

MINUTES_PER_HOUR: Final = 60.0

_STEPS: Final[dict[Rounding, float]] = {"half": 0.5, "up": 1.0}
_HAIR: Final = 1e-9
"""Of people: 3.0000000001 is three, and no fourth is needed."""


@dataclass(frozen=True, slots=True)
class WorkingDays:
    per_year: float = 264
    per_month: float = 22

    def of(self, rhythm: Rhythm) -> float:
        return self.per_year if rhythm == "year" else self.per_month


def volume_per_day(quantity: float, rhythm: Rhythm, days: WorkingDays) -> float:
    """Of a month or a year, per working day."""
    return quantity / days.of(rhythm)


def task_minutes(minutes: float, complexity: float, productivity: float) -> float:
    """What one execution really takes: longer where it is complex, shorter at a higher pace."""
    return minutes * (1 + complexity) / productivity


def task_hours(per_day: float, minutes: float, complexity: float, productivity: float) -> float:
    """Per working day."""
    return per_day * task_minutes(minutes, complexity, productivity) / MINUTES_PER_HOUR


def net_hours(standard: float, idle: float) -> float:
    """What a person's day leaves for tasks. Raises ValueError when that is nothing."""
    if idle >= standard:
        raise ValueError(f"{idle} idle hours take all of {standard}")
    return standard - idle


def required(hours: float, net: float) -> float:
    """Full-time equivalents."""
    return hours / net


def gap(present: float, wanted: float) -> float:
    """Below 0 somebody is missing."""
    return present - wanted


def ratio(present: float, wanted: float) -> float | None:
    """None where nobody is required."""
    return present / wanted if wanted > 0 else None


def rounded(wanted: float, rounding: Rounding) -> float:
    """Always up, for half a person too few is a person too few."""
    step = _STEPS.get(rounding)
    return wanted if step is None else ceil(wanted / step - _HAIR) * step


def crew(wanted: Iterable[float], rounding: Rounding, minimum: int) -> float:
    """People that a centre needs: each of its posts rounded by itself, and never fewer than the
    minimum where there is any work. The sum over centres is not the rounded sum."""
    posts = [rounded(each, rounding) for each in wanted]
    whole = sum(posts)
    return max(whole, float(minimum)) if whole > 0 else 0.0
