"""A column's cells as values of its type, null where they cannot be."""

from __future__ import annotations

from typing import Final
from zoneinfo import ZoneInfo

import polars as pl

from .layout import Column
from .moments import in_zone, parse_days, parse_moments, parse_months
from .numbers import finite, parse_numbers

EXACT: Final = 2**53
"""Above it float64 leaves whole numbers out."""
_NEAR: Final = 1e-6
"""Of a unit, and a part of what float64 can tell apart: as near as a binary fraction comes."""

DTYPES: Final[dict[str, pl.DataType]] = {
    "text": pl.String(),
    "integer": pl.Int64(),
    "number": pl.Float64(),
    "decimal": pl.Int64(),
    "date": pl.Date(),
    "month": pl.Date(),
    "moment": pl.Datetime("us", "UTC"),
}


def as_text(cells: pl.Series) -> pl.Series:
    """Without blanks around; null where nothing is left. Whole numbers have no point."""
    if cells.dtype == pl.String:
        tidy = cells.str.strip_chars()
    elif cells.dtype.is_float():
        whole = (cells == cells.round()) & (cells.abs() < EXACT)
        texts = cells.cast(pl.Int64, strict=False).cast(pl.String)
        tidy = texts.zip_with(whole.fill_null(value=False), cells.cast(pl.String))
    elif cells.dtype.is_nested() or cells.dtype.is_(pl.Binary) or cells.dtype.is_object():
        tidy = pl.Series(cells.name, [None] * cells.len(), pl.String)
    else:
        tidy = cells.cast(pl.String)
    return tidy.set(tidy == "", None)


def parse(cells: pl.Series, column: Column, zone: ZoneInfo) -> pl.Series:
    """`cells` are texts that are tidy (`as_text`), or of a type that Parquet has."""
    written = cells.dtype == pl.String
    match column.type:
        case "text":
            parsed = unescaped(cells if written else as_text(cells))
        case "number":
            parsed = _numbers(cells)
        case "integer" | "decimal":
            parsed = _integers(cells, column.scale if column.type == "decimal" else 0)
        case "date":
            parsed = parse_days(cells) if written else _days(cells)
        case "month":
            parsed = (parse_months(cells) if written else _days(cells)).dt.truncate("1mo")
        case "moment":
            parsed = parse_moments(cells, zone) if written else _moments(cells, zone)
    return parsed


def unescaped(texts: pl.Series) -> pl.Series:
    """Without the apostrophe that exports put before what a spreadsheet would calculate."""
    if not texts.str.starts_with("'").any():
        return texts
    return texts.str.replace(r"^'([=+@\t\r-])", "$1")


def _numbers(cells: pl.Series) -> pl.Series:
    if cells.dtype == pl.String:
        return parse_numbers(cells)
    if not cells.dtype.is_numeric():
        return _none(cells, pl.Float64())
    return finite(cells.cast(pl.Float64, strict=False))


def _integers(cells: pl.Series, scale: int) -> pl.Series:
    """Units of 10^-scale; null for what has more digits than that."""
    if cells.dtype.is_integer() and scale == 0:
        return cells.cast(pl.Int64, strict=False)
    units = _numbers(cells) * float(10**scale)
    whole = units.round()
    near = units.abs() * 1e-15 + _NEAR
    exact = ((units - whole).abs() <= near) & (whole.abs() < EXACT)
    return whole.set(~exact.fill_null(value=False), None).cast(pl.Int64, strict=False)


def _days(cells: pl.Series) -> pl.Series:
    return cells.cast(pl.Date) if _is_temporal(cells.dtype) else _none(cells, pl.Date())


def _moments(cells: pl.Series, zone: ZoneInfo) -> pl.Series:
    dtype = cells.dtype
    if not _is_temporal(dtype):
        return _none(cells, pl.Datetime("us", "UTC"))
    if isinstance(dtype, pl.Datetime) and dtype.time_zone is not None:
        return cells.cast(pl.Datetime("us", dtype.time_zone)).dt.convert_time_zone("UTC")
    return in_zone(cells.cast(pl.Datetime("us")), zone)


def _is_temporal(dtype: pl.DataType) -> bool:
    return isinstance(dtype, pl.Date | pl.Datetime)


def _none(cells: pl.Series, dtype: pl.DataType) -> pl.Series:
    return pl.Series(cells.name, [None] * cells.len(), dtype)
