"""Days, months and moments as people and programs write them.

2025-12-31, 31/12/2025, 31.12.2025; with a time behind. The day is before the month, always; a year
has four digits.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import Final
from zoneinfo import ZoneInfo

import polars as pl

from .staged import first_that_reads

_DAYS: Final = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%Y/%m/%d")
_TIMES: Final = ("%H:%M:%S%.f", "%H:%M:%S", "%H:%M", "%Hh%M")
_WITH_OFFSET: Final = ("%Y-%m-%dT%H:%M:%S%.f%#z", "%Y-%m-%d %H:%M:%S%.f%#z", "%Y-%m-%dT%H:%M%#z")
_LOCAL: Final = (
    *(f"{day}T{time}" for day in _DAYS[:1] for time in _TIMES[:3]),
    *(f"{day} {time}" for day in _DAYS for time in _TIMES),
    *_DAYS,
)
_FIRST, _LAST = datetime(1000, 1, 1), datetime(9999, 12, 31)  # noqa: DTZ001 - as they are written
"""A year has four digits: « 25 » may mean 1925 or 2025."""


def parse_days(texts: pl.Series) -> pl.Series:
    """Null for what is no day."""
    return first_that_reads(texts, [partial(_read, format_=each) for each in _DAYS]).dt.date()


def parse_months(texts: pl.Series) -> pl.Series:
    """The first day of `2025-12`, `12/2025`, or of the month of any day."""
    year_first = texts.str.replace(r"^(\d{4})[-/](\d{1,2})$", "$1-$2-01")
    whole = year_first.str.replace(r"^(\d{1,2})[-/](\d{4})$", "$2-$1-01")
    return parse_days(whole).dt.truncate("1mo")


def parse_moments(texts: pl.Series, zone: ZoneInfo) -> pl.Series:
    """In UTC, null for what is none. One without an offset is of `zone`: the first of two when the
    clocks are put back, none in the hour that they leave out."""

    def local(some: pl.Series, format_: str) -> pl.Series:
        return in_zone(_read(some, format_), zone)

    def absolute(some: pl.Series, format_: str) -> pl.Series:
        return _read(some, format_).dt.convert_time_zone("UTC")

    readers = [
        *(partial(local, format_=each) for each in _LOCAL),
        *(partial(absolute, format_=each) for each in _WITH_OFFSET),
    ]
    return first_that_reads(texts, readers)


def in_zone(moments: pl.Series, zone: ZoneInfo) -> pl.Series:
    return moments.dt.replace_time_zone(
        zone.key, ambiguous="earliest", non_existent="null"
    ).dt.convert_time_zone("UTC")


def _read(texts: pl.Series, format_: str) -> pl.Series:
    found = texts.str.to_datetime(format_, strict=False, time_unit="us")
    if found.null_count() == found.len():
        return found
    zone = UTC if "%#z" in format_ else None
    bounds = (_FIRST.replace(tzinfo=zone), _LAST.replace(tzinfo=zone))
    wrong = ~found.is_between(*bounds).fill_null(value=True)
    return found.set(wrong, None) if wrong.any() else found
