"""PostgreSQL with the newest schema and Valkey, for the benchmarks of what stands on them."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.progress import track

from bench.command import ROOT, Mode
from bench.harness import Case, Player, Run, cpu_seconds, interleaved, measure, playing
from regie.core.db import DatabaseUrl, migrate
from regie.core.embedded import EmbeddedHome, open_home
from regie.migrations import SCRIPTS

ROLE: Final = "regie"
_NONE_S: Final = 0.02
"""A warm-up of a run that has had its own."""


@dataclass(frozen=True, slots=True)
class Stage:
    home: EmbeddedHome
    database_url: str

    @property
    def valkey_url(self) -> str:
        return self.home.cache.url


@contextmanager
def stage() -> Iterator[Stage]:
    folder = Path(tempfile.mkdtemp(prefix="regie-bench-"))
    with ExitStack() as stack:
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        home = open_home(folder / "home")
        for server in (home.postgres, home.cache):
            server.start()
            stack.callback(server.stop, quick=True)
        password = home.secret("postgres-regie")
        home.postgres.ensure_role(ROLE, password)
        home.postgres.ensure_database(ROLE, owner=ROLE)
        url = home.postgres.url(ROLE, ROLE, password)
        migrate(DatabaseUrl(url), SCRIPTS)
        yield Stage(home, url)


def own_case(module: str, name: str, title: str, ground: Stage) -> Case:
    """`python -m MODULE CASE DATABASE_URL VALKEY_URL`, in our own environment."""
    argv = (sys.executable, "-m", module, name, ground.database_url, ground.valkey_url)
    return Case(name, title, argv, {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"})


CaseOf = Callable[[str, str, str, Stage], Case]


def played(
    module: str,
    titles: Mapping[str, str],
    mode: Mode,
    readers: Sequence[int],
    console: Console,
    *,
    case_of: CaseOf = own_case,
) -> list[Run]:
    """Each case is a process of its own."""
    with stage() as ground, ExitStack() as stack:
        players: list[Player] = []
        for name, title in titles.items():
            case = case_of(module, name, title, ground)
            players.append(stack.enter_context(playing(case, ROOT)))
        turns = [(size, *turn) for size in readers for turn in interleaved(players, mode.rounds)]
        return [
            _measured(player, number, size, mode, ground)
            for size, number, player in track(turns, "measuring", console=console)
        ]


def _measured(player: Player, number: int, readers: int, mode: Mode, ground: Stage) -> Run:
    """With the CPU of both servers, from after the warm-up."""
    measure(player, number, readers, seconds=mode.warm_up_s, warm_up_s=_NONE_S)
    postgres = ground.home.postgres.processes()
    before = cpu_seconds(postgres)
    run = measure(
        player,
        number,
        readers,
        seconds=mode.seconds,
        warm_up_s=_NONE_S,
        server=ground.home.cache.processes(),
    )
    return replace(run, postgres_cpu_s=cpu_seconds(postgres) - before)
