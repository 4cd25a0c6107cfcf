"""Weights that were learned from labelled questions, beside the rules.

A linear model: each feature of a question speaks for some intents and against others. `training`
makes `weights.txt`; here it is only added up. What the model does not know weakens it: the sum of a
kind of features is divided by the root of how many there are, known or not.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from string import ascii_lowercase
from typing import Final

from .features import Features
from .understood import Intent

UNIT: Final = 0.1
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
    """The features that words or concepts say, and that have weights."""

    def reasons(self, intent: Intent) -> list[str]:
        """The features that speak for it, the strongest first."""
        place = INTENTS.index(intent)
        for_it = {name: dict(weights()[name]).get(place, 0) for name in self.known}
        strongest = sorted(for_it, key=lambda name: (-for_it[name], name))
        return [name for name in strongest if for_it[name] > 0]


def margins(features: Features) -> Margins:
    table = weights()
    biases = dict(table[BIAS])
    of = [biases.get(place, 0) * BIAS_UNIT for place in range(len(INTENTS))]
    for share, kind in features.kinds():
        summed = [0] * len(INTENTS)  # whole numbers: in whichever order, the sum is the same
        for name in kind:
            for place, weight in table.get(name, ()):
                summed[place] += weight
        of = [one + total * share * UNIT for one, total in zip(of, summed, strict=True)]
    return Margins(of, [name for name in features.told if name in table])


@cache
def weights() -> Mapping[str, Entries]:
    told = resources.files(__name__.rpartition(".")[0]).joinpath("weights.txt").read_text("utf-8")
    return dict(_line(line) for line in told.splitlines() if not line.startswith("#"))


def _line(line: str) -> tuple[str, Entries]:
    name, _, entries = line.partition("\t")
    return name, _entries(entries)


@cache
def _entries(text: str) -> Entries:
    """Kept once: many features say the same."""
    return tuple((LETTERS.index(letter), int(weight)) for letter, weight in _ENTRY.findall(text))
