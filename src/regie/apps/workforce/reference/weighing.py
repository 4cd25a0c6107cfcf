"""The times of a referentiel as arrays. It loads numpy: only what computes imports it."""

from __future__ import annotations

import numpy as np

from regie.apps.workforce import engine

from .referentiel import Referentiel


def weighed(referentiel: Referentiel) -> engine.Weights:
    tasks = referentiel.tasks
    counts = dict.fromkeys((post.id for post in referentiel.posts), 0)
    for task in tasks:
        counts[task.post_id] += 1
    return engine.weights(
        np.array([task.minutes for task in tasks], dtype=np.float64),
        np.array([task.complexity for task in tasks], dtype=np.float64),
        np.array([task.productivity for task in tasks], dtype=np.float64),
        list(counts.values()),
    )
