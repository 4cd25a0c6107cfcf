"""A crowd of customers: 100 and 1,000 at once, about 8,252 orders, of which seven in ten were
asked for before: `python -m bench.orders`, in some five minutes; `--long` for figures to quote.

Three tables: the crowd; a rush of all of them for one order that is in no cache; and what a hit
costs inside the process, without a socket.
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from importlib.metadata import version
from random import Random
from statistics import quantiles
from typing import Final

import psycopg
import uvloop
from rich.console import Console
from rich.progress import track

from bench.command import ROOT, Mode, Taken, run_bench
from bench.harness import (
    Aim,
    Case,
    CaseFacts,
    Question,
    Run,
    Served,
    connected,
    cpu_seconds,
    environment_python,
    interleaved,
    locked_versions,
    resident_mb,
    served,
)
from bench.inside import asked_inside
from bench.order_ground import Ground, is_right, prepared
from regie.core.embedded import EmbeddedHome

PEERS: Final = ROOT / "bench/peers"
CUSTOMARY: Final = PEERS / "customary.lock"
CROWDS: Final = (1000, 100)
WARM: Final = 500
"""Orders that were asked for before."""
HITS: Final = 0.7
_SHORT: Final = Mode("short", rounds=3, seconds=60.0, warm_up_s=1.0)
_LONG: Final = Mode("long", rounds=6, seconds=120.0, warm_up_s=2.0)
"""Seconds are the most that a run may take: it ends when each of its questions was asked."""
_SEED: Final = 8252
_TOLD_S: Final = 11.0
"""PostgreSQL tells what an idle connection has done within ten seconds."""
_OURS: Final = ("uvicorn", "starlette", "asyncpg", "msgspec", "uvloop", "httptools")
_THEIRS: Final = (
    *("fastapi", "uvicorn", "starlette", "pydantic", "sqlalchemy"),
    *("asyncpg", "redis", "slowapi"),
)
_ROOM: Final = {
    "REGIE_REQUESTS_A_MINUTE": "600000",
    "REGIE_ORDER_QUESTIONS_A_MINUTE": "600000",
    "REGIE_ORDERS_TRIES_PER_NUMBER": "1000000",
    "REGIE_MAX_WAITING": "1000",
    "REGIE_MAX_WAIT_S": "30",
}
"""All load comes from one address, and nobody is sent away, for the peer sends nobody away. How
many are answered at once stays as it is set by default."""
_LOOKED_UP: Final = (
    "SELECT coalesce(sum(idx_scan + seq_scan), 0)::bigint FROM pg_stat_user_tables"
    " WHERE relname = 'Commandes'"
)


def cases(ground: Ground) -> list[Case]:
    ours = (sys.executable, "-m", "regie.entrypoints.asgi", "--fd", "{fd}")
    peer = str(environment_python(CUSTOMARY))
    theirs = (peer, "-m", "uvicorn", "customary:app", "--app-dir", str(PEERS), "--port", "{port}")
    environ = {**ground.environ, **_ROOM, "PYTHONPATH": str(ROOT / "src")}
    own = {"ORDERS_DSN": ground.orders_dsn, "REDIS_URL": ground.home.cache.url}
    return [
        Case("regie", "Régie", ours, environ),
        Case("customary", "customary FastAPI", theirs, {**own, "CACHE_TTL_S": "300"}),
    ]


class Asked:
    """Which questions a case was asked already: what is to be a miss is asked once."""

    def __init__(self, ground: Ground, runs: int):
        questions = ground.every_question
        self.warm = questions[:WARM]
        self._cold = iter(questions[WARM:])
        self._misses = (len(questions) - WARM) // runs
        self._random = Random(_SEED)

    def mixed(self) -> list[Question]:
        """Three misses to seven hits, shuffled."""
        cold = [next(self._cold) for _ in range(self._misses)]
        hits = round(len(cold) * HITS / (1 - HITS))
        mixed = cold + self._random.choices(self.warm, k=hits)
        self._random.shuffle(mixed)
        return mixed

    def new(self) -> Question:
        return next(self._cold)


class Counted:
    """How often the orders' table was looked into, as the source's own statistics say."""

    def __init__(self, ground: Ground):
        database = psycopg.conninfo.conninfo_to_dict(ground.orders_dsn)["dbname"]
        self._url = ground.home.postgres.superuser_url(str(database))

    def so_far(self) -> int:
        time.sleep(_TOLD_S)
        with psycopg.connect(self._url) as connection:
            row = connection.execute(_LOOKED_UP).fetchone()
        assert row is not None
        return int(row[0])


@dataclass(frozen=True, slots=True)
class Turn:
    server: Served
    number: int
    crowd: int


async def warmed_up(server: Served, warm: Sequence[Question], seconds: float) -> None:
    async with connected(server.port, 100, warm) as clients:
        await clients.run(seconds)


async def played(turn: Turn, questions: Sequence[Question], home: EmbeddedHome, mode: Mode) -> Run:
    groups = (turn.server.processes(), home.postgres.processes(), home.cache.processes())
    async with connected(turn.server.port, turn.crowd, questions, once=True) as clients:
        before = [cpu_seconds(group) for group in groups]
        load = await clients.run(mode.seconds)
        own, postgres, valkey = (
            cpu_seconds(group) - start for group, start in zip(groups, before, strict=True)
        )
    cuts = quantiles(load.latencies_s, n=100)
    return Run(
        case=turn.server.case.name,
        round=turn.number,
        connections=turn.crowd,
        requests=len(load.latencies_s),
        failures=load.failures,
        sampled=len(load.sample),
        wrong=sum(not is_right(question, body) for question, body in load.sample),
        wall_s=load.wall_s,
        cpu_s=own,
        postgres_cpu_s=postgres,
        valkey_cpu_s=valkey,
        p50_ms=cuts[49] * 1000,
        p99_ms=cuts[98] * 1000,
        resident_mb=resident_mb(groups[0]),
    )


def take(mode: Mode, console: Console) -> Iterator[Taken]:
    with ExitStack() as stack:
        with console.status("starting PostgreSQL, Valkey and the servers under test"):
            ground = stack.enter_context(prepared())
            chosen = cases(ground)
            servers = [
                stack.enter_context(served(case, ROOT, ground.home.home / f"{case.name}.log"))
                for case in chosen
            ]
        counted = Counted(ground)
        runner = stack.enter_context(asyncio.Runner(loop_factory=uvloop.new_event_loop))
        facts = [CaseFacts(case.name, case.title, _versions(case)) for case in chosen]
        crowds = [
            Turn(server, number, size)
            for size in CROWDS
            for number, server in interleaved(servers, mode.rounds)
        ]
        rushes = [turn for turn in crowds if turn.crowd == max(CROWDS)]
        asked = {case.name: Asked(ground, len(CROWDS) * mode.rounds + 1) for case in chosen}

        def crowd(turn: Turn) -> Run:
            questions = asked[turn.server.case.name]
            runner.run(warmed_up(turn.server, questions.warm, mode.warm_up_s))
            before = counted.so_far()
            run = runner.run(played(turn, questions.mixed(), ground.home, mode))
            return replace(run, queries=counted.so_far() - before)

        def rush(turn: Turn) -> Run:
            question = asked[turn.server.case.name].new()
            before = counted.so_far()
            run = runner.run(played(turn, [question] * turn.crowd, ground.home, mode))
            return replace(run, loads=counted.so_far() - before)

        aims = (
            Aim("regie", of="customary", at_least=4.0, measure="throughput"),
            Aim("customary", of="regie", at_least=4.0),
        )
        runs = [crowd(turn) for turn in track(crowds, "a crowd", console=console)]
        yield Taken("orders-crowd", "regie", "customer", facts, aims, runs)
        runs = [rush(turn) for turn in track(rushes, "a rush", console=console)]
        yield Taken("orders-rush", "regie", "customer", facts, (), runs)
        inside = runner.run(asked_inside({**ground.environ, **_ROOM}, asked["regie"].warm, mode))
        title = CaseFacts("regie", "Régie, inside the process", _versions(chosen[0]))
        yield Taken("orders-hit", "regie", "caller", [title], (), inside)


def _versions(case: Case) -> dict[str, str]:
    if case.name == "customary":
        return dict(locked_versions(CUSTOMARY, _THEIRS))
    return {name: version(name) for name in _OURS}


if __name__ == "__main__":
    sys.exit(run_bench("orders", __doc__, (_SHORT, _LONG), take))
