"""Which half days of a span are worked."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regie.apps.staff.absences.days import Span, easter_sunday, is_worked, public_holidays
from regie.apps.staff.absences.domain import DEFAULT_KINDS, accrued, months_between

DAYS = st.dates(date(2000, 1, 1), date(2060, 12, 31))


@pytest.mark.parametrize(
    ("span", "half_days"),
    [
        (Span(date(2026, 6, 1), 0, date(2026, 6, 1), 1), 2),
        (Span(date(2026, 6, 1), 1, date(2026, 6, 1), 1), 1),
        (Span(date(2026, 6, 5), 1, date(2026, 6, 8), 0), 2),
        (Span(date(2026, 6, 6), 0, date(2026, 6, 7), 1), 0),
        (Span(date(2026, 5, 11), 0, date(2026, 5, 15), 1), 8),
        (Span(date(2026, 12, 24), 0, date(2027, 1, 1), 1), 10),
    ],
    ids=["a day", "an afternoon", "over a weekend", "a weekend", "Ascension", "Christmas"],
)
def test_weekends_and_public_holidays_cost_nothing(span: Span, half_days: int) -> None:
    assert span.working_half_days == half_days


@pytest.mark.parametrize("day", [date(2024, 3, 31), date(2025, 4, 20), date(2038, 4, 25)], ids=str)
def test_easter_is_where_it_was_and_will_be(day: date) -> None:
    assert easter_sunday(day.year) == day


def test_a_year_has_eleven_public_holidays() -> None:
    assert {len(public_holidays(year)) for year in (2025, 2026, 2027)} == {11}


@given(
    first=DAYS, length=st.integers(0, 40), halves=st.tuples(st.integers(0, 1), st.integers(0, 1))
)
def test_a_span_costs_each_of_its_worked_halves_once(
    first: date, length: int, halves: tuple[int, int]
) -> None:
    span = Span(first, halves[0], first + timedelta(days=length), halves[1])
    if not span.in_order:
        return
    counted = [
        (day, half)
        for day in span.days()
        for half in (0, 1)
        if is_worked(day)
        and (span.first_on, span.first_half) <= (day, half) <= (span.last_on, span.last_half)
    ]
    assert span.working_half_days == len(counted)


@pytest.mark.parametrize("kind", [kind for kind in DEFAULT_KINDS if kind.has_balance])
@given(first=DAYS)
def test_any_twelve_months_bring_exactly_a_year(kind, first: date) -> None:
    months = months_between(first.replace(day=1), first.replace(day=1) + timedelta(days=366))
    assert sum(accrued(kind, month) for month in months[:12]) == kind.yearly_half_days
