"""What a limit costs: decisions beside the same script over redis-py, and a limited request beside
an unlimited one and slowapi's: `python -m bench.limits`, in two minutes; `--long` to quote."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from importlib.metadata import version
from pathlib import Path
from typing import Final

import uvloop
from rich.console import Console
from rich.progress import track

from bench.command import ROOT, Mode, Taken, run_bench
from bench.harness import (
    Aim,
    BenchValkey,
    Case,
    CaseFacts,
    Question,
    Run,
    bench_valkey,
    environment_python,
    interleaved,
    locked_versions,
    measure,
    measure_served,
    playing,
    served,
)

PEERS: Final = Path(__file__).parent / "peers"
LOCK: Final = PEERS / "limiters.lock"
QUESTIONS: Final = (
    Question(
        b"GET /api/v1/hello HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/json\r\n\r\n",
        {"path": "/api/v1/hello"},
    ),
)
_SHORT: Final = Mode("short", rounds=4, seconds=1.0, warm_up_s=0.3)
_LONG: Final = Mode("long", rounds=12, seconds=3.0, warm_up_s=0.5)

DECISIONS: Final = {
    "decide": "Régie",
    "lua": "the same script over redis-py",
    "limits": "limits.aio, fixed window",
}
REQUESTS: Final = {
    "edge": "our edge without limits",
    "edge-limited": "Régie, one limit and one watch",
    "plain": "FastAPI without limits",
    "slowapi": "FastAPI with slowapi",
    "slowapi-headers": "FastAPI with slowapi, headers on",
}
_THEIRS: Final = {
    "limits": ("limits", "redis"),
    "plain": ("fastapi", "uvicorn"),
    "slowapi": ("slowapi", "limits", "redis", "fastapi", "uvicorn"),
    "slowapi-headers": ("slowapi", "limits", "redis", "fastapi", "uvicorn"),
}
_OURS: Final = ("hiredis", "msgspec", "uvloop", "uvicorn", "fastapi")


def take(mode: Mode, console: Console) -> Iterator[Taken]:
    with bench_valkey() as server:
        aims = (Aim("decide", of="lua", at_least=4.0, measure="throughput"),)
        runs = _decisions(mode, server, console)
        yield Taken("limits-decisions", "decide", "asker", _facts(DECISIONS), aims, runs)
        aims = (
            Aim("edge-limited", of="slowapi", less="edge", of_less="plain", at_most=0.1),
            Aim("edge-limited", of="slowapi-headers", less="edge", of_less="plain", at_most=0.1),
            Aim("edge-limited", of="edge", at_most=1.1),
        )
        runs = _requests(mode, server, console)
        yield Taken("limits-requests", "edge-limited", "connection", _facts(REQUESTS), aims, runs)


def _decisions(mode: Mode, server: BenchValkey, console: Console) -> list[Run]:
    with ExitStack() as stack:
        players = [
            stack.enter_context(playing(_case(name, title, server), ROOT))
            for name, title in DECISIONS.items()
        ]
        turns = [(size, *turn) for size in (100, 1) for turn in interleaved(players, mode.rounds)]
        return [
            measure(
                player,
                number,
                size,
                seconds=mode.seconds,
                warm_up_s=mode.warm_up_s,
                server=server.processes(),
            )
            for size, number, player in track(turns, "deciding", console=console)
        ]


def _requests(mode: Mode, server: BenchValkey, console: Console) -> list[Run]:
    with ExitStack() as stack:
        servers = [
            stack.enter_context(
                served(_case(name, title, server, "{port}"), ROOT, server.log(name))
            )
            for name, title in REQUESTS.items()
        ]
        runner = stack.enter_context(asyncio.Runner(loop_factory=uvloop.new_event_loop))
        turns = list(interleaved(servers, mode.rounds))
        return [
            runner.run(
                measure_served(
                    each,
                    number,
                    32,
                    QUESTIONS,
                    seconds=2 * mode.seconds,
                    warm_up_s=mode.warm_up_s,
                    valkey=server.processes(),
                )
            )
            for number, each in track(turns, "asking", console=console)
        ]


def _case(name: str, title: str, server: BenchValkey, *port: str) -> Case:
    if name in _THEIRS:
        own = str(environment_python(LOCK))
        url = server.socket_url.replace("unix://", "redis+unix://")
        begin = (str(PEERS / "slowed.py"), name) if port else (str(PEERS / "limiters.py"),)
        return Case(name, title, (own, *begin, url, *port), {})
    environ = {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    argv = (sys.executable, "-m", "bench.limited", name, server.socket_url, *port)
    return Case(name, title, argv, environ)


def _facts(titles: dict[str, str]) -> list[CaseFacts]:
    facts: list[CaseFacts] = []
    for name, title in titles.items():
        theirs = _THEIRS.get(name)
        versions = locked_versions(LOCK, theirs) if theirs else {p: version(p) for p in _OURS}
        facts.append(CaseFacts(name, title, versions))
    return facts


if __name__ == "__main__":
    sys.exit(run_bench("limits", __doc__, (_SHORT, _LONG), take))
