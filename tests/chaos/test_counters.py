"""Counts outlive what happens to processes, connections and the server: none is added twice, and a
process that is killed loses no more than its last seconds.

The seed is printed; REGIE_CHAOS_SEED repeats a run, as far as timing allows.
"""

from __future__ import annotations

import asyncio
import random
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from time import monotonic
from zoneinfo import ZoneInfo

import pytest

from regie.core.counters import Counters, Days, PostgresLedger
from regie.core.db import Database, DatabaseUrl
from regie.core.embedded import EmbeddedPostgres

from .conftest import NAME, OWNER, PASSWORD
from .counting import AT_ONCE

CHILD = Path(__file__).with_name("counting.py")
PARIS = ZoneInfo("Europe/Paris")
FLUSH_S = 0.5
ALLOWANCE_S = 2.0
"""For a flush, and for a machine that has other things to do."""
_names = map("test.pages{}".format, count())


@pytest.fixture(scope="module")
def address(server: EmbeddedPostgres) -> str:
    return server.url(NAME, OWNER, PASSWORD)


@pytest.fixture
async def database(address: str) -> AsyncIterator[Database]:
    database = Database(DatabaseUrl(address), pool_size=10, pool_overflow=0)
    await database.open()
    yield database
    await database.close()


@pytest.fixture
def name() -> str:
    return next(_names)


@pytest.mark.parametrize("kills", [4, pytest.param(100, marks=pytest.mark.long)])
async def test_a_process_that_is_killed_loses_its_last_seconds_and_counts_nothing_twice(
    address: str, database: Database, name: str, rng: random.Random, kills: int
) -> None:
    lasts = [rng.uniform(3, 5) for _ in range(kills)]
    ends = [
        end
        for first in range(0, kills, 4)
        for end in await asyncio.gather(
            *(counted_until_killed(address, name, last_s) for last_s in lasts[first : first + 4])
        )
    ]
    total = await PostgresLedger(database).total("main", name, Days())
    top = await PostgresLedger(database).top("main", name, AT_ONCE, Days())
    assert sum(least for least, _ in ends) <= total <= sum(most for _, most in ends)
    assert sum(by for _, by in top.items) == total


async def counted_until_killed(address: str, name: str, last_s: float) -> tuple[int, int]:
    """What must have been written of what one process counted, and all that it may have counted."""
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, str(CHILD), address, name, str(FLUSH_S)),
        stdout=asyncio.subprocess.PIPE,
    )
    assert child.stdout is not None
    said = [await child.stdout.readline()]
    asyncio.get_running_loop().call_later(last_s, child.kill)
    said += [line async for line in child.stdout]
    killed_at = monotonic()
    await child.wait()
    lines = [line.split() for line in said if line.endswith(b"\n")]
    counted = [(int(number), float(at)) for number, at in lines]
    long_ago = killed_at - FLUSH_S - ALLOWANCE_S
    least = max((number - AT_ONCE for number, at in counted if at < long_ago), default=0)
    return least, counted[-1][0]


@pytest.mark.parametrize("seconds", [3, pytest.param(60, marks=pytest.mark.long)])
async def test_answers_that_are_lost_at_any_moment_lose_and_repeat_nothing(
    server: EmbeddedPostgres, address: str, name: str, rng: random.Random, seconds: int
) -> None:
    async with cut_line(server, rng) as line:
        far = DatabaseUrl(f"postgresql://{OWNER}:{PASSWORD}@127.0.0.1:{line.port}/{NAME}")
        database = Database(far, pool_size=4, pool_overflow=0)
        await database.open()
        async with counting(database, name, flush_s=0.005) as counted:
            await asyncio.sleep(seconds)
            line.cutting = False
        total = await PostgresLedger(database).total("main", name, Days())
        await database.close()
    assert (total, line.cuts > seconds) == (counted(), True)


@pytest.mark.parametrize("restarts", [1, pytest.param(10, marks=pytest.mark.long)])
async def test_a_server_that_restarts_costs_no_count(
    server: EmbeddedPostgres, database: Database, name: str, rng: random.Random, restarts: int
) -> None:
    async with counting(database, name, flush_s=0.05) as counted:
        for number in range(restarts):
            await asyncio.sleep(rng.uniform(0.1, 0.5))
            await asyncio.to_thread(server.stop, quick=number % 2 == 0)
            await asyncio.sleep(rng.uniform(0, 0.5))
            await asyncio.to_thread(server.start)
    assert await PostgresLedger(database).total("main", name, Days()) == counted()


@dataclass
class Line:
    port: int = 0
    cutting: bool = True
    cuts: int = 0


@asynccontextmanager
async def cut_line(server: EmbeddedPostgres, rng: random.Random) -> AsyncIterator[Line]:
    """A line to the server that breaks, one time in twenty, when an answer should come through:
    what was asked has been done, and who asked does not learn it."""
    line = Line()
    folder = DatabaseUrl(server.superuser_url()).for_sqlalchemy().query["host"]
    carrying: set[asyncio.Task[None]] = set()

    async def ask(near: asyncio.StreamReader, far: asyncio.StreamWriter) -> None:
        while said := await near.read(65536):
            far.write(said)

    async def answer(far: asyncio.StreamReader, near: asyncio.StreamWriter) -> None:
        while said := await far.read(65536):
            if line.cutting and rng.random() < 0.05:
                line.cuts += 1
                return
            near.write(said)

    async def carry(near: asyncio.StreamReader, to_near: asyncio.StreamWriter) -> None:
        far, to_far = await asyncio.open_unix_connection(f"{folder}/.s.PGSQL.5432")
        ways = {asyncio.create_task(ask(near, to_far)), asyncio.create_task(answer(far, to_near))}
        carrying.update(ways)
        await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        for writer in (to_near, to_far):
            writer.transport.abort()

    listening = await asyncio.start_server(carry, "127.0.0.1", 0)
    line.port = listening.sockets[0].getsockname()[1]
    yield line
    listening.close()
    for way in carrying:
        way.cancel()
    await asyncio.gather(*carrying, return_exceptions=True)


@asynccontextmanager
async def counting(
    database: Database, name: str, *, flush_s: float
) -> AsyncIterator[Callable[[], int]]:
    """Four that count at the same time; afterwards all of it is written."""
    made = [Counters(PostgresLedger(database), PARIS, flush_s=flush_s) for _ in range(4)]
    counted = 0

    async def count_forever() -> None:
        nonlocal counted
        while True:
            for counters in made:
                counters.count("main", name, item=f"/{counted % 7}")
                counted += 1
            await asyncio.sleep(0.001)

    for counters in made:
        await counters.open()
    working = asyncio.create_task(count_forever())
    try:
        yield lambda: counted
    finally:
        working.cancel()
        await asyncio.wait({working})
        for counters in made:
            await counters.close()
        for counters in made:  # a last flush may have met a connection that was cut before
            await counters.flush()
