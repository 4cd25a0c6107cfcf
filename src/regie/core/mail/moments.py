"""Dates and times as they are written out in a mail."""

from __future__ import annotations

from datetime import datetime
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
    day, month = _DAYS[language][at.weekday()], _MONTHS[language][at.month - 1]
    if language == "fr":
        number = "1er" if at.day == 1 else str(at.day)
        return f"{day} {number}\u00a0{month} {at.year} à {at.hour}\u00a0h\u00a0{at.minute:02}"
    return f"{day} {at.day}\u00a0{month} {at.year} at {at:%H:%M}"
