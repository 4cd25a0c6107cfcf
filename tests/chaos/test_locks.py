"""Holders that are stopped beyond their lease and continued lose no update and write nothing stale.

Each process reads a row, thinks, and writes what it read plus one: whatever overlaps is lost.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlalchemy import text

from regie.core.db import Database, DatabaseUrl, migrate
from regie.core.embedded import EmbeddedValkey
from regie.core.locks import Holder, PostgresLeases
from regie.migrations import SCRIPTS

from .lock_holder import NAME

CHILD = Path(__file__).with_name("lock_holder.py")
LEASE_S = 0.5
BEYOND_S = 1.5
"""So long a stopped holder is left alone at most, when nobody can take over from it: it was stopped
in the middle of a fenced transaction."""


@dataclass(frozen=True)
class Trial:
    processes: int
    sections: int
    stops: int
    fenced: bool = True


@dataclass
class Outcome:
    done: int
    refused: int
    longest_wait_s: float
    counted: int
    tokens: list[int] = field(repr=False)
    """Of the accepted writes, in the order of what they wrote."""
    stops: int
    overtaken: int
    """Stops during which somebody else took the lock."""


@dataclass(frozen=True)
class Ground:
    """Where they count."""

    url: DatabaseUrl
    database: Database


@pytest.fixture
async def ground(new_database: Callable[[], DatabaseUrl]) -> AsyncIterator[Ground]:
    url = new_database()
    migrate(url, SCRIPTS)
    database = Database(url, pool_size=4, pool_overflow=0)
    await database.open()
    async with database.begin() as connection:
        await connection.execute(text("CREATE TABLE counted AS SELECT 0 AS value"))
        await connection.execute(text("CREATE TABLE ledger (token bigint, value int, pid int)"))
    yield Ground(url, database)
    await database.close()


async def run(ground: Ground, valkey: str, trial: Trial) -> Outcome:
    address = ground.url.for_libpq()
    each = str(trial.sections // trial.processes)
    fence = "fenced" if trial.fenced else "unfenced"
    command = [sys.executable, str(CHILD), address, valkey, each, str(LEASE_S), fence]
    children = [
        await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
        for _ in range(trial.processes)
    ]
    try:
        stops = [await stop_one(ground, trial, number) for number in range(trial.stops)]
        printed = [(await child.communicate())[0] for child in children]
    finally:
        for child in children:
            with suppress(ProcessLookupError):
                child.send_signal(signal.SIGCONT)
                child.kill()
    told = [json.loads(line) for line in printed]
    async with ground.database.begin() as connection:
        counted = (await connection.execute(text("SELECT value FROM counted"))).scalar_one()
        ledger = await connection.execute(text("SELECT token FROM ledger ORDER BY value, token"))
    return Outcome(
        done=sum(each["done"] for each in told),
        refused=sum(each["refused"] for each in told),
        longest_wait_s=max(each["longest_wait_s"] for each in told),
        counted=counted,
        tokens=[token for (token,) in ledger],
        stops=len(stops),
        overtaken=sum(stops),
    )


async def stop_one(ground: Ground, trial: Trial, number: int) -> bool:
    """Stops a holder until somebody else has the lock, or BEYOND_S; True in the first case.

    The stops are spread over the run.
    """
    await until_counted(ground, trial.sections * number // (trial.stops + 1))
    while True:
        victim = await holder(ground)
        if victim is None:
            continue
        pid = int(victim.owner.rpartition(":")[2])
        os.kill(pid, signal.SIGSTOP)
        try:
            if (await holder(ground)) != victim:  # it had just released: not stopped as a holder
                continue
            return await overtaken(ground, victim)
        finally:
            os.kill(pid, signal.SIGCONT)


async def overtaken(ground: Ground, victim: Holder) -> bool:
    with suppress(TimeoutError):
        async with asyncio.timeout(BEYOND_S):
            while True:
                now = await holder(ground)
                if now is not None and now.token > victim.token:
                    return True
                await asyncio.sleep(0.01)
    return False


async def until_counted(ground: Ground, sections: int) -> None:
    while True:
        async with ground.database.begin() as connection:
            if (
                await connection.execute(text("SELECT value FROM counted"))
            ).scalar_one() > sections:
                return
        await asyncio.sleep(0.02)


async def holder(ground: Ground) -> Holder | None:
    holders = await PostgresLeases(ground.database).holders()
    return next((each for each in holders if each.name == NAME), None)


@pytest.mark.parametrize(
    "trial",
    [Trial(3, 90, 5), pytest.param(Trial(16, 10_000, 100), marks=pytest.mark.long)],
    ids=str,
)
async def test_no_update_is_lost_and_no_stale_write_accepted(
    ground: Ground, valkey: EmbeddedValkey, trial: Trial
) -> None:
    outcome = await run(ground, valkey.url, trial)
    print(outcome)  # noqa: T201 - the figures of the long run are quoted
    assert (outcome.counted, outcome.done) == (len(outcome.tokens), len(outcome.tokens))
    assert outcome.tokens == sorted(set(outcome.tokens))
    assert outcome.overtaken >= trial.stops // 2


@pytest.mark.long
async def test_without_the_fence_updates_are_lost(ground: Ground, valkey: EmbeddedValkey) -> None:
    outcome = await run(ground, valkey.url, Trial(8, 1000, 30, fenced=False))
    print(outcome)  # noqa: T201 - as above
    assert outcome.counted < outcome.done
