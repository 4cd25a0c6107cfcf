"""A nation at once is what its tasks are one by one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regie.apps.workforce import domain, engine
from regie.apps.workforce.words import ROUNDINGS, Rounding


@dataclass
class Nation:
    volumes: list[list[list[float | None]]]
    """[centre][task][month]; None: nobody counted."""
    times: list[tuple[float, float, float]]
    """Minutes, complexity, productivity."""
    tasks_per_post: list[int]


volumes = st.none() | st.floats(0, 1e6)
times = st.tuples(st.floats(0.01, 500), st.floats(-0.5, 3), st.floats(0.2, 3))


@st.composite
def nations(draw: st.DrawFn) -> Nation:
    tasks_per_post = draw(st.lists(st.integers(0, 3), min_size=1, max_size=4))
    tasks, months = sum(tasks_per_post), draw(st.integers(1, 4))
    centres = draw(st.integers(1, 4))
    grid = st.lists(
        st.lists(
            st.lists(volumes, min_size=months, max_size=months), min_size=tasks, max_size=tasks
        ),
        min_size=centres,
        max_size=centres,
    )
    timed = draw(st.lists(times, min_size=tasks, max_size=tasks))
    return Nation(draw(grid), timed, tasks_per_post)


def cube(nation: Nation) -> engine.Floats:
    months = max((len(line) for centre in nation.volumes for line in centre), default=1)
    found = np.array(nation.volumes, dtype=np.float64)
    by_centre = found.reshape(len(nation.volumes), len(nation.times), months)
    return np.ascontiguousarray(by_centre.transpose(1, 0, 2))


def one_by_one(nation: Nation, centre: int, tasks: range) -> float:
    hours = 0.0
    for task in tasks:
        known = [each for each in nation.volumes[centre][task] if each is not None]
        mean = sum(known) / len(known) if known else 0.0
        hours += domain.task_hours(mean, *nation.times[task])
    return hours


@settings(max_examples=150, deadline=None)
@given(nations())
def test_the_engine_says_what_the_tasks_say_one_by_one(nation: Nation) -> None:
    minutes, complexity, productivity = (
        np.array([time[each] for time in nation.times]) for each in range(3)
    )
    weights = engine.weights(minutes, complexity, productivity, nation.tasks_per_post)
    counted = engine.filled(cube(nation))
    monthly = engine.mean_month(engine.monthly_hours(counted, weights)).T
    daily = engine.hours_per_day(engine.mean_month(counted).T, weights)
    expected = [
        [one_by_one(nation, centre, range(tasks.start, tasks.stop)) for tasks in weights.posts]
        for centre in range(len(nation.volumes))
    ]
    np.testing.assert_allclose(monthly, expected, rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(daily, expected, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("rounding", ROUNDINGS)
def test_crews_of_all_centres_are_those_of_each(rounding: Rounding) -> None:
    wanted = np.array([[2.1, 0.4], [0.0, 0.0], [1.5, 3.0], [0.2, 0.0]])
    minimum = np.array([0, 2, 5, 3])
    each = [
        domain.crew(posts, rounding, int(least))
        for posts, least in zip(wanted.tolist(), minimum, strict=True)
    ]
    assert engine.crews(wanted, rounding, minimum).tolist() == pytest.approx(each)
