"""From raw runs to a table: medians, spans, and ratios of pairs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from .results import Aim, Measure, Result, Run

NO_DIFFERENCE: Final = 1.3
"""On shared machines the CPU time of one and the same case moves by as much between rounds."""


@dataclass(frozen=True, slots=True)
class Span:
    median: float
    least: float
    most: float


@dataclass(frozen=True, slots=True)
class Row:
    title: str
    cpu_us: Span
    """Per request."""
    ratio: Span
    """Of the CPU per request to ours, of runs of the same round."""
    postgres_us: float
    valkey_us: float
    per_s: float
    p50_ms: float
    p99_ms: float
    resident_mb: float
    errors: int
    loads: int
    """The most of any run."""
    wall_ms: float
    """Of a run."""
    queries: float | None
    """Per request, where they were counted."""

    @property
    def differs(self) -> bool:
        return not 1 / NO_DIFFERENCE < self.ratio.median < NO_DIFFERENCE


@dataclass(frozen=True, slots=True)
class Verdict:
    aim: Aim
    ratio: Span

    @property
    def reached(self) -> bool:
        low, high = self.aim.at_least, self.aim.at_most
        return (low is None or self.ratio.median >= low) and (
            high is None or self.ratio.median <= high
        )


def rows(result: Result, connections: int) -> list[Row]:
    """In the order of the cases."""
    found: list[Row] = []
    for case in result.cases:
        runs = _runs(result, case.name, connections)
        found.append(
            Row(
                title=case.title,
                cpu_us=_span([_cpu_us(run) for run in runs]),
                ratio=_ratio(result, case.name, result.ours, connections),
                postgres_us=median(run.postgres_cpu_s / run.requests * 1e6 for run in runs),
                valkey_us=median(run.valkey_cpu_s / run.requests * 1e6 for run in runs),
                per_s=median(run.requests / run.wall_s for run in runs),
                p50_ms=median(run.p50_ms for run in runs),
                p99_ms=median(run.p99_ms for run in runs),
                resident_mb=max(run.resident_mb for run in runs),
                errors=sum(run.failures + run.wrong for run in runs),
                loads=max(run.loads for run in runs),
                wall_ms=median(run.wall_s for run in runs) * 1000,
                queries=_queries(runs),
            )
        )
    return found


def _queries(runs: Sequence[Run]) -> float | None:
    counted = [run.queries / run.requests for run in runs if run.queries is not None]
    return median(counted) if counted else None


def verdicts(result: Result) -> list[Verdict]:
    return [Verdict(aim, _judged(result, aim)) for aim in result.aims]


def _judged(result: Result, aim: Aim) -> Span:
    measure = _MEASURES[aim.measure]
    case, less, of, of_less = (
        [measure(run) for run in _runs(result, name, result.judged_at)]
        for name in (aim.case, aim.less, aim.of, aim.of_less)
    )
    nothing = [0.0] * len(case)
    own = zip(case, less or nothing, strict=True)
    other = zip(of, of_less or nothing, strict=True)
    return _span([(a - b) / (c - d) for (a, b), (c, d) in zip(own, other, strict=True)])


def _ratio(result: Result, case: str, of: str, connections: int) -> Span:
    pairs = zip(_runs(result, case, connections), _runs(result, of, connections), strict=True)
    return _span([_cpu_us(run) / _cpu_us(other) for run, other in pairs])


def _runs(result: Result, case: str, connections: int) -> list[Run]:
    chosen = [run for run in result.runs if (run.case, run.connections) == (case, connections)]
    return sorted(chosen, key=lambda run: run.round)


def _cpu_us(run: Run) -> float:
    return run.cpu_s / run.requests * 1e6


def _per_s(run: Run) -> float:
    return run.requests / run.wall_s


def _wall_s(run: Run) -> float:
    return run.wall_s


_MEASURES: Final[dict[Measure, Callable[[Run], float]]] = {
    "cpu": _cpu_us,
    "throughput": _per_s,
    "wall": _wall_s,
}


def _span(values: Sequence[float]) -> Span:
    return Span(median(values), min(values), max(values))
