# ruff: noqa: A005 - only ever run as a module of this package, never put on the path itself
"""CPU per request and throughput of the order look-up, beside what it could cost and what it does
cost elsewhere: `python -m bench.http`, in under three minutes; `--long` for figures to quote."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import quantiles
from typing import Final, NoReturn

import uvloop
from rich.console import Console
from rich.progress import track

from bench.harness import (
    Aim,
    Case,
    CaseFacts,
    Question,
    Result,
    Run,
    Served,
    connected,
    cpu_seconds,
    describe_machine,
    describe_revision,
    environment_python,
    interleaved,
    locked_versions,
    resident_mb,
    served,
    write,
)
from bench.order_ground import Ground, is_right, prepared
from bench.report import print_tables

ROOT: Final = Path(__file__).parents[1]
PEERS: Final = Path(__file__).parent / "peers"
CUSTOMARY: Final = PEERS / "customary.lock"

CONNECTIONS: Final = (32, 1)
AIMS: Final = (
    Aim("customary", of="regie", at_least=4.0),
    Aim("customary-uncached", of="regie", at_least=4.0),
    Aim("regie", of="edge", at_most=2.5),
)
_OURS: Final = ("uvicorn", "starlette", "asyncpg", "msgspec", "uvloop", "httptools")
_THEIRS: Final = (
    *("fastapi", "uvicorn", "starlette", "pydantic", "sqlalchemy"),
    *("asyncpg", "redis", "slowapi"),
)
_HIGH_LIMITS: Final = {
    "REGIE_REQUESTS_A_MINUTE": "600000",
    "REGIE_ORDER_QUESTIONS_A_MINUTE": "600000",
    "REGIE_ORDERS_TRIES_PER_NUMBER": "1000000",
}
"""Decided on every request as ever, only never reached: all load comes from one address."""
_WIDTH: Final = 140
"""Of the tables, in a file or a log."""
_MODES: Final = {"short": (3, 2.0, 0.5), "long": (8, 4.0, 1.0)}
"""Rounds, seconds of a run, seconds of its warm-up."""


def cases(ground: Ground) -> list[Case]:
    environ = {**ground.environ, **_HIGH_LIMITS, "PYTHONPATH": str(ROOT / "src")}
    peer = str(environment_python(CUSTOMARY))

    def bare(step: str, title: str) -> Case:
        return Case(
            step, title, (sys.executable, "-m", "bench.bare", step, "--port", "{port}"), environ
        )

    def customary(name: str, title: str, cache_ttl_s: int) -> Case:
        argv = (peer, "-m", "uvicorn", "customary:app", "--app-dir", str(PEERS), "--port", "{port}")
        own = {"ORDERS_DSN": ground.orders_dsn, "REDIS_URL": ground.home.cache.url}
        return Case(name, title, argv, {**own, "CACHE_TTL_S": str(cache_ttl_s)})

    ours = (sys.executable, "-m", "regie.entrypoints.asgi", "--fd", "{fd}")
    return [
        bare("floor", "bare ASGI"),
        bare("guarded", "bare ASGI, guarded pool"),
        bare("edge", "(a) bare ASGI, our edge"),
        Case("regie", "Régie", ours, environ),
        customary("customary", "(b) customary FastAPI", 86_400),
        customary("customary-uncached", "(b) without its cache", 0),
    ]


async def prime(server: Served, ground: Ground) -> None:
    """Until every question was asked once: pools are open, statements prepared, caches filled."""
    async with connected(server.port, CONNECTIONS[0], ground.questions) as clients:
        asked = 0
        while asked < len(ground.questions):
            asked += len((await clients.run(0.5)).latencies_s)


async def measure(
    server: Served, number: int, connections: int, ground: Ground, seconds: tuple[float, float]
) -> Run:
    run_s, warm_up_s = seconds
    home = ground.home
    async with connected(server.port, connections, ground.questions) as clients:
        await clients.run(warm_up_s)
        groups = (server.processes(), home.postgres.processes(), home.cache.processes())
        before = [cpu_seconds(group) for group in groups]
        load = await clients.run(run_s)
        after = [cpu_seconds(group) for group in groups]
    own, postgres, valkey = (end - start for start, end in zip(before, after, strict=True))
    cuts = quantiles(load.latencies_s, n=100)
    return Run(
        case=server.case.name,
        round=number,
        connections=connections,
        requests=len(load.latencies_s),
        failures=load.failures,
        sampled=len(load.sample),
        wrong=_wrong(load.sample),
        wall_s=load.wall_s,
        cpu_s=own,
        postgres_cpu_s=postgres,
        valkey_cpu_s=valkey,
        p50_ms=cuts[49] * 1000,
        p99_ms=cuts[98] * 1000,
        resident_mb=resident_mb(groups[0]),
    )


def _wrong(sample: Sequence[tuple[Question, bytes]]) -> int:
    return sum(not is_right(question, body) for question, body in sample)


def take(mode: str, rounds: int, seconds: tuple[float, float], console: Console) -> Result:
    taken_at, machine, revision = datetime.now(UTC), describe_machine(), describe_revision(ROOT)
    runs: list[Run] = []
    with ExitStack() as stack:
        with console.status("starting PostgreSQL, Valkey and the servers under test"):
            ground = stack.enter_context(prepared())
            chosen = cases(ground)
            servers = [
                stack.enter_context(served(case, ROOT, ground.home.home / f"{case.name}.log"))
                for case in chosen
            ]
        runner = stack.enter_context(asyncio.Runner(loop_factory=uvloop.new_event_loop))
        for server in servers:
            runner.run(prime(server, ground))
        turns = [(size, *turn) for size in CONNECTIONS for turn in interleaved(servers, rounds)]
        for connections, number, server in track(turns, "measuring", console=console):
            runs.append(runner.run(measure(server, number, connections, ground, seconds)))
    return Result(
        bench="http",
        taken_at=taken_at,
        mode=mode,
        seconds=seconds[0],
        rounds=rounds,
        ours="regie",
        judged_at=CONNECTIONS[0],
        machine=machine,
        revision=revision,
        cases=[CaseFacts(case.name, case.title, _versions(case)) for case in chosen],
        aims=AIMS,
        runs=runs,
    )


def _versions(case: Case) -> Mapping[str, str]:
    if case.name.startswith("customary"):
        return locked_versions(CUSTOMARY, _THEIRS)
    return {name: version(name) for name in _OURS}


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench.http", description=__doc__)
    parser.add_argument("--long", action="store_true", help="eight rounds of four seconds")
    arguments = parser.parse_args()
    signal.signal(signal.SIGTERM, _interrupted)
    console = Console(width=None if sys.stdout.isatty() else _WIDTH)
    mode = "long" if arguments.long else "short"
    rounds, run_s, warm_up_s = _MODES[mode]
    result = take(mode, rounds, (run_s, warm_up_s), console)
    print_tables(result, console)
    console.print(f"raw figures: {write(result).relative_to(ROOT)}")
    if result.errors:
        console.print(f"[red]{result.errors} answers were wrong: these figures mean nothing")
    return 1 if result.errors else 0


def _interrupted(*_: object) -> NoReturn:
    """So that what was started is stopped."""
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
