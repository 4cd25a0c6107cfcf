"""One run of a server that is asked over kept connections."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import quantiles

import psutil

from .load import Question, connected
from .processes import cpu_seconds, resident_mb
from .results import Run
from .servers import Served


async def measure_served(
    server: Served,
    number: int,
    connections: int,
    questions: Sequence[Question],
    *,
    seconds: float,
    warm_up_s: float,
    valkey: Sequence[psutil.Process],
) -> Run:
    """Of the sampled answers all must hold what is expected, and nothing else is looked at."""
    async with connected(server.port, connections, questions) as clients:
        await clients.run(warm_up_s)
        groups = (server.processes(), valkey)
        before = [cpu_seconds(group) for group in groups]
        load = await clients.run(seconds)
        own, shared = (
            cpu_seconds(group) - start for group, start in zip(groups, before, strict=True)
        )
    cuts = quantiles(load.latencies_s, n=100)
    return Run(
        case=server.case.name,
        round=number,
        connections=connections,
        requests=len(load.latencies_s),
        failures=load.failures,
        sampled=len(load.sample),
        wrong=sum(not question.is_met_by(body) for question, body in load.sample),
        wall_s=load.wall_s,
        cpu_s=own,
        postgres_cpu_s=0.0,
        valkey_cpu_s=shared,
        p50_ms=cuts[49] * 1000,
        p99_ms=cuts[98] * 1000,
        resident_mb=resident_mb(groups[0]),
    )
