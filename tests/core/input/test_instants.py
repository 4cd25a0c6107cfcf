"""Days and moments from outside."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from pydantic import TypeAdapter, ValidationError

from regie.core.input import Day, Instant

READ = TypeAdapter(Instant)
READ_DAY = TypeAdapter(Day)


@pytest.mark.parametrize(
    "text", ["2026-01-31T08:00:00+01:00", "2026-01-31T07:00:00Z", "2026-01-31T02:00:00.000-05:00"]
)
def test_a_moment_is_the_same_in_every_zone(text: str) -> None:
    assert READ.validate_python(text) == datetime(2026, 1, 31, 7, tzinfo=UTC)


def test_it_is_in_utc() -> None:
    assert READ.validate_python("2026-01-31T08:00:00+01:00").tzinfo is UTC


@pytest.mark.parametrize(
    "value",
    [
        0,
        0.5,
        True,
        None,
        "",
        "0.5",
        "1769846400",
        "-1e400",
        "2026-01-31T08:00:00",
        "2026-02-30T08:00:00Z",
        "0001-01-01T00:00:00+01:00",
        "9999-12-31T23:59:59-01:00",
    ],
)
def test_what_is_no_moment_is_refused(value: object) -> None:
    with pytest.raises(ValidationError):
        READ.validate_python(value)


@pytest.mark.parametrize("text", ["0001-01-01", "2024-02-29", "9999-12-31"])
def test_a_day_is_read_as_it_is_written(text: str) -> None:
    assert READ_DAY.validate_python(text, strict=True) == date.fromisoformat(text)


@pytest.mark.parametrize(
    "value",
    [
        0,
        True,
        None,
        "",
        "0",
        "1769846400",
        "20260131",
        "2026-W05-6",
        "2026-1-31",
        "2026-02-30",
        "0000-01-01",
        "2026-01-31T00:00:00",
        "2026-01-31\n",
        "２０２６-01-31",
        datetime(2026, 1, 31, tzinfo=UTC),
    ],
)
def test_what_is_no_day_is_refused(value: object) -> None:
    with pytest.raises(ValidationError):
        READ_DAY.validate_python(value)
