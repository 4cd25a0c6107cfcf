"""Raw figures and what they were taken on, in one JSON file per run of a benchmark."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final, Literal

import msgspec

from .machine import Machine, Revision

RESULTS: Final = Path(__file__).parents[1] / "results"


Measure = Literal["cpu", "throughput", "wall"]
"""CPU per request, requests per second, or the time that a run took."""


@dataclass(frozen=True, slots=True)
class Run:
    """One case, once. CPU is user and system time of the whole process tree."""

    case: str
    round: int
    connections: int
    requests: int
    failures: int
    sampled: int
    wrong: int
    """Of the sampled bodies."""
    wall_s: float
    cpu_s: float
    postgres_cpu_s: float
    valkey_cpu_s: float
    p50_ms: float
    p99_ms: float
    resident_mb: float
    """After the run."""
    loads: int = 0
    """Of a stampede: how often the source was asked."""
    queries: int | None = None
    """Statements that the source was asked, where they were counted."""


@dataclass(frozen=True, slots=True)
class CaseFacts:
    name: str
    title: str
    versions: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Aim:
    """A bound on what `case` needs, in what `of` needs."""

    case: str
    of: str
    at_least: float | None = None
    at_most: float | None = None
    measure: Measure = "cpu"
    less: str = ""
    of_less: str = ""
    """Cases whose figures are taken off these two: what is left was added to them."""


@dataclass(frozen=True, slots=True)
class Result:
    bench: str
    taken_at: datetime
    mode: str
    seconds: float
    """Of each run, after a warm-up."""
    rounds: int
    ours: str
    """The case that ratios refer to."""
    judged_at: int
    """Connections at which aims are judged."""
    machine: Machine
    revision: Revision
    cases: Sequence[CaseFacts]
    aims: Sequence[Aim]
    runs: Sequence[Run]
    clients: str = "connection"
    """What `Run.connections` counts."""

    @property
    def errors(self) -> int:
        return sum(run.failures + run.wrong for run in self.runs)


def write(result: Result, folder: Path = RESULTS) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / f"{result.bench}-{result.taken_at:%Y-%m-%d-%H%M}.json"
    path.write_bytes(msgspec.json.format(msgspec.json.encode(result), indent=1) + b"\n")
    return path


def newest(bench: str, folder: Path = RESULTS) -> Result:
    """Raises FileNotFoundError when the benchmark has never been run here."""
    paths = sorted(folder.glob(f"{bench}-*.json"))
    if not paths:
        raise FileNotFoundError(f"no result of {bench} in {folder}: run `python -m bench.{bench}`")
    return msgspec.json.decode(paths[-1].read_bytes(), type=Result)
