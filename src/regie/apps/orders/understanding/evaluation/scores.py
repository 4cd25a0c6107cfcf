"""How many questions of a set are understood, per slot and per intent."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from ...names import without_town
from ..numbers import NumberFormat
from ..reader import understand
from ..understood import Intent, Understood
from .questions import PARTS, Labelled, Part

SLOTS: Final = ("intent", "lang", "numbers", "name", "period")


@dataclass(frozen=True, slots=True)
class Share:
    right: int
    of: int

    @property
    def percent(self) -> float:
        return 100 * self.right / self.of if self.of else 100.0


@dataclass(frozen=True, slots=True)
class PartScore:
    part: Part
    slots: dict[str, Share]
    intents: dict[Intent, Share]
    """Of the questions that have this intent, those that were given it."""
    misses: tuple[Labelled, ...]
    """Whose intent was mistaken."""


def score(questions: Iterable[Labelled], formats: Sequence[NumberFormat]) -> list[PartScore]:
    """One for each part that has questions."""
    asked = list(questions)
    return [
        _of_part(part, of_part, formats)
        for part in PARTS
        if (of_part := [question for question in asked if question.part == part])
    ]


def _of_part(
    part: Part, questions: Sequence[Labelled], formats: Sequence[NumberFormat]
) -> PartScore:
    right = [
        (question, _right(question, understand(question.text, question.today, formats)))
        for question in questions
    ]
    return PartScore(
        part,
        {slot: Share(sum(found[slot] for _, found in right), len(right)) for slot in SLOTS},
        {intent: _of_intent(intent, right) for intent in Intent},
        tuple(question for question, found in right if not found["intent"]),
    )


def _of_intent(intent: Intent, right: Sequence[tuple[Labelled, dict[str, bool]]]) -> Share:
    given = [found["intent"] for question, found in right if question.intent is intent]
    return Share(sum(given), len(given))


def _right(question: Labelled, got: Understood) -> dict[str, bool]:
    period = (got.period.first, got.period.last) if got.period else None
    return {
        "intent": got.intent is question.intent,
        "lang": got.lang == question.lang,
        "numbers": got.numbers == question.numbers,
        "name": _folded(question.name) in _names(got.name),
        "period": period == question.period,
    }


def _names(read: str | None) -> set[str | None]:
    """Those that it is tried as: a town behind it costs nobody their order."""
    return {_folded(read), _folded(read and (without_town(read) or read))}


def _folded(name: str | None) -> str | None:
    """Blanks and capitals are not what a name is compared by."""
    return name and " ".join(unicodedata.normalize("NFKC", name).casefold().split())
