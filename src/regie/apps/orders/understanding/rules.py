"""Rules: which concepts, in which order, make an intent. `lexicon/intents.txt` lists them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from .concepts import Found
from .lists import read
from .understood import Intent

_SECTION: Final = re.compile(r"^\[(\w+)\]$")
_NEAR: Final = 5
"""How many other words may stand between two concepts of a row."""
_WITHIN: Final = {"..": 10_000, "~": 2, "+": 0}
"""What else may be written between two concepts."""


@dataclass(frozen=True, slots=True)
class Step:
    concepts: tuple[str, ...]
    """Any of them."""
    within: int


@dataclass(frozen=True, slots=True)
class Rule:
    intent: Intent
    weight: float
    rows: tuple[tuple[Step, ...], ...]
    """Each must be found; within one the steps follow each other."""
    without: frozenset[str]

    def concepts(self) -> frozenset[str]:
        told = (name for row in self.rows for step in row for name in step.concepts)
        return frozenset(told) | self.without

    def matched(self, found: Found) -> list[tuple[int, int]] | None:
        """The stretches that it was found in."""
        if not self.without.isdisjoint(found):
            return None
        stretches: list[tuple[int, int]] = []
        for row in self.rows:
            if not all(any(name in found for name in step.concepts) for step in row):
                return None
        for row in self.rows:
            there = _row(row, found)
            if there is None:
                return None
            stretches += there
        return sorted(stretches)


def _row(steps: Sequence[Step], found: Found) -> list[tuple[int, int]] | None:
    """The earliest start that the other steps can follow. Of each step only the nearest place is
    taken: it leaves the most room to the next, but for limits of distance, and those are few."""
    for start in _places(steps[0], found):
        path = [start]
        for step in steps[1:]:
            after = path[-1][1]
            here = min(
                (p for p in _places(step, found) if after <= p[0] <= after + step.within),
                default=None,
            )
            if here is None:
                break
            path.append(here)
        else:
            return path
    return None


def _places(step: Step, found: Found) -> list[tuple[int, int]]:
    return [place for name in step.concepts for place in found.get(name, ())]


def rules_for(found: Found) -> list[Rule]:
    """Those that these concepts may begin, in the order of the file."""
    begun = _by_first_concept()
    return [rules()[at] for at in sorted({at for name in found for at in begun.get(name, ())})]


@cache
def _by_first_concept() -> dict[str, list[int]]:
    begun: dict[str, list[int]] = {}
    for at, rule in enumerate(rules()):
        for name in rule.rows[0][0].concepts:
            begun.setdefault(name, []).append(at)
    return begun


@cache
def rules() -> tuple[Rule, ...]:
    made: list[Rule] = []
    intent = Intent.UNKNOWN
    for line in read("intents.txt").splitlines():
        text = line.partition("#")[0].strip()
        if section := _SECTION.match(text):
            intent = Intent(section[1])
        elif text:
            weight, _, body = text.partition(" ")
            made.append(_rule(intent, float(weight), body))
    return tuple(made)


def _rule(intent: Intent, weight: float, body: str) -> Rule:
    words = body.split()
    without = frozenset(word[1:] for word in words if word.startswith("!"))
    rows = " ".join(word for word in words if not word.startswith("!")).split("&")
    return Rule(intent, weight, tuple(_steps(row) for row in rows), without)


def _steps(row: str) -> tuple[Step, ...]:
    steps: list[Step] = []
    within = _NEAR
    for word in row.split():
        if word in _WITHIN:
            within = _WITHIN[word]
        else:
            steps.append(Step(tuple(word.split("|")), within))
            within = _NEAR
    return tuple(steps)
