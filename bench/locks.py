"""Taking and releasing a lock that is free, beside the locks that people use:
`python -m bench.locks`, in under a minute; `--long` for figures to quote."""

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
_LONG: Final = Mode("long", rounds=8, seconds=3.0, warm_up_s=1.0)

CASES: Final = {
    "regie": ("Régie: lease and fencing token", ("asyncpg", "sqlalchemy")),
    "regie-bell": ("Régie, with its bell", ("asyncpg", "sqlalchemy", "hiredis")),
    "memory": ("Régie, in one process", ("uvloop",)),
    "transactions": ("two empty transactions", ("asyncpg", "sqlalchemy")),
    "redis-lock": ("Lock of redis-py", ("redis", "hiredis")),
    "advisory": ("advisory lock over asyncpg", ("asyncpg",)),
}


def take(mode: Mode, console: Console) -> Iterator[Taken]:
    titles = {name: title for name, (title, _) in CASES.items()}
    runs = played("bench.locked", titles, mode, (8, 1), console)
    facts = [
        CaseFacts(name, title, {package: version(package) for package in packages})
        for name, (title, packages) in CASES.items()
    ]
    yield Taken("locks", "regie", "caller", facts, (), runs)


if __name__ == "__main__":
    sys.exit(run_bench("locks", __doc__, (_SHORT, _LONG), take))
