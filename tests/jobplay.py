"""Jobs to play with, and a process that runs them as the product's does.

python tests/jobplay.py '{"database": …, "broker": … or null, "name": …, "lease_s": …}'
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import text

from regie.apps.workforce.simulations.tasks import simulate
from regie.core.db import Database, DatabaseUrl
from regie.core.events import Events, PostgresBus
from regie.core.outbox import Reject, Relay, RelayOptions, Retry
from regie.core.tasks import (
    CeleryWakes,
    DeclaredJob,
    JobBell,
    JobContext,
    JobStopped,
    JobView,
    JobWorker,
    NotifyWakes,
    ProcessLimit,
    TellsEvents,
    Wakes,
    WorkerOptions,
    cancel,
    find_job,
    job,
    run_jobs,
    wake_subscription,
)
from regie.core.tasks.telling import EVENT_EVERY_S
from regie.core.valkey import Valkey
from regie.operations.supervisor import lifeline

PATIENCE_S = 30.0
LEDGER = "CREATE TABLE ledger (job bigint, what text, attempt int, pid int, at timestamptz)"
_numbers = count(1)


async def note(context: JobContext, what: str) -> None:
    """In a transaction of its own, as somebody elsewhere would see it."""
    async with context.database.begin() as connection:
        await connection.execute(
            text("INSERT INTO ledger VALUES (:job, :what, :attempt, :pid, clock_timestamp())"),
            {"job": context.id, "what": what, "attempt": context.attempt, "pid": os.getpid()},
        )


@job(name="play.add")
async def add(context: JobContext, left: int, right: int = 0) -> int:
    await note(context, "ran")
    return left + right


@job(name="play.add-in-thread")
def add_in_thread(context: JobContext, left: int, right: int = 0) -> int:
    context.wait_for(note(context, "ran"))
    return left + right


@job(name="play.count", time_limit_s=60)
async def counting(context: JobContext, steps: int, pause_s: float) -> None:
    await note(context, "begun")
    try:
        for step in range(steps):
            context.progress(step, steps, f"step {step}")
            await context.sleep(pause_s)
        context.progress(steps, steps)
    except JobStopped as stopped:
        await note(context, stopped.reason)
        raise


@job(name="play.count-in-thread", time_limit_s=60)
def counting_in_thread(context: JobContext, steps: int, pause_s: float) -> None:
    context.wait_for(note(context, "begun"))
    try:
        for step in range(steps):
            context.progress(step, steps, f"step {step}")
            time.sleep(pause_s)
    except JobStopped as stopped:
        context.wait_for(note(context, stopped.reason))
        raise


@job(name="play.wait-elsewhere", time_limit_s=60)
async def wait_elsewhere(context: JobContext) -> None:
    await note(context, "begun")
    context.progress(1, 9)
    await asyncio.sleep(2 * EVENT_EVERY_S)
    context.progress(2, 9)
    await asyncio.sleep(600)


@job(name="play.fail", retries=2, retry_pause_s=0.05)
async def fail(context: JobContext, times: int) -> str:
    await note(context, "ran")
    if context.attempt <= times:
        raise ValueError("as asked")
    return "at last"


@job(name="play.later", retries=1)
async def later(context: JobContext) -> None:
    await note(context, "ran")
    if context.attempt == 1:
        raise Retry("not yet", after_s=0.1)


@job(name="play.never", retries=5)
async def never(context: JobContext) -> None:
    raise Reject("it never will")


@job(name="play.slow", retries=0, time_limit_s=0.3)
async def slow(context: JobContext) -> None:
    await context.sleep(600)


@job(name="play.deaf", retries=0, time_limit_s=0.3)
def deaf(context: JobContext) -> None:
    """Heeds nothing, holds the interpreter's lock, and has to be killed."""
    context.wait_for(note(context, "begun"))
    sum(range(10**14))


@job(name="play.one", unique=True)
async def one(context: JobContext, number: int) -> None:
    await note(context, "begun")
    await context.sleep(0.5)


@job(name="play.last")
async def last(context: JobContext) -> dict[str, int]:
    assert context.group is not None
    await note(context, "last")
    return {"done": context.group.done, "failed": context.group.failed}


@job(name="play.effect", retries=100, retry_pause_s=0.05)
async def effect(context: JobContext, number: int, work_s: float) -> None:
    """An effect that must happen once, in this database."""
    await note(context, "begun")
    await asyncio.sleep(work_s)
    async with context.database.begin() as connection:
        if await context.effect_once(connection):
            await connection.execute(
                text("INSERT INTO ledger VALUES (:job, 'effect', :attempt, :pid, now())"),
                {"job": context.id, "attempt": context.attempt, "pid": os.getpid()},
            )


@job(name="play.service")
async def served(context: JobContext) -> str:
    return context.service


