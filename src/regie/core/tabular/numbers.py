"""Numbers as people and programs write them.

`1 234,56`, `1234.56`, `1.234,56`, `1,234.56`, `-12 €`. What could be two numbers is read in one
way, always: a single comma or point is the decimal sign, whatever follows it. Where both stand, the
last one is; the others must part groups of three.
"""

from __future__ import annotations

from typing import Final

import polars as pl

_PLAIN: Final = r"^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?$"
_SPACES: Final = "[\u0020\u00a0\u202f\u2009']"
_POINT_LAST: Final = r"^[+-]?\d{1,3}(,\d{3})+\.\d+$"
_COMMA_LAST: Final = r"^[+-]?\d{1,3}(\.\d{3})+,\d+$"
_COMMAS_ONLY: Final = r"^[+-]?\d{1,3}(,\d{3}){2,}$"
_POINTS_ONLY: Final = r"^[+-]?\d{1,3}(\.\d{3}){2,}$"
_ONE_COMMA: Final = r"^[+-]?(\d+,\d*|,\d+)$"
_SPACED: Final = rf"^[+-]?\d{{1,3}}({_SPACES}\d{{3}})+([.,]\d*)?$"


def parse_numbers(texts: pl.Series) -> pl.Series:
    """float64, null for what is no finite number."""
    plain = finite(texts.cast(pl.Float64, strict=False))
    left = plain.is_null() & texts.is_not_null()
    if not left.any():
        return plain
    return plain.zip_with(~left, finite(_parse_written(texts)))


def finite(numbers: pl.Series) -> pl.Series:
    return numbers.set(~numbers.is_finite().fill_null(value=False), None)


def _parse_written(texts: pl.Series) -> pl.Series:
    text = pl.col("text")
    frame = pl.DataFrame({"text": texts}).select(
        text.str.replace_all("\u2212", "-", literal=True)
        .str.replace(r"\s*(€|EUR)$", "")
        .str.replace(r"^([+-])\s+", "$1")
    )
    compact = text.str.replace_all(_SPACES, "")
    tidy = pl.when(text.str.contains(_SPACED)).then(compact).otherwise(text)
    commas_out = text.str.replace_all(",", "", literal=True)
    points_out = text.str.replace_all(".", "", literal=True)
    comma_as_point = text.str.replace(",", ".", literal=True)
    return (
        frame.select(tidy)
        .select(
            pl.when(text.str.contains(_PLAIN))
            .then(text)
            .when(text.str.contains(_ONE_COMMA))
            .then(comma_as_point)
            .when(text.str.contains(_POINT_LAST) | text.str.contains(_COMMAS_ONLY))
            .then(commas_out)
            .when(text.str.contains(_COMMA_LAST))
            .then(points_out.str.replace(",", ".", literal=True))
            .when(text.str.contains(_POINTS_ONLY))
            .then(points_out)
            .cast(pl.Float64, strict=False)
        )
        .to_series()
        .rename(texts.name)
    )
