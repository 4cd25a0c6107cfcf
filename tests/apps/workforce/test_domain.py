"""The arithmetic, against figures that somebody else has published or that a hand can check."""

from __future__ import annotations

import pytest

from regie.apps.workforce import domain
from regie.apps.workforce.domain import WorkingDays
from regie.apps.workforce.words import Rounding

YEAR = WorkingDays(per_year=1)
"""So that a day is the whole year, as the sheet counts."""


def test_the_published_sizing_sheet_of_a_post_held_around_the_clock() -> None:
    """Of the French civil aviation's sheet: (365 × 8.25 × 3 + 890.1) / 1,607 / (1 − 0.115). It
    prints 6.97, cut off where it should be rounded: the value is 6.978."""
    held = domain.task_hours(domain.volume_per_day(365 * 3, "year", YEAR), 8.25 * 60, 0, 1)
    allowances = domain.task_hours(domain.volume_per_day(890.1, "year", YEAR), 60, 0, 1)
    net = domain.net_hours(1607, idle=1607 * 0.115)
    assert domain.required(held + allowances, net) == pytest.approx(6.978, abs=0.0005)


@pytest.mark.parametrize(("rhythm", "expected"), [("year", 10.0), ("month", 120.0)])
def test_a_volume_is_spread_over_the_working_days_of_its_period(
    rhythm: domain.Rhythm, expected: float
) -> None:
    assert domain.volume_per_day(2640, rhythm, WorkingDays()) == expected


def test_complexity_makes_a_task_longer_and_productivity_makes_it_shorter() -> None:
    assert domain.task_minutes(10, 0.2, 1.5) == pytest.approx(8)


def test_a_day_without_time_for_tasks_is_refused() -> None:
    with pytest.raises(ValueError, match="idle"):
        domain.net_hours(7, 7)


def test_where_nobody_is_required_there_is_no_ratio() -> None:
    assert domain.ratio(3, 0) is None


def test_who_is_missing_makes_the_gap_negative() -> None:
    assert domain.gap(present=6, wanted=6.978) == pytest.approx(-0.978)


@pytest.mark.parametrize(
    ("rounding", "wanted", "expected"),
    [
        ("none", 2.31, 2.31),
        ("half", 2.31, 2.5),
        ("half", 2.5, 2.5),
        ("up", 2.31, 3),
        ("up", 3.0000000001, 3),
        ("up", 0, 0),
    ],
)
def test_people_are_rounded_up_to_what_the_rule_says(
    rounding: Rounding, wanted: float, expected: float
) -> None:
    assert domain.rounded(wanted, rounding) == expected


def test_the_sum_of_rounded_posts_is_not_the_rounded_sum() -> None:
    posts = [2.1, 2.1]
    assert (domain.crew(posts, "up", 0), domain.rounded(sum(posts), "up")) == (6, 5)


@pytest.mark.parametrize(("wanted", "expected"), [([0.4], 2.0), ([3.2], 4.0), ([], 0.0)])
def test_a_centre_with_any_work_has_its_minimum_crew(wanted: list[float], expected: float) -> None:
    assert domain.crew(wanted, "up", 2) == expected
