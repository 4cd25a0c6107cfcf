"""One deed of this process, again and again on the clock."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter, process_time
from typing import Any, Final

import psutil

from bench.harness import Run, cpu_seconds

_MOST: Final = 10_000


def _nothing() -> None:
    """Nothing is to be tidied up."""


def _right(_: object) -> int:
    return 0


@dataclass(frozen=True, slots=True)
class Case:
    run: Callable[[], Any]
    wrong: Callable[[Any], int] = _right
    """Of what a run gives."""
    after: Callable[[], None] = _nothing
    """Once, when the clock has stopped."""


def timed(
    name: str,
    case: Case,
    number: int,
    *,
    seconds: float,
    postgres: Callable[[], Sequence[psutil.Process]] = tuple,
) -> Run:
    """At least once; what takes less than `seconds` is run six times before, uncounted."""
    server = postgres()
    cpu, asked, began = process_time(), cpu_seconds(server), perf_counter()
    found = case.run()
    took = [perf_counter() - began]
    if took[0] < seconds:
        for _ in range(5):  # PostgreSQL settles on a plan after five
            case.run()
        took.clear()
        cpu, asked, began = process_time(), cpu_seconds(server), perf_counter()
    while perf_counter() - began < seconds and len(took) < _MOST:
        started = perf_counter()
        found = case.run()
        took.append(perf_counter() - started)
    cpu_s, postgres_cpu_s = process_time() - cpu, cpu_seconds(server) - asked
    case.after()
    return Run(
        case=name,
        round=number,
        connections=1,
        requests=len(took),
        failures=0,
        sampled=1,
        wrong=case.wrong(found),
        wall_s=sum(took),
        cpu_s=max(cpu_s, 1e-6),
        postgres_cpu_s=postgres_cpu_s,
        valkey_cpu_s=0.0,
        p50_ms=median(took) * 1000,
        p99_ms=max(took) * 1000,
        resident_mb=psutil.Process().memory_info().rss / 2**20,
    )
