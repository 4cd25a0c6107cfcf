from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regie.apps.orders.domain import (
    Order,
    Status,
    Step,
    days_late,
    folded,
    meaning_of,
    normalise_number,
)

NUMBER = "CL-401372-487531"


@pytest.mark.parametrize(
    "written",
    [
        "cl-401372-487531",
        "  CL-401372-487531\u00a0",
        "CL 401372 - 487531".replace("CL ", "CL-"),
        "CL–401372—487531",
        "CL\u2011401372\u2212487531",
        "CL\u00ad-401372-487531".replace("\u00ad-", "\u00ad"),
        "ＣＬ－４０１３７２－４８７５３１",
        "CL-401372-\u200b487531",
    ],
)
def test_a_number_is_known_in_every_disguise_of_its_dashes_spaces_and_letters(written: str) -> None:
    assert normalise_number(written) == NUMBER


@pytest.mark.parametrize("other", ["CL-401372-48753l", "CL401372487531", "CL-401372-487532"])
def test_nothing_of_a_number_is_guessed(other: str) -> None:
    assert normalise_number(other) != NUMBER


@given(st.text("CLcl0189-–—\u2212 \u00a0\u200b\u00adＣ４", max_size=64))
def test_normalising_twice_is_normalising_once(text: str) -> None:
    assert normalise_number(normalise_number(text)) == normalise_number(text)


@pytest.mark.parametrize("wording", ["En production", " EN PRODUCTION ", "en  production"])
def test_a_status_is_known_whatever_its_case_and_padding(wording: str) -> None:
    meanings = {folded("En production"): Status.IN_PRODUCTION}
    assert meaning_of(wording, meanings) is Status.IN_PRODUCTION


def test_a_status_without_a_meaning_is_other() -> None:
    assert meaning_of("Bon à tirer", {}) is Status.OTHER


def dispatched(on: date) -> tuple[Step, ...]:
    return (Step(Status.DISPATCHED, "Expédiée", on),)


@pytest.mark.parametrize(
    ("changes", "today", "expected"),
    [
        ({}, date(2026, 3, 9), 0),
        ({}, date(2026, 3, 10), 0),
        ({}, date(2026, 3, 13), 3),
        ({"dispatch_expected_on": None}, date(2026, 3, 13), None),
        ({"status": Status.CANCELLED}, date(2026, 3, 13), None),
        ({"status": Status.OTHER}, date(2026, 3, 13), None),
        ({"status": Status.DELIVERED}, date(2026, 3, 13), None),
        (
            {"status": Status.DELIVERED, "history": dispatched(date(2026, 3, 12))},
            date(2026, 9, 1),
            2,
        ),
        (
            {"status": Status.DISPATCHED, "history": dispatched(date(2026, 3, 9))},
            date(2026, 9, 1),
            0,
        ),
    ],
)
def test_lateness_is_counted_to_the_dispatch_or_to_today(
    an_order: Callable[..., Order], changes: dict[str, object], today: date, expected: int | None
) -> None:
    assert days_late(an_order(**changes), today) == expected
