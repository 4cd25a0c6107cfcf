"""Ranges of whole days, and the calendar's arithmetic."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Period:
    """Whole days, both ends included."""

    first: date
    last: date


def day(there: date) -> Period:
    return Period(there, there)


def week(there: date) -> Period:
    monday = there - timedelta(days=there.weekday())
    return Period(monday, monday + timedelta(days=6))


def month(year: int, number: int) -> Period:
    """`number` may lie outside 1 to 12 and then leads into another year."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    return Period(date(year, number, 1), date(year, number, monthrange(year, number)[1]))


def quarter(year: int, number: int) -> Period:
    return Period(month(year, 3 * number - 2).first, month(year, 3 * number).last)


def whole_year(year: int) -> Period:
    return Period(date(year, 1, 1), date(year, 12, 31))


def months_before(there: date, count: int) -> date:
    """The same day of an earlier month, or that month's last one."""
    back = month(there.year, there.month - count)
    return back.first.replace(day=min(there.day, back.last.day))


def latest_month(number: int, today: date) -> Period:
    """The latest that has begun."""
    return month(today.year if number <= today.month else today.year - 1, number)


def existing(year: int, number: int, day_of_month: int) -> date | None:
    try:
        return date(year, number, day_of_month)
    except ValueError:
        return None


def latest_date(number: int, day_of_month: int, today: date) -> date | None:
    """The 29th of February may lie some years back."""
    candidates = (existing(today.year - back, number, day_of_month) for back in range(9))
    return next((found for found in candidates if found and found <= today), None)


def latest_day(day_of_month: int, today: date) -> date | None:
    """Of this month, or of the latest that had one."""
    for back in range(12):
        there = month(today.year, today.month - back).first
        found = existing(there.year, there.month, day_of_month)
        if found and found <= today:
            return found
    return None
