"""Days and moments are read as they were meant, or not at all."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regie.core.tabular.moments import parse_days, parse_moments, parse_months

from .conftest import PARIS

DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))


def day(text: str) -> date | None:
    return parse_days(pl.Series([text])).to_list()[0]


def moment(text: str) -> datetime | None:
    return parse_moments(pl.Series([text]), PARIS).to_list()[0]


@given(DAYS, st.sampled_from(["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y"]))
def test_a_day_is_read_in_each_way_of_writing(when: date, form: str) -> None:
    assert day(when.strftime(form)) == when


@pytest.mark.parametrize(
    "text", ["31/12/25", "2025-02-30", "12/31/2025", "12025-01-01", "", "hier", "20251231"]
)
def test_what_is_no_day_is_none(text: str) -> None:
    assert day(text) is None


@pytest.mark.parametrize("text", ["2025-12", "12/2025", "2025-12-31", "31/12/2025", "2025/12"])
def test_a_month_is_its_first_day(text: str) -> None:
    assert parse_months(pl.Series([text])).to_list() == [date(2025, 12, 1)]


@pytest.mark.parametrize(
    "text",
    [
        "2025-12-31 18:30:00",
        "2025-12-31T18:30",
        "31/12/2025 18:30",
        "31/12/2025 18h30",
        "2025-12-31T17:30:00Z",
        "2025-12-31T19:30:00+02:00",
        "2025-12-31 18:30:00.000000",
    ],
)
def test_a_moment_is_in_utc(text: str) -> None:
    assert moment(text) == datetime(2025, 12, 31, 17, 30, tzinfo=UTC)


def test_a_day_is_a_moment_at_its_beginning() -> None:
    assert moment("31/12/2025") == datetime(2025, 12, 30, 23, tzinfo=UTC)


def test_the_hour_that_the_clocks_leave_out_is_none() -> None:
    assert moment("2025-03-30 02:30") is None


def test_of_the_hour_that_comes_twice_it_is_the_first() -> None:
    assert moment("2025-10-26 02:30") == datetime(2025, 10, 26, 0, 30, tzinfo=UTC)


@given(
    DAYS.map(lambda day: datetime.combine(day, time(7, 30, 12, 250))),
    st.integers(-12, 14).map(lambda hours: timezone(timedelta(hours=hours))),
)
def test_an_offset_is_heeded(when: datetime, zone: timezone) -> None:
    aware = when.replace(tzinfo=zone)
    assert moment(aware.isoformat()) == aware


@settings(deadline=None)
@given(st.text(max_size=20))
def test_no_text_is_an_error(text: str) -> None:
    day(text)
    moment(text)
