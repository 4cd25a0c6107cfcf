"""Counting a page, beside one command per hit: `python -m bench.counters`, in under a minute;
`--long` for figures to quote."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib.metadata import version
from typing import Final

from rich.console import Console

from bench.command import Mode, Taken, run_bench
from bench.harness import CaseFacts
from bench.stage import played

_SHORT: Final = Mode("short", rounds=3, seconds=1.0, warm_up_s=0.3)
_LONG: Final = Mode("long", rounds=8, seconds=4.0, warm_up_s=1.0)

CASES: Final = {
    "regie": ("Régie, flushes included", ("asyncpg", "sqlalchemy", "uvloop")),
    "call": ("Régie, the call alone", ("uvloop",)),
    "link-incr": ("INCR over our connection", ("hiredis", "uvloop")),
    "redis-incr": ("INCR over redis-py", ("redis", "hiredis")),
    "redis-pages": ("redis-py: total, ranking, expiry", ("redis", "hiredis")),
    "upsert": ("asyncpg: one upsert per hit", ("asyncpg",)),
}


def take(mode: Mode, console: Console) -> Iterator[Taken]:
    titles = {name: title for name, (title, _) in CASES.items()}
    runs = played("bench.counted", titles, mode, (32, 1), console)
    facts = [
        CaseFacts(name, title, {package: version(package) for package in packages})
        for name, (title, packages) in CASES.items()
    ]
    yield Taken("counters", "regie", "caller", facts, (), runs)


if __name__ == "__main__":
    sys.exit(run_bench("counters", __doc__, (_SHORT, _LONG), take))
