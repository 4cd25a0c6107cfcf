"""The same calculation for all centres at once: one pass over the volumes.

Arrays are float64, C-contiguous: `volumes[centre, task, month]` per working day, tasks in the order
of their posts, so that the tasks of a post are a slice and each volume is read once.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from .domain import MINUTES_PER_HOUR
from .words import Rounding

Floats = NDArray[np.float64]

VERSION: Final = "1"
"""Raised when the same inputs would give another answer."""

_STEPS: Final[dict[Rounding, float]] = {"half": 0.5, "up": 1.0}
_HAIR: Final = 1e-9


class Weights(NamedTuple):
    """Hours that one unit of each task takes, and which tasks are whose."""

    hours: Floats
    """[task]"""
    posts: tuple[slice, ...]
    """Of tasks, in the order of posts; an empty one for a post without tasks."""


def weights(
    minutes: Floats, complexity: Floats, productivity: Floats, tasks_per_post: Sequence[int]
) -> Weights:
    hours = minutes * (1 + complexity) / productivity / MINUTES_PER_HOUR
    ends = np.cumsum([0, *tasks_per_post]).tolist()
    return Weights(hours, tuple(slice(a, b) for a, b in pairwise(ends)))


def monthly_hours(volumes: Floats, weighed: Weights) -> Floats:
    """[centre, post, month] of [centre, task, month]: at the speed at which memory is read."""
    centres, _, months = volumes.shape
    hours = np.empty((centres, len(weighed.posts), months))
    for number, tasks in enumerate(weighed.posts):
        np.matmul(weighed.hours[tasks], volumes[:, tasks, :], out=hours[:, number, :])
    return hours


def hours_per_day(volumes: Floats, weighed: Weights) -> Floats:
    """[centre, post] of [centre, task]."""
    hours = np.empty((len(volumes), len(weighed.posts)))
    for number, tasks in enumerate(weighed.posts):
        np.matmul(volumes[:, tasks], weighed.hours[tasks], out=hours[:, number])
    return hours


def filled(volumes: Floats) -> Floats:
    """Months that nobody counted, NaN, as the mean of those that were counted of that centre and
    task; nothing at all counted is 0. The mean over all months is that of the counted ones."""
    missing = np.isnan(volumes)
    if not missing.any():
        return volumes
    known = np.maximum((~missing).sum(axis=2, keepdims=True), 1)
    mean = np.where(missing, 0.0, volumes).sum(axis=2, keepdims=True) / known
    return np.where(missing, mean, volumes)


def rounded(wanted: Floats, rounding: Rounding) -> Floats:
    step = _STEPS.get(rounding)
    return wanted if step is None else np.ceil(wanted / step - _HAIR) * step


def crews(wanted: Floats, rounding: Rounding, minimum: Floats) -> Floats:
    """[centre] of [centre, post] and minimum crews [centre]."""
    whole = rounded(wanted, rounding).sum(axis=1)
    return np.where(whole > 0, np.maximum(whole, minimum), 0.0)
