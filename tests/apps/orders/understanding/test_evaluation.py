"""The evaluation set that comes with Régie, and how much of it is understood."""

from __future__ import annotations

import pytest

from regie.apps.orders.understanding.evaluation import PartScore, score, shipped
from regie.apps.orders.understanding.evaluation.scores import SLOTS

from .asking import FORMATS

FLOORS = {
    "seen": {"intent": 95.0, "lang": 97.0, "numbers": 99.0, "name": 97.0, "period": 98.0},
    "unseen": {"intent": 95.0, "lang": 97.0, "numbers": 98.0, "name": 95.0, "period": 95.0},
    "fresh": {"intent": 95.0, "lang": 97.0, "numbers": 98.0, "name": 95.0, "period": 95.0},
    "strangers": {"intent": 94.0, "lang": 97.0, "numbers": 98.0, "name": 95.0, "period": 95.0},
}
"""What is promised of questions that nobody who wrote rules had read, and more of the others."""
QUESTIONS = shipped()


@pytest.fixture(scope="module")
def parts() -> dict[str, PartScore]:
    return {part.part: part for part in score(QUESTIONS, FORMATS)}


@pytest.mark.parametrize("slot", SLOTS)
@pytest.mark.parametrize("part", FLOORS)
def test_each_slot_keeps_its_floor(parts: dict[str, PartScore], part: str, slot: str) -> None:
    assert parts[part].slots[slot].percent >= FLOORS[part][slot]


@pytest.mark.parametrize(
    ("part", "floor"), [("seen", 90), ("unseen", 90), ("fresh", 90), ("strangers", 80)]
)
def test_every_intent_keeps_its_floor(parts: dict[str, PartScore], part: str, floor: int) -> None:
    assert min(share.percent for share in parts[part].intents.values()) >= floor


def test_no_question_is_in_the_set_twice() -> None:
    asked = [(question.text, question.today) for question in QUESTIONS]
    assert len(asked) == len(set(asked))
