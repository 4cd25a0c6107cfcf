"""SIGKILL at any moment, to any set of processes; the next start is right and no row is lost.

The seed is printed; REGIE_CHAOS_SEED repeats a run, as far as timing allows.
"""

from __future__ import annotations

import random
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

import psutil
import psycopg
import pytest

from operations.supervisor.stage import Stage, Up, free_port, until
from regie.core.embedded import is_alive, open_home

PHASES = ("start", "load", "stop")
LATEST_S = {"start": 0.6, "load": 0.8, "stop": 0.4}
"""How long after the beginning of the phase the kill comes at the latest."""


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    """One home for all rounds, so that damage would add up."""
    folder = Path(tempfile.mkdtemp(prefix="regie-"))
    made = Stage(folder / "home", free_port())
    yield made
    made.clear()
    shutil.rmtree(folder)


@pytest.mark.parametrize("phase", PHASES)
def test_one_kill_is_healed(stage: Stage, rng: random.Random, phase: str) -> None:
    kill_and_start_again(stage, rng, phase)


@pytest.mark.long
@pytest.mark.parametrize("round_number", range(20))
@pytest.mark.parametrize("phase", PHASES)
def test_twenty_kills_are_healed(
    stage: Stage, rng: random.Random, phase: str, round_number: int
) -> None:
    kill_and_start_again(stage, rng, phase)


@pytest.mark.long
@pytest.mark.parametrize("round_number", range(5))
def test_a_kill_during_the_very_first_start_is_healed(
    rng: random.Random, round_number: int
) -> None:
    folder = Path(tempfile.mkdtemp(prefix="regie-"))
    fresh = Stage(folder / "home", free_port())
    try:
        kill_and_start_again(fresh, rng, "start")
    finally:
        fresh.clear()
        shutil.rmtree(folder)


def kill_and_start_again(stage: Stage, rng: random.Random, phase: str) -> None:
    acknowledged = suffer(stage, rng, phase)
    before = stage.processes()
    up = stage.up("--servers")
    assert up.ready(), up.said()
    assert not any(map(is_alive, before))
    assert heads(stage) == ["postgres", "python", "python", "valkey-server", "valkey-server"]
    assert acknowledged <= rows(stage)
    assert (up.end(), stage.processes()) == (0, [])


def suffer(stage: Stage, rng: random.Random, phase: str) -> set[str]:
    """Runs one life with a kill in it; returns the rows whose commit was acknowledged."""
    up = stage.up("--servers")
    if phase == "start":
        already = rng.choice([1, 2, 4, 12])  # from the bare supervisor to most of PostgreSQL
        until(lambda: len(stage.processes()) >= already or up.process.poll() is not None)
        kill_some(stage, up, rng, phase)
        if up.ready():
            up.end()
        up.exit_code()
        return set()
    assert up.ready(), up.said()
    with load(stage) as acknowledged:
        until(lambda: acknowledged)
        if phase == "stop":
            up.process.terminate()
        kinds = kill_some(stage, up, rng, phase)
        if phase == "load" and "supervisor" not in kinds:
            until(lambda: stage.ask("/", f"healed {time.monotonic_ns()}")[0] == 200)
            up.end()
        up.exit_code()
    return acknowledged


def kill_some(stage: Stage, up: Up, rng: random.Random, phase: str) -> list[str]:
    """After a random while: everything, or some of some kinds; returns the kinds."""
    time.sleep(rng.uniform(0, LATEST_S[phase]))
    by_kind: dict[str, list[psutil.Process]] = {"supervisor": [psutil.Process(up.process.pid)]}
    for process in stage.processes():
        if process.pid != up.process.pid:
            with suppress(psutil.NoSuchProcess):
                by_kind.setdefault(process.name(), []).append(process)
    if rng.random() < 0.3:
        kinds = list(by_kind)
        chosen = [process for found in by_kind.values() for process in found]
    else:
        kinds = rng.sample(sorted(by_kind), rng.randint(1, len(by_kind)))
        chosen = [p for k in kinds for p in rng.sample(by_kind[k], rng.randint(1, len(by_kind[k])))]
    rng.shuffle(chosen)
    print(f"{phase}: kill {len(chosen)} of {kinds}")  # noqa: T201 - shown when a test fails
    for process in chosen:
        with suppress(psutil.NoSuchProcess):
            process.kill()
    until(lambda: not any(map(is_alive, chosen)))
    return kinds


@contextmanager
def load(stage: Stage) -> Iterator[set[str]]:
    """Three clients that write without a pause; collects what was acknowledged."""
    acknowledged: set[str] = set()
    over = threading.Event()
    numbers = count(time.monotonic_ns())

    def write() -> None:
        while not over.is_set():
            value = str(next(numbers))
            if stage.ask("/", value)[0] == 200:
                acknowledged.add(value)
            else:
                time.sleep(0.02)

    clients = [threading.Thread(target=write) for _ in range(3)]
    for client in clients:
        client.start()
    try:
        yield acknowledged
    finally:
        over.set()
        for client in clients:
            client.join()


def heads(stage: Stage) -> list[str]:
    """The names of the supervisor's own children."""
    supervisor = psutil.Process(stage.started[-1].process.pid)
    names = [child.name() for child in supervisor.children()]
    return sorted("python" if name.startswith("python") else name for name in names)


def rows(stage: Stage) -> set[str]:
    home = open_home(stage.home)
    with psycopg.connect(home.postgres.url("app", "app", home.secret("app"))) as connection:
        return {value for (value,) in connection.execute("SELECT value FROM written")}
