"""The same calculation for all centres at once: one pass over the volumes.

Arrays are float64, C-contiguous. Volumes per working day stand as `[task, centre, month]`, tasks in
the order of their posts: the tasks of a post are whole rows, one product of vector and matrix, and
each volume is read once, at the speed of memory. Any other order of axes costs three to eight times
as much (bench/workforce.py).
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
    """[post, centre, month] of [task, centre, month]."""
    tasks, centres, months = volumes.shape
    rows = volumes.reshape(tasks, centres * months)
    hours = np.empty((len(weighed.posts), centres * months))
    for number, own in enumerate(weighed.posts):
        np.matmul(weighed.hours[own], rows[own], out=hours[number])
    return hours.reshape(-1, centres, months)


def mean_month(monthly: Floats) -> Floats:
    """Over the last axis: as a product, thrice as fast as a sum of a dozen numbers at a time."""
    months = monthly.shape[-1]
    return np.matmul(monthly, np.full(months, 1 / months))


def hours_per_day(volumes: Floats, weighed: Weights) -> Floats:
    """[centre, post] of [centre, task], the means of months: small, and read by centre."""
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
