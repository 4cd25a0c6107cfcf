"""Jobs outlive whatever happens to workers, to Valkey and to PostgreSQL; their effects happen once.

The seed is printed; REGIE_CHAOS_SEED repeats a run, as far as timing allows.
"""

from __future__ import annotations

import asyncio
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import pytest
from redis import Redis
from sqlalchemy import create_engine, text

import jobplay
from jobplay import Place, Player, playing, start
from regie.core.db import DatabaseUrl, migrate
from regie.core.embedded import EmbeddedHome, is_alive, open_home
from regie.core.tasks import Call, enqueue
from regie.core.tasks.celery_messages import beats_of
from regie.migrations import SCRIPTS
from regie.operations.supervisor.readiness import READY_FD

SUPERVISED = Path(__file__).with_name("jobs_supervised.py")
PASSWORD = "only-in-tests"
LEASE_S = 1.5
NEVER_S = 90.0
ENGINES = ["celery", "postgresql alone"]

Start = Callable[..., subprocess.Popen[bytes]]


@pytest.fixture(scope="module")
def home() -> Iterator[EmbeddedHome]:
    """Servers of these tests alone, which they may restart."""
    folder = Path(tempfile.mkdtemp(prefix="regie-jobs-"))
    home = open_home(folder / "home")
    home.postgres.start()
    home.state.start()
    home.postgres.ensure_role("owner", PASSWORD)
    yield home
    home.state.stop(quick=True)
    home.postgres.stop(quick=True)
    shutil.rmtree(folder)


@pytest.fixture
def place(home: EmbeddedHome, request: pytest.FixtureRequest) -> Place:
    """A database of one test."""
    name = f"jobs_{request.node.name.partition('[')[0][-40:]}_{len(request.node.name)}"
    home.postgres.ensure_database(name, "owner")
    url = DatabaseUrl(home.postgres.url(name, "owner", PASSWORD))
    migrate(url, SCRIPTS)
    maker = create_engine(url.for_alembic())
    with maker.begin() as connection:
        connection.execute(text(jobplay.LEDGER))
    maker.dispose()
    _valkey(home).flushall()
    alone = getattr(request, "param", "celery") != "celery"
    return Place(url.for_libpq(), None if alone else f"{home.state.url}?db=0", lease_s=LEASE_S)


@pytest.fixture
async def player(place: Place) -> AsyncIterator[Player]:
    async with playing(place) as player:
        yield player


@pytest.fixture
def begin_worker(place: Place, tmp_path: Path) -> Iterator[Start]:
    """Starts workers as processes and ends those that still live."""
    children: list[subprocess.Popen[bytes]] = []

    def run(**options) -> subprocess.Popen[bytes]:
        children.append(start(place, tmp_path / "workers.log", **options))
        return children[-1]

    yield run
    for child in children:
        with suppress(ProcessLookupError):
            child.send_signal(signal.SIGCONT)
            child.kill()
        child.wait(NEVER_S)


