"""A linear support vector machine with squared hinge loss, one intent against all others.

Dual coordinate descent as in Hsieh et al., "A Dual Coordinate Descent Method for Large-scale
Linear SVM" (ICML 2008), algorithm 1. Plain Python, so that the same questions give the same weights
on every machine: a numeric library adds up in an order of its own.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum, sqrt
from typing import Final

_COST: Final = 1.0
_ROUNDS: Final = 12
_SEED: Final = 22


@dataclass(frozen=True, slots=True)
class Row:
    """One question: its known features by number, and how many it has in all."""

    features: Sequence[int]
    length: int


def descend(rows: Sequence[Row], meant: Sequence[bool], size: int) -> list[float]:
    """The weights of `size` features, then the bias. Deterministic."""
    weights = [0.0] * (size + 1)
    alphas = [0.0] * len(rows)
    spread = 0.5 / _COST
    order = list(range(len(rows)))
    shuffle = random.Random(_SEED).shuffle  # noqa: S311 - an order, no secret
    for _ in range(_ROUNDS):
        shuffle(order)
        for at in order:
            row = rows[at]
            sign = 1.0 if meant[at] else -1.0
            scale = 1.0 / sqrt(row.length)
            told = scale * fsum([weights[name] for name in row.features]) + weights[size]
            slope = sign * told - 1.0 + alphas[at] * spread
            if slope >= 0.0 and not alphas[at]:
                continue
            curve = len(row.features) * scale * scale + 1.0 + spread
            alpha = max(alphas[at] - slope / curve, 0.0)
            step = (alpha - alphas[at]) * sign
            alphas[at] = alpha
            weights[size] += step
            for name in row.features:
                weights[name] += step * scale
    return weights
