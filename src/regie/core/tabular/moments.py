"""Days, months and moments as people and programs write them.

2025-12-31, 31/12/2025, 31.12.2025; with a time behind. The day is before the month, always; a year
has four digits.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final
from zoneinfo import ZoneInfo

import polars as pl

from .staged import first_that_reads

_DAYS: Final = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%Y/%m/%d")
_TIMES: Final = ("%H:%M:%S%.f", "%H:%M:%S", "%H:%M", "%Hh%M")
_MONTHS: Final = ("%Y-%m-%d", "%d/%m/%Y")
_WITH_SAMPLE: Final = 20
_OFFSET: Final = ("%Y-%m-%dT%H:%M:%S%.f%#z", "%Y-%m-%d %H:%M:%S%.f%#z", "%Y-%m-%dT%H:%M%#z")
_LOCAL: Final = (
    *(f"{day}T{time}" for day in _DAYS[:1] for time in _TIMES[:3]),
    *(f"{day} {time}" for day in _DAYS for time in _TIMES),
    *_DAYS,
)
_YEAR: Final = r"(^|\D)\d{4}($|\D)"
"""Two digits, or five, are no year here."""
_SAMPLE: Final = 20
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
    """Files hold to one format: the one that most of the first texts are in is tried first. No text
    is read differently by two of them."""
    dated = texts.set(~texts.str.contains(_YEAR).fill_null(value=False), None)
    sample = dated.drop_nulls().head(_SAMPLE)
    order = sorted(formats, key=lambda each: _read(sample, each).null_count())
    return first_that_reads(dated, [partial(_read, format_=each) for each in order])


def _read(texts: pl.Series, format_: str) -> pl.Series:
    return texts.str.to_datetime(format_, strict=False, time_unit="us")
