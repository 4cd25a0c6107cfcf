"""Finding out whose session a request came with, beside the sessions that people use:
`python -m bench.sessions`, in a minute; `--long` for figures to quote."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Final

from rich.console import Console

from bench.command import Mode, Taken, run_bench
from bench.harness import Aim, Case, CaseFacts, environment_python, locked_versions
from bench.stage import Stage, own_case, played

PEERS: Final = Path(__file__).parent / "peers"
LOCK: Final = PEERS / "sessions.lock"

_SHORT: Final = Mode("short", rounds=3, seconds=1.0, warm_up_s=0.3)
_LONG: Final = Mode("long", rounds=8, seconds=3.0, warm_up_s=1.0)

CASES: Final = {
    "regie": "Régie, found in memory",
    "regie-valkey": "Régie, found in Valkey",
    "starsessions": "starsessions, read alone",
    "starsessions-answered": "starsessions, as its middleware answers",
    "django": "Django's SessionMiddleware, cached_db",
}
_OURS: Final = ("hiredis", "msgspec", "uvloop")
_STARSESSIONS: Final = ("starsessions", "starlette", "redis", "hiredis", "uvloop")
_THEIRS: Final = {
    "starsessions": _STARSESSIONS,
    "starsessions-answered": _STARSESSIONS,
    "django": ("django", "redis", "hiredis"),
}


def take(mode: Mode, console: Console) -> Iterator[Taken]:
    runs = played("bench.signed_in", CASES, mode, (100, 1), console, case_of=_case)
    aims = [
        Aim(ours, of=theirs, at_most=0.25)
        for theirs in ("starsessions", "django")
        for ours in ("regie", "regie-valkey")
    ]
    facts = [
        CaseFacts(
            name,
            title,
            locked_versions(LOCK, _THEIRS[name])
            if name in _THEIRS
            else {package: version(package) for package in _OURS},
        )
        for name, title in CASES.items()
    ]
    yield Taken("sessions", "regie", "reader", facts, tuple(aims), runs)


def _case(module: str, name: str, title: str, ground: Stage) -> Case:
    if name not in _THEIRS:
        return own_case(module, name, title, ground)
    script = str(PEERS / "sessions.py")
    return Case(name, title, (str(environment_python(LOCK)), script, name, ground.valkey_url), {})


if __name__ == "__main__":
    sys.exit(run_bench("sessions", __doc__, (_SHORT, _LONG), take))
