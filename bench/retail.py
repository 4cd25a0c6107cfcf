"""Imports of sales, their figures and scenarios, beside what a developer would pick instead:
`python -m bench.retail`, in some six minutes; `--long` for figures to quote."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Final

from rich.console import Console

from bench.command import Mode, Taken, run_bench
from bench.retail_figures import take_figures
from bench.retail_imports import take_checks, take_loads
from bench.retail_whatif import take_scenarios

_SHORT: Final = Mode("short", rounds=5, seconds=1.0, warm_up_s=0.0)
_LONG: Final = Mode("long", rounds=11, seconds=1.0, warm_up_s=0.0)


def take(mode: Mode, console: Console) -> Iterator[Taken]:
    yield from take_loads(mode, console)
    yield from take_checks(mode, console)
    yield from take_figures(mode, console)
    yield from take_scenarios(mode, console)


if __name__ == "__main__":
    sys.exit(run_bench("retail", __doc__, (_SHORT, _LONG), take))
