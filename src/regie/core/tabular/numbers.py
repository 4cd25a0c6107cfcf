"""Numbers as people and programs write them.

`1 234,56`, `1234.56`, `1.234,56`, `1,234.56`, `-12 €`. What could be two numbers is read in one
way, always: a single comma or point is the decimal sign, whatever follows it. Where both stand, the
last one is; the others must part groups of three.
"""

from __future__ import annotations

from typing import Final

import polars as pl

from .staged import first_that_reads

_SPACES: Final = "[\u0020\u00a0\u202f\u2009']"
_SPACED: Final = rf"^[+-]?\d{{1,3}}({_SPACES}\d{{3}})+([.,]\d*)?$"
_COMMAS_PART: Final = r"^[+-]?\d{1,3}(,\d{3})+\.\d+$|^[+-]?\d{1,3}(,\d{3}){2,}$"
_POINTS_PART: Final = r"^[+-]?\d{1,3}(\.\d{3})+,\d+$|^[+-]?\d{1,3}(\.\d{3}){2,}$"


def parse_numbers(texts: pl.Series) -> pl.Series:
    """float64, null for what is no finite number."""
    return first_that_reads(texts, (_plain, _with_comma, _parted, _tidied))


def finite(numbers: pl.Series) -> pl.Series:
    whole = numbers.is_finite()
    return numbers if whole.all() else numbers.set(~whole.fill_null(value=False), None)


def _plain(texts: pl.Series) -> pl.Series:
    return finite(texts.cast(pl.Float64, strict=False))


def _with_comma(texts: pl.Series) -> pl.Series:
    """With a point or another comma beside it, it is no number to `_plain`."""
    return _plain(texts.str.replace(",", ".", literal=True))


def _parted(texts: pl.Series) -> pl.Series:
    commas, points = texts.str.contains(_COMMAS_PART), texts.str.contains(_POINTS_PART)
    without_commas = texts.str.replace_all(",", "", literal=True)
    without_points = texts.str.replace_all(".", "", literal=True).str.replace(
        ",", ".", literal=True
    )
    whole = without_commas.zip_with(commas, without_points)
    return _plain(whole.set(~(commas | points), None))


def _tidied(texts: pl.Series) -> pl.Series:
    """Without a currency, blanks behind a sign, blanks and apostrophes between groups of three."""
    bare = texts.str.replace_all("\u2212", "-", literal=True)
    bare = bare.str.replace(r"\s*(€|EUR)$", "").str.replace(r"^([+-])\s+", "$1")
    spaced = bare.str.contains(_SPACED)
    whole = bare.str.replace_all(_SPACES, "").zip_with(spaced, bare)
    return first_that_reads(whole, (_plain, _with_comma, _parted))
