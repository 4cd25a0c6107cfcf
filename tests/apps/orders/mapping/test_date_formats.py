"""Days are read and asked for in whatever way a source holds them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regie.apps.orders.mapping import DateFormat

from ..conftest import PARIS

DAY = date(2025, 10, 20)


@pytest.mark.parametrize(
    ("format_", "held"),
    [
        ("date", DAY),
        ("date", datetime(2025, 10, 20, 8, 30)),  # noqa: DTZ001 - as engines without zones give it
        ("date", datetime(2025, 10, 19, 22, 30, tzinfo=UTC)),
        ("date", "2025-10-20"),
        ("date", "2025-10-20 08:30:00"),
        ("dd/mm/yyyy", "20/10/2025"),
        ("dd/mm/yyyy", " 20/10/2025 08:30"),
        ("dd.mm.yy", "20.10.25"),
        ("yyyymmdd", 20251020),
        ("yyyymmdd", "20251020"),
        ("yyyy-mm-dd hh:mi:ss", "2025-10-20 08:30:00"),
        ("unix", 1760913060),
        ("unix_ms", "1760913060000"),
    ],
)
def test_a_day_is_read(format_: str, held: object) -> None:
    assert DateFormat(format_).day(held, PARIS) == DAY


@pytest.mark.parametrize("held", [None, "", "0000-00-00", "00/00/0000", "31/02/2025", "n/c", 0])
@pytest.mark.parametrize("format_", ["date", "dd/mm/yyyy", "unix"])
def test_what_is_no_day_is_none(format_: str, held: object) -> None:
    assert DateFormat(format_).day(held, PARIS) is None


@pytest.mark.parametrize("format_", ["", "day", "dd/mm", "yyyy-yyyy-mm-dd", "jj/mm/aaaa"])
def test_what_names_no_day_is_no_format(format_: str) -> None:
    with pytest.raises(ValueError, match="dd/mm/yyyy"):
        DateFormat(format_)


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.sampled_from(["dd/mm/yyyy", "yyyymmdd"]))
def test_what_is_written_is_read_again(day: date, format_: str) -> None:
    assert DateFormat(format_).day(DateFormat(format_).written(day), PARIS) == day


@given(
    st.dates(date(2000, 1, 1), date(2098, 12, 31)),
    st.integers(0, 400),
    st.integers(-500, 500),
    st.booleans(),
)
def test_where_it_sorts_a_period_is_a_range(
    first: date, length: int, at: int, integer: bool
) -> None:
    format_ = DateFormat("yyyymmdd")
    last, day = first + timedelta(days=length), first + timedelta(days=at)
    low, high = format_.bounds(first, last, PARIS, integer=integer)
    held = int(format_.written(day)) if integer else format_.written(day)
    assert (low <= held < high) == (first <= day <= last)  # type: ignore[operator]


def test_where_it_does_not_sort_a_month_is_a_pattern() -> None:
    assert DateFormat("dd/mm/yyyy").month(2025, 10) == "%/10/2025"
