"""A linear support vector machine with squared hinge loss, one intent against all others.

Dual coordinate descent as in Hsieh et al., "A Dual Coordinate Descent Method for Large-scale
Linear SVM" (ICML 2008), algorithm 1. Plain Python, so that the same questions give the same weights
on every machine: a numeric library adds up in an order of its own.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from math import fsum
from typing import Final, TypeAlias

_COST: Final = 1.0
_ROUNDS: Final = 12
_SEED: Final = 22


Row: TypeAlias = Sequence[tuple[float, Sequence[int]]]
"""One question: the known features of each kind, by number, and by what they are multiplied."""


def descend(rows: Sequence[Row], meant: Sequence[bool], size: int) -> list[float]:
    """The weights of `size` features, then the bias. Deterministic."""
    weights = [0.0] * (size + 1)
    alphas = [0.0] * len(rows)
    spread = 0.5 / _COST
    curves = [fsum(share * share * len(kind) for share, kind in row) + 1.0 + spread for row in rows]
    order = list(range(len(rows)))
    shuffle = random.Random(_SEED).shuffle  # noqa: S311 - an order, no secret
    for _ in range(_ROUNDS):
        shuffle(order)
        for at in order:
            sign = 1.0 if meant[at] else -1.0
            told = weights[size]
            for share, kind in rows[at]:
                told += share * fsum([weights[name] for name in kind])
            slope = sign * told - 1.0 + alphas[at] * spread
            if slope >= 0.0 and not alphas[at]:
                continue
            alpha = max(alphas[at] - slope / curves[at], 0.0)
            step = (alpha - alphas[at]) * sign
            alphas[at] = alpha
            weights[size] += step
            for share, kind in rows[at]:
                scaled = step * share
                for name in kind:
                    weights[name] += scaled
    return weights
