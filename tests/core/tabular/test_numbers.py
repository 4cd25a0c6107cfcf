"""Numbers are read as they were meant, or not at all."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regie.core.tabular.layout import Column
from regie.core.tabular.numbers import parse_numbers
from regie.core.tabular.parsing import as_text, parse

from .conftest import PARIS


def read(*texts: str | None) -> list[float | None]:
    return parse_numbers(pl.Series("n", texts, pl.String)).to_list()


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1234.5", 1234.5),
        ("1234,5", 1234.5),
        ("1 234,56", 1234.56),
        ("1\u202f234,56", 1234.56),
        ("1\u00a0234\u00a0567", 1234567),
        ("1.234,56", 1234.56),
        ("1,234.56", 1234.56),
        ("1.234.567", 1234567),
        ("1,234", 1.234),
        ("1.234", 1.234),
        (",5", 0.5),
        ("-12 €", -12),
        ("\u221212,5", -12.5),
        ("- 3", -3),
        ("+7", 7),
        ("1e-05", 0.00001),
        ("1'234.5", 1234.5),
    ],
)
def test_a_number_is_read_as_it_was_written(text: str, number: float) -> None:
    assert read(text) == [number]


@pytest.mark.parametrize(
    "text", ["", "-", "abc", "1,2,3", "1 23", "12 34,5", "1.23,45", "inf", "nan", "1e400", "1_000"]
)
def test_what_is_no_number_is_none(text: str) -> None:
    assert read(text) == [None]


def test_a_number_does_not_depend_on_its_neighbours() -> None:
    assert read("1.5", None, "1,5", "x") == [1.5, None, 1.5, None]


@given(
    cents=st.integers(-(10**12), 10**12),
    thousands=st.sampled_from(["", " ", "\u202f", "\u00a0", "."]),
)
def test_french_amounts_are_exact_to_the_cent(cents: int, thousands: str) -> None:
    euros, rest = divmod(abs(cents), 100)
    written = f"{'-' if cents < 0 else ''}{euros:,}".replace(",", thousands) + f",{rest:02}"
    column = Column("price", {"fr": "Prix", "en": "Price"}, "decimal")
    assert parse(pl.Series([written]), column, PARIS).to_list() == [cents]


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_what_a_program_writes_is_read_back(number: float) -> None:
    assert read(repr(number)) == [number]


@given(st.text(max_size=12))
def test_no_text_is_an_error(text: str) -> None:
    read(text)


@pytest.mark.parametrize(("text", "units"), [("2.5", 250), ("2,555", None), ("1e3", 100_000)])
def test_a_decimal_with_too_many_digits_is_not_rounded(text: str, units: int | None) -> None:
    column = Column("price", {"fr": "Prix", "en": "Price"}, "decimal")
    assert parse(pl.Series([text]), column, PARIS).to_list() == [units]


def test_whole_numbers_of_parquet_are_texts_without_a_point() -> None:
    assert as_text(pl.Series([17850.0, 1.5, None])).to_list() == ["17850", "1.5", None]
