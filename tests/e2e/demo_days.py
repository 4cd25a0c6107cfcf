"""The days of the order that the demo's hints name, as Chromium writes them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from regie.apps.orders.demo.orders import famous

_MONTHS: Final = {
    "fr": "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
    "en": "Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec",
}
_WHOLE: Final = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "en": "January February March April May June July August September October November December",
}
_WEEKDAYS: Final = {
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
}


def today() -> date:
    return datetime.now(UTC).astimezone(ZoneInfo("Europe/Paris")).date()


MINE: Final = next(iter(famous(today())))
assert MINE.expected_on
EXPECTED: Final = MINE.expected_on


def days_late() -> int:
    """Of today: one more after midnight."""
    return (today() - EXPECTED).days


def short_day(day: date, language: str) -> str:
    return f"{_nth(day, language)} {_MONTHS[language].split()[day.month - 1]} {day.year}"


def long_day(day: date, language: str) -> str:
    """A pattern: browsers disagree on the comma."""
    comma = "" if language == "fr" else ",?"
    month = _WHOLE[language].split()[day.month - 1]
    weekday = _WEEKDAYS[language].split()[day.weekday()]
    return f"{weekday}{comma} {_nth(day, language)} {month} {day.year}"


def _nth(day: date, language: str) -> str:
    return "1er" if day.day == 1 and language == "fr" else str(day.day)
