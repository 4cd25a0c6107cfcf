"""How soon an idle worker begins a job, beside bare Celery on the same Valkey:
`python -m bench.jobs`, in under a minute; `--long` for figures to quote."""

from __future__ import annotations

import asyncio
import socket
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from itertools import count
from time import perf_counter
from typing import Final

import psutil
from rich.console import Console
from rich.progress import track

from bench.command import ROOT, Mode, Taken, run_bench
from bench.harness import Aim, CaseFacts, Run, cpu_seconds, interleaved, resident_mb, tree
from bench.stage import ROLE, Stage, stage
from bench.started import bare_celery, connected, start
from regie.core.db import DatabaseUrl, migrate
from regie.core.outbox import Relay
from regie.core.tasks import JobBell, enqueue, wake_subscription
from regie.migrations import SCRIPTS

_SHORT: Final = Mode("short", rounds=4, seconds=1.5, warm_up_s=0.3)
_LONG: Final = Mode("long", rounds=10, seconds=4.0, warm_up_s=1.0)
_PAUSE_S: Final = 0.05
"""Between two jobs, so that the worker is idle again."""
_PATIENCE_S: Final = 20.0

CASES: Final = {
    "regie": ("Régie: committed, then woken by Celery", ("celery", "kombu", "asyncpg")),
    "regie-alone": ("Régie without Redis", ("asyncpg",)),
    "celery": ("bare Celery, prefork: sent, no transaction", ("celery", "kombu", "redis")),
    "celery-solo": ("bare Celery, solo", ("celery", "kombu", "redis")),
}
Send = Callable[[int], Awaitable[None]]


class Hearer:
    """Where workers say that a job has started."""

    def __init__(self, path: str):
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(path)
        self._socket.setblocking(False)

    async def hear(self, number: int) -> None:
        loop = asyncio.get_running_loop()
        async with asyncio.timeout(_PATIENCE_S):
            while await loop.sock_recv(self._socket, 64) != str(number).encode():
                pass


@asynccontextmanager
async def sending(case: str, database_url: str, broker_url: str) -> AsyncIterator[Send]:
    """What a web process does: a transaction and its relay, or a call of Celery."""
    if case.startswith("celery"):
        _, task = bare_celery(broker_url)

        async def send(number: int) -> None:
            task.delay(number)

        yield send
        return
    broker = broker_url if case == "regie" else None
    async with connected(database_url, broker) as (database, wakes):
        relay = Relay(database, DatabaseUrl(database_url), [wake_subscription(wakes)])
        bell = JobBell(DatabaseUrl(database_url), wakes)
        await relay.open()
        await bell.open()

        async def put(number: int) -> None:
            async with database.begin() as connection:
                await enqueue(connection, start.call(number))

        yield put
        await bell.close()
        await relay.close()


async def started_in(
    send: Send, hearer: Hearer, numbers: Iterator[int], seconds: float
) -> list[float]:
    """How long each job took from before it was sent until it ran."""
    waits: list[float] = []
    until = perf_counter() + seconds
    while perf_counter() < until:
        number = next(numbers)
        began = perf_counter()
        await send(number)
        await hearer.hear(number)
        waits.append(perf_counter() - began)
        await asyncio.sleep(_PAUSE_S)
    return waits


@contextmanager
def working(case: str, database_url: str, broker_url: str, place: str) -> Iterator[psutil.Process]:
    argv = ("-W", "ignore", "-m", "bench.started", case, database_url, broker_url, place)
    process = subprocess.Popen([sys.executable, *argv], cwd=ROOT)
    try:
        yield psutil.Process(process.pid)
    finally:
        process.terminate()
        try:
            process.wait(_PATIENCE_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@dataclass(frozen=True)
class Bench:
    case: str
    urls: tuple[str, str]
    worker: psutil.Process
    ground: Stage

    async def run(self, hearer: Hearer, numbers: Iterator[int], mode: Mode, turn: int) -> Run:
        async with sending(self.case, *self.urls) as send:
            await started_in(send, hearer, numbers, mode.warm_up_s)
            before = self._cpu()
            waits = sorted(await started_in(send, hearer, numbers, mode.seconds))
            cpu_s, postgres_s, valkey_s = (
                after - at for at, after in zip(before, self._cpu(), strict=True)
            )
        return Run(
            case=self.case,
            round=turn,
            connections=1,
            requests=len(waits),
            failures=0,
            sampled=len(waits),
            wrong=0,
            wall_s=sum(waits),
            cpu_s=cpu_s,
            postgres_cpu_s=postgres_s,
            valkey_cpu_s=valkey_s,
            p50_ms=waits[len(waits) // 2] * 1000,
            p99_ms=waits[len(waits) * 99 // 100] * 1000,
            resident_mb=resident_mb(tree(self.worker.pid)),
        )

    def _cpu(self) -> tuple[float, float, float]:
        """Of who sends and of the worker, of PostgreSQL, of Valkey."""
        home = self.ground.home
        ours = [*tree(self.worker.pid), psutil.Process()]
        return (
            cpu_seconds(ours),
            cpu_seconds(home.postgres.processes()),
            cpu_seconds(home.cache.processes()),
        )


async def run_all(benches: list[Bench], hearer: Hearer, mode: Mode, console: Console) -> list[Run]:
    numbers = count()
    turns = list(interleaved(benches, mode.rounds))
    return [
        await bench.run(hearer, numbers, mode, turn)
        for turn, bench in track(turns, "measuring", console=console)
    ]


def take(mode: Mode, console: Console) -> Iterator[Taken]:
    with stage() as ground, tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        place = f"{folder}/started"
        hearer = Hearer(place)
        benches: list[Bench] = []
        for case in CASES:
            urls = (database_of(case, ground), ground.valkey_url)
            worker = stack.enter_context(working(case, *urls, place))
            benches.append(Bench(case, urls, worker, ground))
        runs = asyncio.run(run_all(benches, hearer, mode, console))
    facts = [
        CaseFacts(name, title, {package: version(package) for package in packages})
        for name, (title, packages) in CASES.items()
    ]
    aims = (Aim("regie", "celery", at_least=1 / 3, measure="throughput"),)
    yield Taken("jobs", "regie", "sender", facts, aims, runs)


def database_of(case: str, ground: Stage) -> str:
    """A worker of one case must not find the jobs of the other."""
    if case != "regie-alone":
        return ground.database_url
    ground.home.postgres.ensure_database(case, owner=ROLE)
    url = ground.home.postgres.url(case, ROLE, ground.home.secret("postgres-regie"))
    migrate(DatabaseUrl(url), SCRIPTS)
    return url


if __name__ == "__main__":
    sys.exit(run_bench("jobs", __doc__, (_SHORT, _LONG), take))
