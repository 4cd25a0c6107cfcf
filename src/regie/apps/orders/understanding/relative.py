"""Days told from today: « avant-hier », « il y a deux semaines », « les trois derniers mois »."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

from .calendar_words import COUNTS, SHY_WEEKDAYS, WEEKDAYS, any_of, value_of
from .dates import LAST, Reading
from .ranges import Period, day, month, months_before, quarter, week, whole_year

_COUNT: Final = rf"(?:\d{{1,3}}|{any_of(COUNTS)})"
_ABOUT_COUNT: Final = rf"(?:(?:une?|a) )?(?P<count>{_COUNT})"
_UNIT: Final = (
    r"(?P<unit>jours?|jrs?|j|days?|nuits?|semaines?|sem|weeks?|mois|months?|ans?|annees?|years?"
    r"|trimestres?|quarters?)"
)
_THIS: Final = r"(?:ce|cet|cette|this|current)"
_ROUGHLY: Final = (
    r"(?: (?:de ca|environ|a peu pres|presque|plus de|plus d'|a peine|bien|quasi|deja|maintenant"
    r"|bientot|pres de|the|about|over|more than|almost|nearly|past|last|au moins|at least|around"
    r"|roughly|some)){0,3}"
)
_SHY: Final = any_of(SHY_WEEKDAYS)


def _days_ago(count: int) -> Reading:
    return lambda _match, today: day(today - timedelta(days=count))


def _weekday(match: re.Match[str], today: date) -> Period:
    """The latest one before today."""
    number = (WEEKDAYS | SHY_WEEKDAYS)[match["weekday"]]
    return day(today - timedelta(days=(today.isoweekday() - number - 1) % 7 + 1))


def _weekday_of_last_week(match: re.Match[str], today: date) -> Period:
    monday = week(today - timedelta(days=7)).first
    return day(monday + timedelta(days=WEEKDAYS[match["weekday"]] - 1))


def _last_weekend(_match: re.Match[str], today: date) -> Period:
    sunday = today - timedelta(days=today.isoweekday())
    return Period(sunday - timedelta(days=1), sunday)


def _back(match: re.Match[str], today: date, count: int) -> Period:
    """The whole day, week, month … that lies so many back."""
    match match["unit"][:2]:
        case "jo" | "da" | "j" | "jr" | "nu":
            return day(today - timedelta(days=count))
        case "se" | "we":
            return week(today - timedelta(weeks=count))
        case "mo":
            return month(today.year, today.month - count)
        case "tr" | "qu":
            there = month(today.year, today.month - 3 * count).first
            return quarter(there.year, (there.month + 2) // 3)
        case _:
            return whole_year(today.year - count)


def _ago(match: re.Match[str], today: date) -> Period | None:
    """The day itself, or the calendar week or month of it: nobody counts weeks to the day."""
    count = value_of(match["count"], COUNTS)
    if match["unit"][:2] in ("an", "ye"):
        return month(today.year - count, today.month) if count < 50 else None
    return _back(match, today, count)


def _until_today(match: re.Match[str], today: date) -> Period | None:
    """« depuis deux semaines », « les trois derniers mois »."""
    count = value_of(match["count"], COUNTS)
    match match["unit"][:2]:
        case "jo" | "da" | "j" | "jr" | "nu":
            first = today - timedelta(days=count)
        case "se" | "we":
            first = today - timedelta(weeks=count)
        case "mo":
            first = months_before(today, count)
        case "tr" | "qu":
            first = months_before(today, 3 * count)
        case _:
            first = months_before(today, 12 * min(count, 50))
    return Period(first, today)


def _to_the_day(match: re.Match[str], today: date) -> Period | None:
    """« il y a deux mois jour pour jour »."""
    ago = _until_today(match, today)
    return day(ago.first) if ago else None


READINGS: Final[tuple[tuple[str, Reading], ...]] = (
    (r"avant[- ]hier(?: (?:soir|matin))?|(?:the )?day before yesterday", _days_ago(2)),
    (
        r"(?:a |one )?fortnight ago",
        lambda _match, today: week(today - timedelta(weeks=2)),
    ),
    (r"hier(?: (?:soir|matin|apres[- ]midi|midi))?|la veille|last night", _days_ago(1)),
    (r"yesterday(?: (?:morning|evening|afternoon|night))?", _days_ago(1)),
    (
        r"aujourd'? ?hui|ce (?:matin|midi)|cet(?:te)? (?:apres[- ]midi|aprem|nuit)"
        r"|(?<!a )tout a l'heure|today|this (?:morning|afternoon)|earlier today|tonight",
        _days_ago(0),
    ),
    (
        rf"(?P<weekday>{any_of(WEEKDAYS)}) (?:de )?(?:la )?(?:semaine {LAST}|last week)",
        _weekday_of_last_week,
    ),
    (
        rf"(?:(?:le|on|last|ce) )?(?P<weekday>{any_of(WEEKDAYS)})"
        rf"(?: (?:{LAST}|soir|matin|apres[- ]midi|morning|evening|afternoon|last)){{0,2}}",
        _weekday,
    ),
    (rf"(?:on|last|since) (?P<weekday>{_SHY})", _weekday),
    (
        rf"(?:(?:le|la|au|the|at|on|over|ce) ){{0,2}}(?:last |this past )?week[- ]?end(?: {LAST})?",
        _last_weekend,
    ),
    (rf"(?:la |le |l')?{_UNIT} {LAST}", lambda match, today: _back(match, today, 1)),
    (rf"(?:the )?(?:last|past|previous) {_UNIT}", lambda match, today: _back(match, today, 1)),
    (rf"(?<!a ){_THIS} {_UNIT}(?:[- ]ci)?", lambda match, today: _back(match, today, 0)),
    (
        rf"(?:il )?y ?(?:en )?as?{_ROUGHLY} {_ABOUT_COUNT} ?(?:de )?{_UNIT}(?: environ)?",
        _ago,
    ),
    (
        rf"(?:il )?y a {_ABOUT_COUNT} {_UNIT},? jour pour jour",
        _to_the_day,
    ),
    (rf"(?P<count>{_COUNT}) {_UNIT} ago,? to the day", _to_the_day),
    (
        rf"(?:voila|(?:ca |cela )?fait){_ROUGHLY} {_ABOUT_COUNT} ?(?:de )?{_UNIT}"
        r" (?:maintenant )?que (?:j'ai|je l'ai|je les ai|on a|nous avons)"
        r" (?:commandee?s?|achetee?s?|passe|paye|pris|fait)",
        _ago,
    ),
    (rf"(?P<count>{_COUNT}) {_UNIT} (?:ago|back|earlier|plus tot)", _ago),
    (
        rf"(?:depuis|voila|(?:ca |cela )?fait|since|for){_ROUGHLY} {_ABOUT_COUNT}"
        rf" ?(?:de )?(?:bonnes? |longues? |full |whole |long )?{_UNIT}(?! (?:ago|back))",
        _until_today,
    ),
    (
        rf"(?:(?:les|des|ces|the|aux|mes|d|de) )?(?P<count>{_COUNT})"
        rf" (?:derniere?s?|precedente?s?|passee?s?) {_UNIT}",
        _until_today,
    ),
    (rf"(?:(?:the|these) )?(?:last|past) (?P<count>{_COUNT}) {_UNIT}", _until_today),
)
