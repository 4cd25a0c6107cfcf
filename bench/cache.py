"""A hit in memory, a hit in Valkey and a thousand misses at once, beside the caches that people
use: `python -m bench.cache`, in two minutes; `--long` for figures to quote."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack
from importlib.metadata import version
from pathlib import Path
from time import time
from typing import Final

from rich.console import Console
from rich.progress import track

from bench.command import ROOT, Mode, Taken, run_bench
from bench.harness import (
    Aim,
    BenchValkey,
    Case,
    CaseFacts,
    Player,
    Run,
    bench_valkey,
    environment_python,
    interleaved,
    locked_versions,
    measure,
    playing,
)
from bench.peers.player import LATENESS_S

PEERS: Final = Path(__file__).parent / "peers"
LOCK: Final = PEERS / "caches.lock"
PROCESSES: Final = 4
CALLERS: Final = 1000
"""In each process."""

_SHORT: Final = Mode("short", rounds=3, seconds=0.6, warm_up_s=0.2)
_LONG: Final = Mode("long", rounds=10, seconds=2.0, warm_up_s=0.5)
_OURS: Final = ("msgspec", "hiredis", "uvloop")
_THEIRS: Final = {
    "async-lru": ("async-lru",),
    "cashews": ("cashews", "redis"),
    "aiocache": ("aiocache", "redis"),
    "redis-py": ("redis", "hiredis"),
    "glide": ("valkey-glide",),
}

MEMORY: Final = {
    "memory": "Régie",
    "memory-tagged": "Régie, with a tag",
    "peek": "Régie, `peek`",
    "async-lru": "async-lru",
    "cashews-memory": "cashews",
    "aiocache-memory": "aiocache",
}
VALKEY: Final = {
    "valkey": "Régie",
    "valkey-tagged": "Régie, with a tag",
    "valkey-port": "Régie, over TCP",
    "bare": "GET over our connection",
    "redis-py": "GET over redis-py",
    "redis-py-versions": "redis-py, versions checked",
    "glide": "GET over valkey-glide, TCP",
    "cashews": "cashews, TCP",
    "aiocache": "aiocache, TCP",
}
MISSES: Final = {
    "valkey": "Régie",
    "loader": "the loader alone",
    "redis-py": "redis-py, GET and SET",
}
_OVER_TCP: Final = ("valkey-port", "glide", "cashews", "aiocache")


def take(mode: Mode, console: Console) -> Iterator[Taken]:
    with bench_valkey() as server:
        aims = (
            Aim("memory", of="async-lru", at_most=0.6),
            Aim("memory", of="cashews-memory", at_most=1 / 50),
        )
        runs = _hits(MEMORY, mode, server, console, readers=(1,))
        yield Taken("cache-memory", "memory", "reader", _facts(MEMORY), aims, runs)
        aims = (
            Aim("valkey", of="redis-py", at_least=10.0, measure="throughput"),
            Aim("valkey", of="redis-py-versions", at_least=10.0, measure="throughput"),
            Aim("bare", of="redis-py", at_least=10.0, measure="throughput"),
            Aim("valkey-port", of="glide", at_least=4.0, measure="throughput"),
        )
        runs = _hits(VALKEY, mode, server, console, readers=(100, 1))
        yield Taken("cache-valkey", "valkey", "reader", _facts(VALKEY), aims, runs)
        aims = (Aim("valkey", of="loader", at_most=2.0, measure="wall"),)
        runs = _stampedes(mode, server, console)
        yield Taken("cache-misses", "valkey", "caller", _facts(MISSES), aims, runs)


def _hits(
    titles: dict[str, str],
    mode: Mode,
    server: BenchValkey,
    console: Console,
    *,
    readers: Sequence[int],
) -> list[Run]:
    with ExitStack() as stack:
        players = [stack.enter_context(_player(*case, server)) for case in titles.items()]
        turns = [(size, *turn) for size in readers for turn in interleaved(players, mode.rounds)]
        return [
            measure(
                player,
                number,
                size,
                seconds=mode.seconds,
                warm_up_s=mode.warm_up_s,
                server=server.processes(),
            )
            for size, number, player in track(turns, "measuring", console=console)
        ]


def _stampedes(mode: Mode, server: BenchValkey, console: Console) -> list[Run]:
    """The first round, in which scripts become known and connections are made, does not count."""
    with ExitStack() as stack:
        teams = [
            [
                stack.enter_context(_player(name, title, server))
                for _ in range(1 if name == "loader" else PROCESSES)
            ]
            for name, title in MISSES.items()
        ]
        turns = list(interleaved(teams, mode.rounds + 3))
        runs = [
            _stampede(team, number) for number, team in track(turns, "missing", console=console)
        ]
        return [run for run in runs if run.round > 0]


def _stampede(team: Sequence[Player], number: int) -> Run:
    """From when the first process begins to when the last has all its answers."""
    name = team[0].case.name
    callers = 1 if name == "loader" else CALLERS
    at = time() + LATENESS_S
    for player in team:
        player.order(do="stampede", key=f"{name}-{number}-{at}", callers=callers, at=at)
    played = [player.answer() for player in team]
    wall_s = max(each["ended"] for each in played) - min(each["began"] for each in played)
    return Run(
        case=name,
        round=number,
        connections=CALLERS * PROCESSES,
        requests=callers * len(team),
        failures=sum(each["failures"] for each in played),
        sampled=callers * len(team),
        wrong=0,
        wall_s=wall_s,
        cpu_s=sum(each["cpu_s"] for each in played),
        postgres_cpu_s=0.0,
        valkey_cpu_s=0.0,
        p50_ms=wall_s * 1000,
        p99_ms=wall_s * 1000,
        resident_mb=0.0,
        loads=sum(each["loads"] for each in played),
    )


def _player(name: str, title: str, server: BenchValkey) -> AbstractContextManager[Player]:
    url = server.port_url if name in _OVER_TCP else server.socket_url
    if _peer(name) is None:
        case = name.removesuffix("-port")
        argv = (sys.executable, "-m", "bench.cached", case, url)
        environ = {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
        return playing(Case(name, title, argv, environ), ROOT)
    argv = (str(environment_python(LOCK)), str(PEERS / "caches.py"), name, url)
    return playing(Case(name, title, argv, {}), ROOT)


def _peer(name: str) -> str | None:
    return next((peer for peer in _THEIRS if name.startswith(peer)), None)


def _facts(titles: dict[str, str]) -> list[CaseFacts]:
    facts: list[CaseFacts] = []
    for name, title in titles.items():
        peer = _peer(name)
        versions = locked_versions(LOCK, _THEIRS[peer]) if peer else {p: version(p) for p in _OURS}
        facts.append(CaseFacts(name, title, versions))
    return facts


if __name__ == "__main__":
    sys.exit(run_bench("cache", __doc__, (_SHORT, _LONG), take))
