"""What many runs come to: bands, and which uncertain value matters most."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from regie.apps.workforce.engine import Floats

from .montecarlo import METHOD_SPREADS, Inputs, joined, quantile_factors
from .schemas import (
    Assumptions,
    Band,
    PlaceBand,
    PostBand,
    SimulationResult,
    Swing,
)

TORNADO: Final = 15
DECIMALS: Final = 6
"""So that the last bits, in which machines differ, make no other answer."""


@dataclass(frozen=True, slots=True)
class _Expected:
    """People without any variation."""

    by_task: Floats
    """[task], of all centres together."""
    by_centre: Floats
    by_post: Floats

    @property
    def total(self) -> float:
        return float(self.by_task.sum())


def summarised(inputs: Inputs, chunks: Sequence[bytes]) -> SimulationResult:
    """Of the chunks of all draws, in their order."""
    centres, posts = joined(inputs, chunks)
    expected = _expected(inputs)
    present = inputs.present_array()
    above = np.array([centre.direction for centre in inputs.centres])
    return SimulationResult(
        total=Band(**_band(centres.sum(axis=0), expected.total, float(present.sum()))),
        directions=[
            PlaceBand(
                place_id=direction.id,
                parent_id=None,
                kind=direction.kind,
                code=direction.code,
                name=direction.name,
                **_band(
                    centres[above == index].sum(axis=0),
                    float(expected.by_centre[above == index].sum()),
                    float(present[above == index].sum()),
                ),
            )
            for index, direction in enumerate(inputs.directions)
        ],
        centres=[
            PlaceBand(
                place_id=centre.id,
                parent_id=inputs.directions[centre.direction].id,
                kind=centre.kind,
                code=centre.code,
                name=centre.name,
                **_band(
                    centres[index], float(expected.by_centre[index]), float(present[index].sum())
                ),
            )
            for index, centre in enumerate(inputs.centres)
        ],
        posts=[
            PostBand(
                post_id=post.id,
                code=post.code,
                name=post.name,
                **_band(
                    posts[index], float(expected.by_post[index]), float(present[:, index].sum())
                ),
            )
            for index, post in enumerate(inputs.posts)
        ],
        tornado=_tornado(inputs, expected),
        assumptions=Assumptions(
            volume_spread=inputs.volume_spread,
            centre_spread=inputs.centre_spread,
            times_from_provenance=inputs.stated_times,
            method_spreads={**METHOD_SPREADS},
        ),
    )


def _expected(inputs: Inputs) -> _Expected:
    hours = np.array([task.hours for task in inputs.tasks])
    net = np.array([centre.net_hours for centre in inputs.centres])
    people = inputs.volume_array() * hours / net[:, None]
    by_post = [float(people[:, tasks].sum()) for tasks in inputs.slices()]
    return _Expected(people.sum(axis=0), people.sum(axis=1), np.array(by_post))


def _band(samples: Floats, expected: float, present: float) -> dict[str, float]:
    p5, p50, p95 = np.percentile(samples, (5, 50, 95)).tolist()
    found = {
        "expected": expected,
        "p5": p5,
        "p50": p50,
        "p95": p95,
        "mean": float(samples.mean()),
        "present": present,
        "probability_short": float((samples > present + 1e-9).mean()),
    }
    return {name: round(value, DECIMALS) for name, value in found.items()}


def _tornado(inputs: Inputs, expected: _Expected) -> list[Swing]:
    """Exact: the total is linear in each factor."""
    swings = sorted(_swings(inputs, expected), key=lambda each: each.low - each.high)
    return swings[:TORNADO]


def _swings(inputs: Inputs, expected: _Expected) -> Iterable[Swing]:
    posts = [post.name for post in inputs.posts for _ in range(post.tasks)]
    for task, post, people in zip(inputs.tasks, posts, expected.by_task.tolist(), strict=True):
        causes: tuple[tuple[Literal["time", "volume"], float], ...] = (
            ("time", task.spread),
            ("volume", inputs.volume_spread),
        )
        for cause, spread in causes:
            low, high = _ends(expected.total, people, spread)
            yield Swing(
                cause=cause,
                id=task.id,
                name=task.name,
                post=post,
                spread=spread,
                low=low,
                high=high,
            )
    for centre, people in zip(inputs.centres, expected.by_centre.tolist(), strict=True):
        low, high = _ends(expected.total, people, inputs.centre_spread)
        yield Swing(
            cause="centre",
            id=centre.id,
            name=centre.name,
            post=None,
            spread=inputs.centre_spread,
            low=low,
            high=high,
        )


def _ends(total: float, part: float, spread: float) -> tuple[float, float]:
    low, high = quantile_factors(spread)
    return (
        round(total + part * (low - 1), DECIMALS),
        round(total + part * (high - 1), DECIMALS),
    )
