"""What a source lets be said, and when people are there."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from regie.apps.orders.answering.policy import AnswerPolicy

PARIS = ZoneInfo("Europe/Paris")
WEEK = {"days": ["monday", "tuesday", "wednesday", "thursday", "friday"]}
POLICY = AnswerPolicy.model_validate(
    {
        "hours": [
            WEEK | {"from": "09:00", "until": "12:30"},
            WEEK | {"from": "14:00", "until": "18:00"},
        ],
        "closed_on": ["2026-12-25"],
    }
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=PARIS)


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        ("2026-11-23T09:00", True),
        ("2026-11-23T08:59", False),
        ("2026-11-23T12:30", False),
        ("2026-11-23T17:59", True),
        ("2026-11-22T10:00", False),
        ("2026-12-25T10:00", False),
    ],
)
def test_people_are_there_within_the_hours(moment: str, is_open: bool) -> None:
    assert POLICY.is_open(at(moment)) is is_open


@pytest.mark.parametrize(
    ("moment", "opens"),
    [
        ("2026-11-23T08:00", "2026-11-23T09:00"),
        ("2026-11-23T13:00", "2026-11-23T14:00"),
        ("2026-11-20T18:30", "2026-11-23T09:00"),
        ("2026-12-24T19:00", "2026-12-28T09:00"),
    ],
)
def test_out_of_hours_it_is_known_when_people_are_back(moment: str, opens: str) -> None:
    assert POLICY.opens_next(at(moment)) == at(opens)


def test_without_hours_people_are_always_there() -> None:
    assert AnswerPolicy.model_validate({}).is_open(at("2026-11-22T03:00"))


@pytest.mark.parametrize(
    "wrong",
    [
        {"without_code": ["content"]},
        {"hours": [WEEK | {"from": "18:00", "until": "09:00"}]},
        {"texts": {"fr": {"thanks": "De rien, {name}"}}},
        {"texts": {"fr": {"no_such_sentence": "Bonjour"}}},
        {"texts": {"fr": {"thanks": "De rien {"}}},
    ],
)
def test_what_cannot_be_meant_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        AnswerPolicy.model_validate(wrong)
