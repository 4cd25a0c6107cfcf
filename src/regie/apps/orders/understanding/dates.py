"""Days and months by their names or figures: « 15/10 », « le quinze octobre », « mi-novembre »."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Final

from .calendar_words import (
    CARDINALS,
    MONTHS,
    SEASONS,
    SHY_MONTHS,
    SMALL_NUMBERS,
    WEEKDAYS,
    any_of,
    value_of,
)
from .ranges import (
    Period,
    day,
    existing,
    latest_date,
    latest_day,
    latest_month,
    month,
    quarter,
    whole_year,
)

Reading = Callable[[re.Match[str], date], Period | None]

LAST: Final = r"(?:derniere?s?|passee?s?|precedente?s?|ecoulee?s?|d'avant)"
NTH: Final = rf"(?:\d{{1,2}}(?:er|eme|e|st|nd|rd|th)?|{any_of(SMALL_NUMBERS)})"
_MONTH: Final = any_of(MONTHS)
_YEAR: Final = r"(?:20\d\d)"
_OF_YEAR: Final = rf"(?:,? (?:de |en |in |of |l'annee )?(?P<y>{_YEAR}))?"
_ON: Final = rf"(?:{any_of(WEEKDAYS)},? )?(?:(?:le|on|the|of) ){{0,2}}"
_AT: Final = r"(?:(?:le|la|au|the|in|at|en|on|over|ce|du|courant) ){0,3}"
_OF: Final = r"(?:(?:du|de|of|in|the|mois|month) |d'){0,3}"

_PARTS: Final = {"debut": (1, 10), "mi": (11, 20), "fin": (21, 31)}
_ENGLISH_PARTS: Final = {
    "early": "debut",
    "beginning": "debut",
    "start": "debut",
    "commencement": "debut",
    "mid": "mi",
    "middle": "mi",
    "milieu": "mi",
    "late": "fin",
    "end": "fin",
}
_PART: Final = (
    r"(?P<part>debuts?|mi|fin|commencement|milieu|early|beginning|start|mid|middle|late|end)"
)

_MORE_THAN_A_DAY: Final = (
    r"(?![.,]\d)(?! ?(?:jours?|days?|semaines?|mois|ans?|h\b|heures?|exemplaires?|ex\b|eur|euros?|%"
    r"|pages?|copies|cartes|livres|fois|rue|bis|personne|seul|x|×|mm|cm|g\b|km|million|mille|cents?"
    r"|premiers?|derniers?|street|road|avenue|av\b|points?|boxes|cartons?))"
)
"""What makes of « les 12 … » something else than a day of the month."""
_SPELT_DAY: Final = any_of(CARDINALS.keys() - {"un", "une", "one", "deux", "two"})
_SURE: Final = any_of(MONTHS.keys() - SHY_MONTHS)
_SHY: Final = (
    "|".join(
        rf"(?<=\b{before} )(?:mai|may|sept|march|dec)"
        r"(?! (?:jours?|semaines?|mois|ans?|days|heures?|exemplaires)\b)"
        for before in (
            "en",
            "de",
            "in",
            "of",
            "last",
            "since",
            "depuis",
            "early",
            "late",
            "mid",
            "et",
            "debut",
            "fin",
        )
    )
    + rf"|(?:{any_of(SHY_MONTHS)})(?= {_YEAR})|(?<=\bmois de )mai"
)


_FEASTS: Final = {
    "noel": (12, 25),
    "christmas": (12, 25),
    "christmas day": (12, 25),
    "christmas eve": (12, 24),
    "jour de l'an": (1, 1),
    "nouvel an": (1, 1),
    "new year's day": (1, 1),
    "new year's eve": (12, 31),
    "la saint-sylvestre": (12, 31),
    "la saint-valentin": (2, 14),
    "valentine's day": (2, 14),
    "la toussaint": (11, 1),
    "halloween": (10, 31),
}


def _full_year(written: str) -> int:
    return int(written) if len(written) == 4 else 2000 + int(written)


def _on(found: date | None) -> Period | None:
    return day(found) if found else None


def _iso(match: re.Match[str], _today: date) -> Period | None:
    return _on(existing(*map(int, match.group("y", "m", "d"))))


def _figures(match: re.Match[str], today: date) -> Period | None:
    """Day first; the month first when the second figure can be no month."""
    day_of_month, number = int(match["d"]), int(match["m"])
    if number > 12 >= day_of_month:
        day_of_month, number = number, day_of_month
    if match["y"]:
        return _on(existing(_full_year(match["y"]), number, day_of_month))
    return _on(latest_date(number, day_of_month, today))


def _day_of_month(match: re.Match[str], today: date) -> Period | None:
    number, day_of_month = MONTHS[match["month"]], value_of(match["d"], SMALL_NUMBERS)
    if match["y"]:
        return _on(existing(int(match["y"]), number, day_of_month))
    return _on(latest_date(number, day_of_month, today))


def _feast(match: re.Match[str], today: date) -> Period | None:
    return _on(latest_date(*_FEASTS[match["feast"].replace("saint ", "saint-")], today))


def _days_of_month(match: re.Match[str], today: date) -> Period | None:
    number = MONTHS[match["month"]]
    first = latest_date(number, int(match["d"]), today)
    last = first and existing(first.year, number, int(match["e"]))
    return Period(first, last) if first and last and first <= last else None


def _nth(match: re.Match[str], today: date) -> Period | None:
    return _on(latest_day(value_of(match["d"], SMALL_NUMBERS), today))


def _whole_month(match: re.Match[str], today: date) -> Period:
    number = MONTHS[match["month"]]
    if match["y"]:
        return month(int(match["y"]), number)
    if "dernier" in match.group() and "an " in match.group():
        return month(today.year - 1, number)
    return latest_month(number, today)


def _month_of_last_year(match: re.Match[str], today: date) -> Period:
    return month(today.year - 1, MONTHS[match["month"]])


def _part_of(whole: Period, part: str) -> Period:
    part = part.rstrip("s") if part == "debuts" else part
    first, last = _PARTS[_ENGLISH_PARTS.get(part, part)]
    return Period(
        whole.first.replace(day=first), whole.first.replace(day=min(last, whole.last.day))
    )


def _part_of_month(match: re.Match[str], today: date) -> Period:
    whole = _whole_month(match, today)
    part = _part_of(whole, match["part"])
    return (
        part
        if part.first <= today or match["y"]
        else _part_of(month(whole.first.year - 1, whole.first.month), match["part"])
    )


def _part_of_this_month(match: re.Match[str], today: date) -> Period:
    return _part_of(month(today.year, today.month - bool(match["last"])), match["part"])


def _season(match: re.Match[str], today: date) -> Period:
    begins = SEASONS[match["season"]]
    year = int(match["y"] or (today.year if begins <= today.month else today.year - 1))
    return Period(month(year, begins).first, month(year, begins + 2).last)


def _numbered_quarter(match: re.Match[str], today: date) -> Period | None:
    number = value_of(match["q"], SMALL_NUMBERS)
    if number > 4:
        return None
    begun = today.year if 3 * number - 2 <= today.month else today.year - 1
    return quarter(int(match["y"] or begun), number)


def _named_year(match: re.Match[str], today: date) -> Period | None:
    return whole_year(int(match["y"])) if int(match["y"]) <= today.year else None


READINGS: Final[tuple[tuple[str, Reading], ...]] = (
    (r"(?P<y>20\d\d)[-/.](?P<m>\d\d)[-/.](?P<d>\d\d)", _iso),
    (rf"{_ON}(?!24/7)(?P<d>\d\d?) ?/ ?(?P<m>\d\d?)(?: ?/ ?(?P<y>\d{{4}}|\d\d))?", _figures),
    (rf"{_ON}(?P<d>\d\d?)[-. ](?P<m>\d\d?)[-. ](?P<y>20\d\d|\d\d)", _figures),
    (r"(?:le|du) (?P<d>\d\d?)[-.](?P<m>\d\d?)(?P<y>)", _figures),
    (
        rf"{_ON}(?P<d>{NTH})(?:[- ]|(?<=\d))(?:of |de |du mois de |d')?"
        rf"(?P<month>{_MONTH})\.?{_OF_YEAR}(?: {LAST})?",
        _day_of_month,
    ),
    (
        rf"{_ON}(?P<month>{_MONTH})\.? (?:the )?(?P<d>\d\d?(?:st|nd|rd|th)?)"
        rf"(?:,? (?P<y>{_YEAR}))?(?!\d)",
        _day_of_month,
    ),
    (
        rf"(?P<month>{_MONTH})\.? (?P<d>\d\d?) ?(?:and|to|through|-) ?(?P<e>\d\d?)(?![\d:])",
        _days_of_month,
    ),
    (rf"(?P<d>\d\d?) ?- ?(?P<e>\d\d?) (?P<month>{_MONTH})", _days_of_month),
    (rf"{_AT}{_PART}[- ]{_OF}(?P<month>{_MONTH})\.?{_OF_YEAR}", _part_of_month),
    (
        rf"{_AT}{_PART}[- ](?:(?:du|de|of|the) ){{0,2}}(?:(?P<last>mois {LAST}|last month)"
        r"|(?:ce )?mois(?:[- ]ci)?|(?:this )?month)",
        _part_of_this_month,
    ),
    (rf"(?P<month>{_MONTH}) (?:de )?(?:l'an(?:nee)? {LAST}|last year)", _month_of_last_year),
    (
        rf"(?:(?:l'an|l'annee) {LAST}|last year),? (?:en |in |au mois d[e'] ?)(?P<month>{_MONTH})",
        _month_of_last_year,
    ),
    (rf"(?P<month>{_SURE}|{_SHY})\.?{_OF_YEAR}(?: {LAST})?", _whole_month),
    (
        r"(?<!vous )(?<!vs )(?:(?:a )?l'|d'|de l'"
        r"|(?:(?:le|la|cet|ce|en|au|du|the|this|in|last|during|over|de) ){1,3})"
        rf"(?P<season>{'|'.join(SEASONS)})(?: {LAST})?{_OF_YEAR}",
        _season,
    ),
    (
        r"(?:a|au|le jour de|depuis|at|on|since|over)"
        rf" (?P<feast>{any_of(_FEASTS)})",
        _feast,
    ),
    (rf"(?:t|q)(?P<q>[1-4]){_OF_YEAR}", _numbered_quarter),
    (rf"{_AT}(?P<q>{NTH}) (?:trimestre|quarter){_OF_YEAR}", _numbered_quarter),
    (rf"(?:en|in|de|l'annee|annee|year|of|l'an) (?P<y>{_YEAR})", _named_year),
    (
        rf"(?:le|the|du) (?P<d>\d\d?(?:er|st|nd|rd|th)?|{_SPELT_DAY}){_MORE_THAN_A_DAY}",
        _nth,
    ),
)
