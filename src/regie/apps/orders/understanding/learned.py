"""Weights that were learned from labelled questions, beside the rules.

A linear model: each feature of a question speaks for some intents and against others. `training`
makes `weights.txt`; here it is only added up. What the model does not know weakens it: the sum is
divided by the root of how many features there are, known or not.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from math import sqrt
from string import ascii_lowercase
from typing import Final

from .understood import Intent

UNIT: Final = 0.2
BIAS_UNIT: Final = 0.01
"""What one of the whole numbers of the file is worth, of a feature and of the bias."""
INTENTS: Final = tuple(Intent)
LETTERS: Final = ascii_lowercase[: len(INTENTS)]
"""What the intents are called in the file."""
BIAS: Final = "*"
_ENTRY: Final = re.compile(r"([a-z])(-?\d+)")

Entries = Sequence[tuple[int, int]]
"""Intents by their place among all, each with its weight."""


@dataclass(frozen=True, slots=True)
class Margins:
    of: Sequence[float]
    """How surely each intent is meant, and not another one: 1 is sure, -1 as sure of the
    contrary."""
    known: Sequence[str]
    """The features that have weights."""

    def reasons(self, intent: Intent) -> list[str]:
        """The features that speak for it, the strongest first."""
        place = INTENTS.index(intent)
        for_it = {name: dict(weights()[name]).get(place, 0) for name in self.known}
        strongest = sorted(for_it, key=lambda name: (-for_it[name], name))
        return [name for name in strongest if for_it[name] > 0]


def margins(features: frozenset[str]) -> Margins:
    table = weights()
    summed = [0] * len(INTENTS)
    known = [name for name in features if name in table]
    for name in known:
        for place, weight in table[name]:
            summed[place] += weight
    share = UNIT / sqrt(len(features) or 1)
    return Margins([summed[place] * share + bias * BIAS_UNIT for place, bias in table[BIAS]], known)


@cache
def weights() -> Mapping[str, Entries]:
    told = resources.files(__name__.rpartition(".")[0]).joinpath("weights.txt").read_text("utf-8")
    return dict(_line(line) for line in told.splitlines() if not line.startswith("#"))


def _line(line: str) -> tuple[str, Entries]:
    name, _, entries = line.partition("\t")
    found = _ENTRY.findall(entries)
    return name, tuple((LETTERS.index(letter), int(weight)) for letter, weight in found)