@pytest.fixture
def supervisor(place: Place, tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Keeps one worker."""
    arguments = [str(tmp_path / "home"), place.database, place.broker or ""]
    with (tmp_path / "supervisor.log").open("wb") as log:
        process = subprocess.Popen([sys.executable, SUPERVISED, *arguments], stdout=log, stderr=log)
    yield process
    process.terminate()
    assert process.wait(NEVER_S) == 0


async def put(player: Player, calls: list[Call]) -> list[int]:
    async with player.database.begin() as connection:
        return [await enqueue(connection, call) for call in calls]


async def effects(player: Player) -> Counter[int]:
    async with player.database.begin() as connection:
        rows = await connection.execute(text("SELECT job FROM ledger WHERE what = 'effect'"))
        return Counter(rows.scalars())


async def count(player: Player, statement: str) -> int:
    async with player.database.begin() as connection:
        return (await connection.execute(text(statement))).scalar_one()


async def until_none_left(player: Player, patience_s: float = NEVER_S) -> None:
    deadline = time.monotonic() + patience_s
    while await count(player, "SELECT count(*) FROM core.jobs"):
        assert time.monotonic() < deadline, "jobs are left"
        await asyncio.sleep(0.1)


async def until_begun(player: Player, pid: int) -> None:
    deadline = time.monotonic() + NEVER_S
    while not await count(player, f"SELECT count(*) FROM ledger WHERE pid = {pid}"):
        assert time.monotonic() < deadline, "the worker does not work"
        await asyncio.sleep(0.02)


def _valkey(home: EmbeddedHome) -> Redis:
    return Redis.from_url(home.state.url)


async def killed_again_and_again(
    player: Player, begin_worker: Start, rng: random.Random, *, jobs: int, kills: int
) -> None:
    """Each kill hits a worker that is at work; what it had in hand runs again elsewhere."""
    ids = await put(player, [jobplay.effect.call(n, rng.uniform(0, 0.1)) for n in range(jobs)])
    workers = [begin_worker(), begin_worker()]
    for _ in range(kills):
        victim = workers.pop(0)
        await until_begun(player, victim.pid)
        await asyncio.sleep(rng.uniform(0, 0.3))
        victim.kill()
        workers.append(begin_worker())
    assert await count(player, "SELECT count(*) FROM core.jobs")  # else the last hit nobody
    await until_none_left(player, patience_s=300)
    assert await effects(player) == dict.fromkeys(ids, 1)
    assert await count(player, "SELECT count(*) FROM core.jobs_ended WHERE state = 'done'") == jobs


async def test_workers_are_killed_and_no_effect_is_lost_or_doubled(
    player: Player, begin_worker: Start, rng: random.Random
) -> None:
    await killed_again_and_again(player, begin_worker, rng, jobs=150, kills=2)


@pytest.mark.long
@pytest.mark.parametrize("place", ENGINES, indirect=True)
async def test_workers_are_killed_fifty_times_over(
    player: Player, begin_worker: Start, rng: random.Random
) -> None:
    await killed_again_and_again(player, begin_worker, rng, jobs=2500, kills=50)


async def test_a_valkey_that_forgets_everything_delays_jobs_and_loses_none(
    player: Player, begin_worker: Start, home: EmbeddedHome
) -> None:
    ids = await put(player, [jobplay.effect.call(n, 0) for n in range(30)])
    await asyncio.sleep(0.5)  # the wakes have left
    _valkey(home).flushall()
    begin_worker()
    await until_none_left(player)
    assert await effects(player) == dict.fromkeys(ids, 1)


async def test_a_valkey_that_is_away_delays_jobs_and_loses_none(
    player: Player, begin_worker: Start, home: EmbeddedHome
) -> None:
    begin_worker()
    first = await put(player, [jobplay.effect.call(0, 0)])
    await player.ended(first[0])
    await asyncio.to_thread(home.state.stop, quick=True)
    second = await put(player, [jobplay.effect.call(n, 0) for n in range(10)])
    await asyncio.to_thread(home.state.start)
    await until_none_left(player)
    assert await effects(player) == dict.fromkeys([*first, *second], 1)


@pytest.mark.long
@pytest.mark.parametrize("place", ENGINES, indirect=True)
async def test_workers_outlive_their_database(
    player: Player, begin_worker: Start, home: EmbeddedHome, rng: random.Random
) -> None:
    ids = await put(player, [jobplay.effect.call(n, 0.05) for n in range(200)])
    workers = [begin_worker(), begin_worker()]
    for worker in workers:
        await until_begun(player, worker.pid)
    for quick in (False, True, True):
        await asyncio.sleep(rng.uniform(0.3, 1))
        await asyncio.to_thread(home.postgres.stop, quick=quick)
        await asyncio.sleep(rng.uniform(0, LEASE_S))
        await asyncio.to_thread(home.postgres.start)
    await until_none_left(player)
    assert await effects(player) == dict.fromkeys(ids, 1)
    assert [worker.poll() for worker in workers] == [None, None]


@pytest.mark.long
@pytest.mark.parametrize("place", ENGINES, indirect=True)
async def test_a_job_that_heeds_nothing_is_killed_with_its_process(
    player: Player, begin_worker: Start, place: Place
) -> None:
    (id_,) = await put(player, [jobplay.deaf.call()])
    worker = begin_worker()
    exit_code = await asyncio.to_thread(worker.wait, NEVER_S)
    begin_worker()
    view = await player.ended(id_)
    assert (exit_code, view.state, view.reason) == (1, "failed", "time_limit")


@pytest.mark.long
async def test_a_worker_that_lives_and_does_not_consume_gives_no_sign_of_life(
    player: Player, begin_worker: Start, home: EmbeddedHome, place: Place
) -> None:
    """Another client takes what the worker sends itself; all of its threads are well."""
    hear, tell = os.pipe()
    environ = {**os.environ, READY_FD: str(tell)}
    worker = begin_worker(pass_fds=(tell,), env=environ)
    os.close(tell)
    assert await asyncio.to_thread(os.read, hear, 1)
    await _until_known(player)
    os.set_blocking(hear, False)
    name = await count(player, "SELECT max(name) FROM core.job_workers")
    thief = asyncio.create_task(asyncio.to_thread(_take_all, home, beats_of(str(name)), 18))
    await asyncio.sleep(8)  # what was under way
    with suppress(BlockingIOError):
        os.read(hear, 4096)
    await asyncio.sleep(8)
    with pytest.raises(BlockingIOError):
        os.read(hear, 1)
    await thief
    assert is_alive(psutil.Process(worker.pid))


async def _until_known(player: Player) -> None:
    deadline = time.monotonic() + NEVER_S
    while not await count(player, "SELECT count(*) FROM core.job_workers"):
        assert time.monotonic() < deadline, "the worker does not come"
        await asyncio.sleep(0.1)


def _take_all(home: EmbeddedHome, queue: str, seconds: float) -> None:
    until = time.monotonic() + seconds
    with _valkey(home) as client:
        while time.monotonic() < until:
            client.blpop([queue], timeout=2)


@pytest.mark.long
@pytest.mark.parametrize("place", ENGINES, indirect=True)
async def test_a_worker_that_is_stopped_is_replaced_and_its_job_runs_again(
    player: Player, supervisor: subprocess.Popen[bytes]
) -> None:
    (id_,) = await put(player, [jobplay.effect.call(0, 3.0)])
    await player.until_noted(id_, "begun")
    ((_, _, _, pid, _),) = await player.ledger(id_)
    os.kill(pid, signal.SIGSTOP)
    await player.until(id_, "done", patience_s=NEVER_S)
    assert await player.notes(id_) == ["begun", "begun", "effect"]
    await _until_gone(pid)
    assert supervisor.poll() is None


async def _until_gone(pid: int) -> None:
    deadline = time.monotonic() + NEVER_S
    while psutil.pid_exists(pid):
        assert time.monotonic() < deadline, "the stopped worker is still there"
        await asyncio.sleep(0.1)
