"""Days, months and moments as people and programs write them.

2025-12-31, 31/12/2025, 31.12.2025; with a time behind. The day is before the month, always; a year
has four digits.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from zoneinfo import ZoneInfo

import polars as pl

_DAYS: Final = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%Y/%m/%d")
_TIMES: Final = ("%H:%M:%S%.f", "%H:%M:%S", "%H:%M", "%Hh%M")
_MONTHS: Final = ("%Y-%m-%d", "%d/%m/%Y")
_WITH_OFFSET: Final = ("%Y-%m-%dT%H:%M:%S%.f%#z", "%Y-%m-%d %H:%M:%S%.f%#z", "%Y-%m-%dT%H:%M%#z")
_LOCAL: Final = (
    *(f"{day}T{time}" for day in _DAYS[:1] for time in _TIMES[:3]),
    *(f"{day} {time}" for day in _DAYS for time in _TIMES),
    *_DAYS,
)
_YEAR: Final = r"(^|\D)\d{4}($|\D)"
"""Two digits, or five, are no year here."""
_OFFSET: Final = r"(Z|[+-]\d\d:?\d\d)$"


def parse_days(texts: pl.Series) -> pl.Series:
    """Null for what is no day."""
    return _first_that_fits(texts, _DAYS).dt.date()


def parse_months(texts: pl.Series) -> pl.Series:
    """The first day of `2025-12`, `12/2025`, or of the month of any day."""
    year_first = texts.str.replace(r"^(\d{4})[-/](\d{1,2})$", "$1-$2-01")
    whole = year_first.str.replace(r"^(\d{1,2})[-/](\d{4})$", "$2-$1-01")
    return parse_days(whole).dt.truncate("1mo")


def parse_moments(texts: pl.Series, zone: ZoneInfo) -> pl.Series:
    """In UTC, null for what is none. One without an offset is of `zone`: the first of two when the
    clocks are put back, none in the hour that they leave out."""
    has_offset = texts.str.contains(_OFFSET).fill_null(value=False)
    local = in_zone(_first_that_fits(texts, _LOCAL), zone)
    if not has_offset.any():
        return local
    filled = texts.set(~has_offset, None)
    absolute = _first_that_fits(filled, _WITH_OFFSET).dt.convert_time_zone("UTC")
    return local.zip_with(~has_offset, absolute)


def in_zone(moments: pl.Series, zone: ZoneInfo) -> pl.Series:
    return moments.dt.replace_time_zone(
        zone.key, ambiguous="earliest", non_existent="null"
    ).dt.convert_time_zone("UTC")


def _first_that_fits(texts: pl.Series, formats: Sequence[str]) -> pl.Series:
    """Each format is tried on what the ones before it left: files hold to one."""
    left = texts.set(~texts.str.contains(_YEAR).fill_null(value=False), None)
    first, *others = formats
    parsed = left.str.to_datetime(first, strict=False, time_unit="us")
    for each in others:
        left = left.set(parsed.is_not_null(), None)
        if left.null_count() == left.len():
            break
        found = left.str.to_datetime(each, strict=False, time_unit="us")
        parsed = parsed.zip_with(parsed.is_not_null(), found)
    return parsed
