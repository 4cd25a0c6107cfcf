"""What it costs to see what happens: the served order look-up without access log, without figures,
without counting statements, and with all: `python -m bench.observability`; `--long` to quote."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from importlib.metadata import version
from typing import Final

import uvloop
from rich.console import Console
from rich.progress import track

from bench.command import ROOT, Mode, Taken, run_bench
from bench.harness import Aim, Case, CaseFacts, Question, Run, interleaved, measure_served, served
from bench.order_ground import Ground, prepared

CONNECTIONS: Final = 32
_SHORT: Final = Mode("short", rounds=4, seconds=2.0, warm_up_s=0.5)
_LONG: Final = Mode("long", rounds=12, seconds=4.0, warm_up_s=1.0)
_OURS: Final = ("uvicorn", "starlette", "prometheus-client", "structlog", "msgspec")

CASES: Final = {
    "all": "Régie",
    "no-log": "without access log",
    "no-metrics": "without figures",
    "no-sql": "without counting statements",
    "nothing": "without any of them",
}


def take(mode: Mode, console: Console) -> Iterator[Taken]:
    with ExitStack() as stack:
        with console.status("starting PostgreSQL, Valkey and the servers under test"):
            ground = stack.enter_context(prepared())
            servers = [
                stack.enter_context(
                    served(_case(name, title, ground), ROOT, ground.home.home / f"{name}.log")
                )
                for name, title in CASES.items()
            ]
        questions = [Question(each.request, _told(each)) for each in ground.questions]
        runner = stack.enter_context(asyncio.Runner(loop_factory=uvloop.new_event_loop))
        turns = list(interleaved(servers, mode.rounds + 1))
        runs: list[Run] = [
            runner.run(
                measure_served(
                    each,
                    number,
                    CONNECTIONS,
                    questions,
                    seconds=mode.seconds,
                    warm_up_s=mode.warm_up_s,
                    valkey=ground.home.cache.processes(),
                )
            )
            for number, each in track(turns, "measuring", console=console)
        ]
    runs = [run for run in runs if run.round > 0]  # in the first the cache was filled
    versions = {package: version(package) for package in _OURS}
    facts = [CaseFacts(name, title, versions) for name, title in CASES.items()]
    aims = (Aim("all", of="nothing", at_most=1.1),)
    yield Taken("observability", "all", "connection", facts, aims, runs)


def _told(question: Question) -> dict[str, object]:
    """What the answer says of the order; the steps are a list there."""
    return {name: value for name, value in question.expected.items() if name != "steps"}


def _case(name: str, title: str, ground: Ground) -> Case:
    argv = (sys.executable, "-m", "bench.observed", name, "--fd", "{fd}")
    figures = ground.home.home / f"figures-{name}"
    figures.mkdir()
    environ = {
        **ground.environ,
        "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
        "REGIE_REQUESTS_A_MINUTE": "600000",
        "REGIE_ORDER_QUESTIONS_A_MINUTE": "600000",
        "PROMETHEUS_MULTIPROC_DIR": str(figures),
    }
    return Case(name, title, argv, environ)


if __name__ == "__main__":
    sys.exit(run_bench("observability", __doc__, (_SHORT, _LONG), take))
