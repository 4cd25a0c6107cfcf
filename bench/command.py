"""From the command line to a table and a file, alike for every benchmark of players."""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, NoReturn

from rich.console import Console

from bench.harness import (
    Aim,
    CaseFacts,
    Result,
    Run,
    describe_machine,
    describe_revision,
    write,
)
from bench.report import print_tables

ROOT: Final = Path(__file__).parents[1]
_WIDTH: Final = 140
"""Of the tables, in a file or a log."""


@dataclass(frozen=True, slots=True)
class Mode:
    name: str
    rounds: int
    seconds: float
    """Of a run."""
    warm_up_s: float


@dataclass(frozen=True, slots=True)
class Taken:
    bench: str
    ours: str
    clients: str
    cases: Sequence[CaseFacts]
    aims: Sequence[Aim]
    runs: Sequence[Run]

    @property
    def most_clients(self) -> int:
        return max(run.connections for run in self.runs)


def run_bench(
    name: str,
    description: str | None,
    modes: tuple[Mode, Mode],
    take: Callable[[Mode, Console], Iterable[Taken]],
) -> int:
    """The first mode, or the second with --long; 1 when an answer was wrong."""
    parser = argparse.ArgumentParser(prog=f"bench.{name}", description=description)
    parser.add_argument("--long", action="store_true", help="figures to quote")
    mode = modes[parser.parse_args().long]
    signal.signal(signal.SIGTERM, _interrupted)
    console = Console(width=None if sys.stdout.isatty() else _WIDTH)
    taken_at, machine, revision = datetime.now(UTC), describe_machine(), describe_revision(ROOT)
    errors = 0
    for taken in take(mode, console):
        result = Result(
            bench=taken.bench,
            taken_at=taken_at,
            mode=mode.name,
            seconds=mode.seconds,
            rounds=mode.rounds,
            ours=taken.ours,
            judged_at=taken.most_clients,
            machine=machine,
            revision=revision,
            cases=taken.cases,
            aims=taken.aims,
            runs=taken.runs,
            clients=taken.clients,
        )
        console.rule(taken.bench)
        print_tables(result, console)
        console.print(f"raw figures: {write(result).relative_to(ROOT)}")
        errors += result.errors
    if errors:
        console.print(f"[red]{errors} answers were wrong: these figures mean nothing")
    return 1 if errors else 0


def _interrupted(*_: object) -> NoReturn:
    """So that what was started is stopped."""
    raise KeyboardInterrupt
