"""Counted volumes as one array, and what comes of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np

from regie.apps.workforce import engine
from regie.apps.workforce.engine import Floats
from regie.apps.workforce.reference.referentiel import Referentiel
from regie.apps.workforce.reference.weighing import weighed
from regie.apps.workforce.words import Rhythm

from .window import Months


class Computed(NamedTuple):
    """As in `CompleteData`."""

    volumes: bytes
    known: bytes
    hours: bytes


def computed(
    referentiel: Referentiel, centres: Sequence[int], rows: Iterable[Any], window: Months
) -> Computed:
    counted = cube(referentiel, centres, rows, window)
    known = (~np.isnan(counted)).sum(axis=2, dtype=np.uint8)
    volumes = engine.filled(counted)
    return Computed(
        engine.mean_month(volumes).T.tobytes(),
        known.T.tobytes(),
        engine.monthly_hours(volumes, weighed(referentiel)).tobytes(),
    )


def cube(
    referentiel: Referentiel, centres: Sequence[int], rows: Iterable[Any], window: Months
) -> Floats:
    """[task, centre, month] per working day; NaN where nobody counted."""
    days = referentiel.rules.days
    at = {centre: index for index, centre in enumerate(centres)}
    tasks: dict[int, tuple[int, Rhythm]] = {
        task.id: (index, task.rhythm) for index, task in enumerate(referentiel.tasks)
    }
    counted = np.full((len(tasks), len(centres), window.count), np.nan)
    first = window.first.year * 12 + window.first.month - 1
    for centre, task, months, quantities in rows:
        found = tasks.get(task)
        if found is None:  # its time begins later
            continue
        index, rhythm = found
        line = counted[index, at[centre]]
        long = 12 if rhythm == "year" else 1
        for month, quantity in zip(months, quantities, strict=True):
            begin, end = max(month - first, 0), month - first + long
            if end > 0:
                line[begin:end] = quantity / days.of(rhythm)
    return counted
