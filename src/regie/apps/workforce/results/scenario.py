"""The same centres with other volumes, times, productivity or rules."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np

from regie.apps.workforce import engine
from regie.apps.workforce.engine import Floats
from regie.apps.workforce.reference.errors import (
    LeavesNoTime,
    PostNotFound,
    TaskNotFound,
)
from regie.apps.workforce.reference.referentiel import KeptRules
from regie.apps.workforce.reference.schemas import Rules
from regie.apps.workforce.reference.weighing import weighed

from .errors import ResultPlaceNotFound
from .picture import Picture
from .schemas import Lever


def imagined(picture: Picture, levers: Sequence[Lever], rules: Rules | None) -> Picture:
    """Raises ResultPlaceNotFound, PostNotFound, TaskNotFound for a lever on what is not there,
    LeavesNoTime for rules that a centre's own day cannot keep."""
    kept = picture.rules if rules is None else _kept(picture.rules, rules)
    volumes = picture.volumes * factors(picture, levers) * _days(picture, kept)
    hours = engine.hours_per_day(volumes, weighed(picture.referentiel))
    after = picture.with_hours(hours, kept)
    if any(idle >= standard for standard, idle in map(after.day_of, after.every)):
        raise LeavesNoTime
    return after


def factors(picture: Picture, levers: Sequence[Lever]) -> Floats:
    """[centre, task]: by how much all levers together multiply the work. Twice the pace halves
    it, whichever of volume, time and pace a lever turns."""
    all_of_them = np.ones(picture.volumes.shape)
    for lever in levers:
        factor = 1 / lever.factor if lever.kind == "productivity" else lever.factor
        all_of_them[np.ix_(_centres(picture, lever), _tasks(picture, lever))] *= factor
    return all_of_them


def _centres(picture: Picture, lever: Lever) -> list[int]:
    if lever.place_id is None:
        return list(range(len(picture.tree.centres)))
    branch = picture.tree.find(lever.place_id)
    if branch is None:
        raise ResultPlaceNotFound
    return branch.centres


def _tasks(picture: Picture, lever: Lever) -> list[int]:
    referentiel = picture.referentiel
    if lever.post_id is not None and all(lever.post_id != post.id for post in referentiel.posts):
        raise PostNotFound
    found = [
        index
        for index, task in enumerate(referentiel.tasks)
        if lever.post_id in (None, task.post_id) and lever.task_id in (None, task.id)
    ]
    if lever.task_id is not None and not found:
        raise TaskNotFound
    return found


def _days(picture: Picture, rules: KeptRules) -> Floats:
    """[task]: volumes are per working day of the organisation's own rules."""
    before, after = picture.rules.days, rules.days
    return np.array(
        [before.of(task.rhythm) / after.of(task.rhythm) for task in picture.referentiel.tasks]
    )


def _kept(own: KeptRules, rules: Rules) -> KeptRules:
    return msgspec.structs.replace(own, **rules.model_dump())
