"""How soon an idle worker begins a job, beside bare Celery on the same Valkey:
`python -m bench.jobs`, in under a minute; `--long` for figures to quote."""

from __future__ import annotations

import asyncio
import socket
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager, contextmanager
from importlib.metadata import version
from itertools import count
from pathlib import Path
from time import perf_counter
from typing import Final

import psutil
from rich.console import Console

from bench.command import ROOT, Mode, Taken, run_bench
from bench.harness import Aim, CaseFacts, Run, cpu_seconds, interleaved, resident_mb, tree
from bench.stage import Stage, stage
from bench.started import bare_celery, connected, start
from regie.core.db import DatabaseUrl
from regie.core.outbox import Relay
from regie.core.tasks import enqueue, wake_subscription

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
async def sending(case: str, ground: Stage) -> AsyncIterator[Send]:
    """What a web process does: a transaction and its relay, or a call of Celery."""
    if case.startswith("celery"):
        _, task = bare_celery(ground.valkey_url)

        async def send(number: int) -> None:
            task.delay(number)

        yield send
        return
    broker = ground.valkey_url if case == "regie" else None
    async with connected(ground.database_url, broker) as (database, wakes):
        relay = Relay(database, DatabaseUrl(ground.database_url), [wake_subscription(wakes)])
        await relay.open()

        async def put(number: int) -> None:
            async with database.begin() as connection:
                await enqueue(connection, start.call(number))

        yield put
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
def working(case: str, ground: Stage, place: str) -> Iterator[psutil.Process]:
    argv = ("-W", "ignore", "-m", "bench.started", case, ground.database_url, ground.valkey_url)
    process = subprocess.Popen([sys.executable, *argv, place], cwd=ROOT)
    try:
        yield psutil.Process(process.pid)
    finally:
        process.terminate()
        try:
            process.wait(_PATIENCE_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


async def measured(
    case: str, ground: Stage, hearer: Hearer, mode: Mode, numbers: Iterator[int], turn: int, place: str
) -> Run:
    """One run: the worker of the case alone is up."""
    async with AsyncExitStack() as stack:
        worker = stack.enter_context(working(case, ground, place))
        send = await stack.enter_async_context(sending(case, ground))
        await started_in(send, hearer, numbers, mode.warm_up_s)
        postgres, valkey = ground.home.postgres.processes(), ground.home.cache.processes()
        ours = [*tree(worker.pid), psutil.Process()]
        before = [cpu_seconds(each) for each in (ours, postgres, valkey)]
        waits = sorted(await started_in(send, hearer, numbers, mode.seconds))
        after = [cpu_seconds(each) for each in (ours, postgres, valkey)]
        cpu_s, postgres_s, valkey_s = (b - a for a, b in zip(before, after, strict=True))
        return Run(
            case=case,
            round=turn,
            connections=1,
            requests=len(waits),
            failures=0,
            sampled=len(waits),
            wrong=0,
            wall_s=sum(waits) / len(waits),
            cpu_s=cpu_s,
            postgres_cpu_s=postgres_s,
            valkey_cpu_s=valkey_s,
            p50_ms=waits[len(waits) // 2] * 1000,
            p99_ms=waits[len(waits) * 99 // 100] * 1000,
            resident_mb=resident_mb(tree(worker.pid)),
        )
