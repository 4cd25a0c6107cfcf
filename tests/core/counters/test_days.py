"""A day has the moments that people in its zone call by its date."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from regie.core.clock import local_date
from regie.core.counters.days import local_day

ZONES = sorted(available_timezones() - {"Factory", "localtime"})
BOUNDS = datetime(1980, 1, 2), datetime(2037, 12, 30)  # noqa: DTZ001 - Hypothesis adds the zone
MOMENTS = st.datetimes(*BOUNDS, timezones=st.just(UTC))
ODD = datetime(2010, 11, 7, 3, tzinfo=UTC)
"""In St John's the day before, an hour after its end."""
TICK = timedelta(microseconds=1)


@given(MOMENTS, st.sampled_from(ZONES))
@example(ODD, "America/St_Johns")
def test_a_moment_lies_in_its_day(now: datetime, zone: str) -> None:
    day = local_day(now, ZoneInfo(zone))
    assert day.begins <= now < day.ends


@pytest.mark.parametrize(
    ("now", "hours"), [("2025-03-30", 23), ("2025-07-14", 24), ("2025-10-26", 25)]
)
def test_a_day_is_as_long_as_the_clocks_make_it(now: str, hours: int) -> None:
    day = local_day(datetime.fromisoformat(f"{now}T12:00Z"), ZoneInfo("Europe/Paris"))
    assert day.ends - day.begins == timedelta(hours=hours)


@given(MOMENTS)
def test_its_ends_are_other_days(now: datetime) -> None:
    paris = ZoneInfo("Europe/Paris")
    day = local_day(now, paris)
    edges = (day.begins - TICK, day.begins, day.ends - TICK, day.ends)
    assert [local_date(edge, paris) == day.date for edge in edges] == [False, True, True, False]
