"""Sizing a nation once, beside loops, objects and frames: `python -m bench.workforce`, in two
minutes; `--long` for figures to quote.

A request is one centre: 300 tasks over 12 months. The loops and the objects size some centres of
the 2,000; that the others would cost as much is inferred. BLAS has one thread, polars its own.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from statistics import median
from time import perf_counter, process_time
from typing import Final

import numpy as np
import polars as pl
import psutil
from rich.console import Console

from bench.command import Mode, Taken, run_bench
from bench.harness import Aim, CaseFacts, Run, interleaved
from bench.peers.workforce_objects import Objects
from regie.apps.workforce import domain, engine
from regie.apps.workforce.engine import Floats, Weights

CENTRES, TASKS, MONTHS, POSTS, DIRECTIONS = 2_000, 300, 12, 8, 20
LOOPED: Final = 100
"""Centres that the loops size, and how many the objects do."""
OBJECTS: Final = 20
NET_HOURS: Final = 7.0

_THREADS: Final = "OPENBLAS_NUM_THREADS"

_SHORT: Final = Mode("short", rounds=5, seconds=1.0, warm_up_s=0.2)
_LONG: Final = Mode("long", rounds=11, seconds=3.0, warm_up_s=0.5)

CASES: Final = {
    "regie": ("Régie: hours, people, gaps, directions, nation", ("numpy",)),
    "matmul": ("the bare matmul, hours alone, of all posts at once", ("numpy",)),
    "remembered": ("Régie, from the mean of the months that is kept", ("numpy",)),
    "polars": ("polars, grouped frame", ("polars",)),
    "loops": (f"loops over lists, {LOOPED} centres", ()),
    "orm": (f"SQLAlchemy objects per task, {OBJECTS} centres", ("sqlalchemy",)),
}
AIMS: Final = (
    Aim("regie", "matmul", at_most=1.2),
    Aim("regie", "matmul", at_least=1 / 1.2, measure="throughput"),
    Aim("loops", "regie", at_least=100),
)


@dataclass(frozen=True)
class Nation:
    volumes: Floats
    """[task, centre, month] per working day."""
    minutes: Floats
    weights: Weights
    present: Floats
    """[post, centre]"""

    @classmethod
    def drawn(cls) -> Nation:
        random = np.random.default_rng(1849)
        minutes = random.uniform(0.1, 30, TASKS)
        per_post = [TASKS // POSTS + (post < TASKS % POSTS) for post in range(POSTS)]
        ones = np.ones(TASKS)
        return cls(
            random.gamma(2.0, 20.0, (TASKS, CENTRES, MONTHS)),
            minutes,
            engine.weights(minutes, 0 * ones, ones, per_post),
            random.uniform(1, 40, (POSTS, CENTRES)),
        )


Case = Callable[[], Floats]
"""People required per centre, of those that it sizes."""


def sized(nation: Nation) -> Floats:
    hours = engine.monthly_hours(nation.volumes, nation.weights)
    return people(nation, engine.mean_month(hours))


def remembered(nation: Nation, mean: Floats) -> Floats:
    return people(nation, engine.hours_per_day(mean, nation.weights).T)


def people(nation: Nation, hours: Floats) -> Floats:
    """Directions are neighbours of a hundred centres each."""
    required = hours / NET_HOURS
    gaps = nation.present - required
    directions = gaps.reshape(POSTS, DIRECTIONS, -1).sum(axis=2)
    directions.sum()
    return required.sum(axis=0)


def multiplied(nation: Nation) -> Floats:
    """Hours alone, of all posts together; they are brought to people to compare the answers."""
    rows = nation.volumes.reshape(TASKS, -1)
    hours = np.matmul(nation.weights.hours, rows)
    return engine.mean_month(hours.reshape(CENTRES, MONTHS)) / NET_HOURS


def looped(volumes: Sequence[Sequence[Sequence[float]]], minutes: Sequence[float]) -> Floats:
    found: list[float] = []
    for centre in volumes:
        hours = 0.0
        for months, task in zip(centre, minutes, strict=True):
            for volume in months:
                hours += domain.task_hours(volume, task, 0.0, 1.0)
        found.append(domain.required(hours / MONTHS, NET_HOURS))
    return np.array(found)


def framed(volumes: pl.DataFrame, tasks: pl.DataFrame) -> Floats:
    return (
        volumes.lazy()
        .join(tasks.lazy(), on="task")
        .group_by("centre")
        .agg((pl.col("volume") * pl.col("minutes")).sum() / (60 * MONTHS * NET_HOURS))
        .sort("centre")
        .collect()["volume"]
        .to_numpy()
    )


def frames(nation: Nation) -> tuple[pl.DataFrame, pl.DataFrame]:
    task, centre, _ = np.indices(nation.volumes.shape, dtype=np.int32)
    volumes = pl.DataFrame(
        {"centre": centre.ravel(), "task": task.ravel(), "volume": nation.volumes.ravel()}
    )
    return volumes, pl.DataFrame(
        {"task": np.arange(TASKS, dtype=np.int32), "minutes": nation.minutes}
    )


def cases(nation: Nation) -> dict[str, Case]:
    by_centre = nation.volumes.transpose(1, 0, 2)
    mean = np.ascontiguousarray(by_centre.mean(axis=2))
    objects = Objects(by_centre[:OBJECTS], nation.minutes, NET_HOURS)
    return {
        "regie": partial(sized, nation),
        "matmul": partial(multiplied, nation),
        "remembered": partial(remembered, nation, mean),
        "polars": partial(framed, *frames(nation)),
        "loops": partial(looped, by_centre[:LOOPED].tolist(), nation.minutes.tolist()),
        "orm": objects.sized,
    }


def take(mode: Mode, console: Console) -> Iterator[Taken]:
    nation = Nation.drawn()
    expected = sized(nation)
    runs: list[Run] = []
    playing = cases(nation)
    for number, name in interleaved(list(playing), mode.rounds):
        console.print(f"round {number + 1}: {name}", highlight=False)
        runs.append(measured(name, playing[name], expected, number, mode))
    facts = [
        CaseFacts(name, title, {package: version(package) for package in packages})
        for name, (title, packages) in CASES.items()
    ]
    yield Taken("workforce", "regie", "process", facts, AIMS, runs)


def measured(name: str, case: Case, expected: Floats, number: int, mode: Mode) -> Run:
    found = case()
    wrong = int((~np.isclose(found, expected[: len(found)], rtol=1e-9)).sum())
    took: list[float] = []
    cpu, began = process_time(), perf_counter()
    while not took or perf_counter() - began < mode.seconds:
        started = perf_counter()
        case()
        took.append(perf_counter() - started)
    wall_s, cpu_s = perf_counter() - began, process_time() - cpu
    return Run(
        case=name,
        round=number,
        connections=1,
        requests=len(found) * len(took),
        failures=0,
        sampled=len(found),
        wrong=wrong,
        wall_s=wall_s,
        cpu_s=cpu_s,
        postgres_cpu_s=0.0,
        valkey_cpu_s=0.0,
        p50_ms=median(took) * 1000,
        p99_ms=max(took) * 1000,
        resident_mb=psutil.Process().memory_info().rss / 2**20,
    )


if __name__ == "__main__":
    if os.environ.get(_THREADS) != "1":  # BLAS reads it when it is loaded
        again = [sys.executable, "-m", "bench.workforce", *sys.argv[1:]]
        os.execve(sys.executable, again, {**os.environ, _THREADS: "1"})  # noqa: S606 - ourselves
    sys.exit(run_bench("workforce", __doc__, (_SHORT, _LONG), take))
