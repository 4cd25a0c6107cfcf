"""What a simulation runs on, taken from what its owner saw when it was asked for."""

from __future__ import annotations

import numpy as np

from regie.apps.workforce.engine import Floats
from regie.apps.workforce.reference.weighing import weighed
from regie.apps.workforce.results.picture import Picture
from regie.apps.workforce.results.scenario import factors
from regie.apps.workforce.results.tree import Branch

from .montecarlo import (
    ENGINE_VERSION,
    DirectionInput,
    Inputs,
    PlaceInput,
    PostInput,
    TaskInput,
    packed,
    time_spread,
)
from .schemas import SimulationRequest


def prepared(picture: Picture, wanted: SimulationRequest) -> tuple[bytes, str, str]:
    """Packed, their hash, and the engine's version. Raises ResultPlaceNotFound, PostNotFound,
    TaskNotFound for a lever on what is not there."""
    return *packed(frozen(picture, factors(picture, wanted.levers), wanted)), ENGINE_VERSION


def frozen(picture: Picture, factors: Floats, wanted: SimulationRequest) -> Inputs:
    """`factors`: [centre, task], of its levers."""
    referentiel = picture.referentiel
    centres = [branch for branch in picture.tree.branches if branch.centre is not None]
    above = [branch.parent or branch for branch in centres]
    directions = {branch.place.id: branch for branch in above}
    at = {place_id: index for index, place_id in enumerate(directions)}
    weights = weighed(referentiel)
    return Inputs(
        engine_version=ENGINE_VERSION,
        until=picture.window.names[-1],
        months=picture.window.count,
        draws=wanted.draws,
        volume_spread=wanted.volume_spread,
        centre_spread=wanted.centre_spread,
        stated_times=sum(task.spread is not None for task in referentiel.tasks),
        centres=tuple(
            _place(branch, at[up.place.id], float(picture.net[index]))
            for index, (branch, up) in enumerate(zip(centres, above, strict=True))
        ),
        directions=tuple(
            DirectionInput(branch.place.id, branch.place.kind, branch.place.code, branch.place.name)
            for branch in directions.values()
        ),
        posts=tuple(
            PostInput(post.id, post.code, post.name, tasks.stop - tasks.start)
            for post, tasks in zip(referentiel.posts, weights.posts, strict=True)
        ),
        tasks=tuple(
            TaskInput(task.id, task.name, hours, time_spread(task.method, task.sample, task.spread))
            for task, hours in zip(referentiel.tasks, weights.hours.tolist(), strict=True)
        ),
        volumes=np.ascontiguousarray(picture.volumes * factors).tobytes(),
        present=np.ascontiguousarray(picture.present).tobytes(),
    )


def _place(branch: Branch, direction: int, net_hours: float) -> PlaceInput:
    place = branch.place
    return PlaceInput(place.id, place.kind, place.code, place.name, direction, net_hours)
