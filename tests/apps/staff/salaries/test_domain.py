"""What a payslip says."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from regie.apps.staff.salaries.domain import (
    Inputs,
    Item,
    compute,
    days_employed,
    month_before,
    share,
)
from regie.apps.staff.salaries.scheme import rules_of
from regie.apps.staff.salaries.writing import read_lines, replayed, written

RULES = rules_of(date(2026, 6, 1))
CENTS = st.integers(1, 100_000_000)
ITEMS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["bonus", "deduction"]), CENTS, st.just(0)),
        st.tuples(st.just("unpaid"), st.just(0), st.integers(1, 40_000)),
    ),
    max_size=6,
).map(
    lambda items: tuple(
        Item(number, kind, f"n° {number}", cents, hours)  # pyright: ignore[reportArgumentType]
        for number, (kind, cents, hours) in enumerate(items)
    )
)
INPUTS = st.builds(
    Inputs, CENTS, CENTS, days=st.integers(0, 31), month_days=st.just(31), items=ITEMS
)


def test_a_full_month_with_a_bonus_unpaid_hours_and_a_deduction() -> None:
    inputs = Inputs(
        250_000,
        1_648,
        30,
        30,
        (
            Item(1, "bonus", "Prime d’objectif", 30_000, 0),
            Item(2, "unpaid", "Absence du 3", 0, 7_00),
            Item(3, "deduction", "Acompte", 20_000, 0),
        ),
    )
    slip = compute(inputs, RULES)
    assert [(line.code, line.cents) for line in slip.lines] == [
        ("base", 250_000),
        ("bonus", 30_000),
        ("unpaid", -11_536),
        ("old_age", -29_531),
        ("health", -5_369),
        ("solidarity", -24_162),
        ("deduction", -20_000),
    ]


@pytest.mark.parametrize(
    ("begins", "ends", "days"),
    [
        (date(2020, 1, 1), None, 30),
        (date(2026, 11, 16), None, 15),
        (date(2020, 1, 1), date(2026, 11, 1), 1),
        (date(2026, 11, 30), date(2026, 11, 30), 1),
        (date(2026, 12, 1), None, 0),
        (date(2020, 1, 1), date(2026, 10, 31), 0),
    ],
)
def test_days_employed_are_those_of_the_month(begins: date, ends: date | None, days: int) -> None:
    assert days_employed(date(2026, 11, 1), begins, ends) == days


@pytest.mark.parametrize(
    ("cents", "numerator", "denominator", "rounded"),
    [(1, 1, 2, 1), (-1, 1, 2, -1), (1, 1, 3, 0), (2, 1, 3, 1), (100, 15, 30, 50)],
)
def test_halves_of_cents_are_rounded_away_from_0(
    cents: int, numerator: int, denominator: int, rounded: int
) -> None:
    assert share(cents, numerator, denominator) == rounded


def test_a_scheme_holds_from_its_first_month_on() -> None:
    versions = [rules_of(date(2026, month, 1)).version for month in (6, 7)]
    assert versions == ["demonstration-1", "demonstration-2"]


def test_before_january_comes_december() -> None:
    assert month_before(date(2026, 1, 1)) == date(2025, 12, 1)


@given(INPUTS)
def test_the_net_salary_is_the_gross_one_less_what_is_taken(inputs: Inputs) -> None:
    slip = compute(inputs, RULES)
    taken = slip.contributions_cents + slip.deductions_cents
    assert slip.net_cents == slip.gross_cents - taken


@given(INPUTS, INPUTS)
def test_a_payslip_with_its_correction_is_what_is_due_now(before: Inputs, now: Inputs) -> None:
    paid = compute(before, RULES)
    correction = compute(replace(now, paid=paid.lines), RULES)
    due = compute(now, RULES)
    assert (
        paid.gross_cents + correction.gross_cents,
        paid.net_cents + correction.net_cents,
    ) == (due.gross_cents, due.net_cents)


@given(INPUTS)
def test_who_is_due_what_was_paid_gets_no_correction(inputs: Inputs) -> None:
    paid = compute(inputs, RULES)
    assert compute(replace(inputs, paid=paid.lines), RULES).lines == ()


@given(INPUTS, st.one_of(st.none(), INPUTS))
def test_what_was_written_is_computed_again_to_the_byte(
    inputs: Inputs, before: Inputs | None
) -> None:
    if before is not None:
        inputs = replace(inputs, paid=compute(before, RULES).lines)
    lines = written(compute(inputs, RULES).lines)
    again = replayed(written(inputs), written(RULES))
    assert (again, read_lines(again)) == (lines, compute(inputs, RULES).lines)