JOBS = (
    *(add, add_in_thread, counting, counting_in_thread, wait_elsewhere, fail, later, never),
    *(slow, deaf, one, last, effect, served, simulate),
)
"""The last one is an app's own, which needs nothing but the database."""


class Place(msgspec.Struct):
    """Where a worker works, and whether it tells by live events what it does."""

    database: str
    broker: str | None
    lease_s: float = 2.0
    drain_s: float = 0.3
    name: str = "player"
    tells: bool = False

    def url(self) -> DatabaseUrl:
        return DatabaseUrl(self.database)


@asynccontextmanager
async def opened(
    place: Place, alive: Callable[[], None] = lambda: None
) -> AsyncGenerator[tuple[JobWorker, Wakes]]:
    async with connected(place) as (database, wakes), telling(place, database) as tells:
        declared = [DeclaredJob(each, "the service") for each in JOBS]
        yield (
            JobWorker(
                database,
                place.url(),
                declared,
                wakes,
                worker=place.name,
                tells=tells,
                hard_limit=ProcessLimit(),
                alive=alive,
                options=WorkerOptions(lease_s=place.lease_s, sweep_s=0.5),
            ),
            wakes,
        )


@asynccontextmanager
async def telling(place: Place, database: Database) -> AsyncIterator[TellsEvents | None]:
    if not place.tells:
        yield None
        return
    events = Events(PostgresBus(database, place.url()))
    await events.open()
    yield TellsEvents(events)
    await events.close()


@asynccontextmanager
async def connected(place: Place) -> AsyncGenerator[tuple[Database, Wakes]]:
    database = Database(place.url(), pool_size=8, pool_overflow=0)
    await database.open()
    valkey = None if place.broker is None else Valkey("state", place.broker)
    if valkey is not None:
        await valkey.open()
    yield database, NotifyWakes(database) if valkey is None else CeleryWakes(valkey)
    if valkey is not None:
        await valkey.close()
    await database.close()


def start(place: Place, log: Path, **options: Any) -> subprocess.Popen[bytes]:
    name = f"player-{next(_numbers)}"
    told = msgspec.json.encode(msgspec.structs.replace(place, name=name)).decode()
    with log.open("ab") as output:
        command = [sys.executable, __file__, told]
        return subprocess.Popen(command, stdout=output, stderr=output, **options)


def main() -> None:
    place = msgspec.json.decode(sys.argv[1], type=Place)
    alive = lifeline()
    run_jobs(
        lambda: opened(place, alive),
        name=place.name,
        broker_url=place.broker,
        drain_s=place.drain_s,
    )


@dataclass
class Player:
    """The other side: what enqueues, and the relay that wakes."""

    database: Database
    place: Place

    async def find(self, id_: int) -> JobView:
        async with self.database.begin() as connection:
            view = await find_job(connection, id_)
        assert view is not None
        return view

    async def until(self, id_: int, *states: str, patience_s: float = PATIENCE_S) -> JobView:
        deadline = time.monotonic() + patience_s
        while (view := await self.find(id_)).state not in states:
            assert time.monotonic() < deadline, view
            await asyncio.sleep(0.02)
        return view

    async def ended(self, id_: int) -> JobView:
        return await self.until(id_, "done", "failed", "cancelled")

    async def until_noted(self, id_: int, what: str) -> None:
        deadline = time.monotonic() + PATIENCE_S
        while (what,) not in {row[1:2] for row in await self.ledger(id_)}:
            assert time.monotonic() < deadline, "waited in vain"
            await asyncio.sleep(0.02)

    async def until_told(self, id_: int, least: int = 0) -> JobView:
        """A running job's row, once it says that so much is done."""
        deadline = time.monotonic() + PATIENCE_S
        while (view := await self.find(id_)).done is None or view.done < least:
            assert time.monotonic() < deadline, view
            await asyncio.sleep(0.02)
        return view

    async def ledger(self, id_: int) -> list[tuple[Any, ...]]:
        async with self.database.begin() as connection:
            asked = text(
                "SELECT job, what, attempt, pid, at FROM ledger WHERE job = :job ORDER BY at"
            )
            return [tuple(row) for row in await connection.execute(asked, {"job": id_})]

    async def notes(self, id_: int) -> list[str]:
        return [row[1] for row in await self.ledger(id_)]

    async def cancel(self, id_: int) -> str:
        async with self.database.begin() as connection:
            return await cancel(connection, id_)


@asynccontextmanager
async def playing(place: Place) -> AsyncIterator[Player]:
    async with connected(place) as (database, wakes):
        relay = Relay(
            database, place.url(), [wake_subscription(wakes)], options=RelayOptions(poll_s=0.2)
        )
        bell = JobBell(place.url(), wakes)
        await relay.open()
        await bell.open()
        yield Player(database, place)
        await bell.close()
        await relay.close()


if __name__ == "__main__":
    main()
