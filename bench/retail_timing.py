"""One deed of this process, again and again on the clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter, process_time
from typing import Any

import psutil

from bench.harness import Run


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


def timed(name: str, case: Case, number: int, *, seconds: float) -> Run:
    """At least once, after a run that is not counted where it takes less than `seconds`."""
    began = perf_counter()
    found = case.run()
    took = [perf_counter() - began]
    if took[0] < seconds:
        for _ in range(5):  # PostgreSQL settles on a plan after five
            case.run()
        took.clear()
    cpu, began = process_time(), perf_counter()
    while not took or (perf_counter() - began < seconds and len(took) < 10_000):
        started = perf_counter()
        found = case.run()
        took.append(perf_counter() - started)
        if took[-1] > seconds:
            break
    cpu_s = process_time() - cpu
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
        postgres_cpu_s=0.0,
        valkey_cpu_s=0.0,
        p50_ms=median(took) * 1000,
        p99_ms=max(took) * 1000,
        resident_mb=psutil.Process().memory_info().rss / 2**20,
    )
