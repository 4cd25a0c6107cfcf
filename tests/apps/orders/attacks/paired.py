"""Two groups measured in pairs, and whether the one can be told from the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import erfc, sqrt
from statistics import median

CHANCE = 0.001


@dataclass(frozen=True)
class Compared:
    share: float
    """The typical difference, as a share of the typical value."""
    p: float

    def tells(self, found: float) -> bool:
        """A difference of the share `found` has to be found; half of it is not yet one."""
        return self.p < CHANCE and abs(self.share) > found / 2


def compare(first: Sequence[float], second: Sequence[float]) -> Compared:
    """Pair by pair, by the signs and sizes of their differences (Wilcoxon), so that a few slow
    ones weigh no more than others. Two-sided, by the normal approximation, good from some fifty
    pairs on."""
    differences = [b - a for a, b in zip(first, second, strict=True) if a != b]
    ranked = sorted(differences, key=abs)
    rank_sum = sum(rank for rank, difference in enumerate(ranked, 1) if difference > 0)
    n = len(ranked)
    deviation = sqrt(n * (n + 1) * (2 * n + 1) / 24)
    p = erfc(abs(rank_sum - n * (n + 1) / 4) / deviation / sqrt(2))
    return Compared(median(differences) / median(first), p)


def control(first: Sequence[float], second: Sequence[float], found: float) -> Compared:
    """What would be seen if the second group's were longer by that share."""
    return compare(first, [value * (1 + found) for value in second])
