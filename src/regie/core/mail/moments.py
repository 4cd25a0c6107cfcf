"""Dates and times as they are written out in a mail."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from regie.core.i18n import Language

_DAYS: Final[dict[Language, tuple[str, ...]]] = {
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_MONTHS: Final[dict[Language, tuple[str, ...]]] = {
    "fr": (
        *("janvier", "février", "mars", "avril", "mai", "juin"),
        *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}


def spoken(at: datetime, language: Language) -> str:
    """« samedi 21 novembre 2026 à 9 h 05 », "Saturday 21 November 2026 at 09:05"; unbreakable
    where a line must not end."""
    if language == "fr":
        return f"{spoken_day(at, language)} à {at.hour}\u00a0h\u00a0{at.minute:02}"
    return f"{spoken_day(at, language)} at {at:%H:%M}"


def spoken_day(day: date, language: Language) -> str:
    """« samedi 21 novembre 2026 »."""
    first = language == "fr" and day.day == 1
    number = "1er" if first else str(day.day)
    return f"{_DAYS[language][day.weekday()]} {number}\u00a0{spoken_month(day, language)}"


def spoken_month(day: date, language: Language) -> str:
    """« novembre 2026 »."""
    return f"{_MONTHS[language][day.month - 1]} {day.year}"
