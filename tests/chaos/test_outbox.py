"""Rows of the outbox outlive whatever happens to relays, to their clocks and to the server.

The seed is printed; REGIE_CHAOS_SEED repeats a run, as far as timing allows.
"""

from __future__ import annotations

import asyncio
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from regie.core.db import Database
from regie.core.embedded import EmbeddedPostgres
from regie.core.errors import RegieError
from regie.core.outbox import Kind, Relay, RelayOptions, Subscription, put

from .conftest import url_of
from .outbox_relay import Order

CHILD = Path(__file__).with_name("outbox_relay.py")
FAKETIME = next(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"), None)
NEVER_S = 60.0
FOR_EVER_S = 600.0
LEASE_S = 1.0
BACK_S = 5.0
"""So long after its server is up again a relay works at the latest."""

Require = Callable[[str, object], None]
Start = Callable[..., subprocess.Popen[str]]
_numbers = count(1)


@pytest.fixture(scope="module")
async def database(server: EmbeddedPostgres) -> AsyncIterator[Database]:
    database = Database(url_of(server), pool_size=10, pool_overflow=0)
    await database.open()
    async with database.begin() as connection:
        await connection.execute(
            text("CREATE TABLE ledger (id bigint, attempt int, pid int, clock timestamptz)")
        )
    yield database
    await database.close()


@pytest.fixture
def kind() -> Kind[Order]:
    return Kind(f"test.kind{next(_numbers)}", Order)


@pytest.fixture
def start(server: EmbeddedPostgres, kind: Kind[Order], tmp_path: Path) -> Iterator[Start]:
    """Starts relays as processes and ends those that still live."""
    children: list[subprocess.Popen[str]] = []

    def run(handle_s: float = 0.0, lease_s: float = LEASE_S, **environ: str):
        log = (tmp_path / f"relay-{len(children)}.log").open("w")
        address = url_of(server).for_sqlalchemy().set(drivername="postgresql")
        children.append(
            subprocess.Popen(
                [
                    *(sys.executable, CHILD, address.render_as_string(hide_password=False)),
                    *(kind.name, str(lease_s), str(handle_s)),
                ],
                env={**os.environ, **environ},
                stdout=log,
                stderr=log,
                text=True,
            )
        )
        log.close()
        return children[-1]

    yield run
    for child in children:
        if child.poll() is None:
            child.send_signal(signal.SIGCONT)
            child.kill()
        child.wait(timeout=NEVER_S)


async def put_rows(database: Database, kind: Kind[Order], rows: int) -> set[int]:
    async with database.begin() as connection:
        return {await put(connection, kind, Order(number)) or 0 for number in range(rows)}


async def fetch(database: Database, statement: str, kind: Kind[Order]) -> list[tuple[Any, ...]]:
    async with database.begin() as connection:
        return [tuple(row) for row in await connection.execute(text(statement), {"k": kind.name})]


async def ended(database: Database, kind: Kind[Order]) -> list[tuple[int, str, int]]:
    return await fetch(
        database, "SELECT id, state, attempt FROM core.outbox_ended WHERE kind = :k", kind
    )


async def ledger(database: Database, kind: Kind[Order]) -> list[tuple[int, int]]:
    """What handlers were given: row and attempt, in no order."""
    return await fetch(
        database,
        "SELECT l.id, l.attempt FROM ledger AS l WHERE l.id IN"
        " (SELECT id FROM core.outbox WHERE kind = :k"
        "  UNION ALL SELECT id FROM core.outbox_ended WHERE kind = :k)",
        kind,
    )


async def until(holds: Callable[[], Any], within_s: float = NEVER_S) -> None:
    async with asyncio.timeout(within_s):
        while not await holds():  # noqa: ASYNC110 - another process has no event here
            await asyncio.sleep(0.05)


async def until_ended(database: Database, kind: Kind[Order], rows: int) -> None:
    async def all_ended() -> bool:
        try:
            return len(await ended(database, kind)) == rows
        except RegieError:
            return False

    await until(all_ended)


async def until_begun(database: Database, kind: Kind[Order]) -> None:
    async def begun() -> bool:
        return bool(await ledger(database, kind))

    await until(begun)


async def test_a_row_whose_relay_was_killed_comes_back_after_its_lease(
    database: Database, kind: Kind[Order], start: Start
) -> None:
    (id_,) = await put_rows(database, kind, 1)
    victim = start(handle_s=FOR_EVER_S)
    await until_begun(database, kind)
    victim.kill()
    start()
    await until_ended(database, kind, 1)
    assert await ended(database, kind) == [(id_, "sent", 2)]
    assert sorted(await ledger(database, kind)) == [(id_, 1), (id_, 2)]


async def test_the_report_of_a_relay_that_slept_beyond_its_lease_is_refused(
    database: Database, kind: Kind[Order], start: Start, tmp_path: Path
) -> None:
    (id_,) = await put_rows(database, kind, 1)
    sleeper = start(handle_s=2.0)
    await until_begun(database, kind)
    sleeper.send_signal(signal.SIGSTOP)
    start(handle_s=0.5)
    await until_ended(database, kind, 1)
    sleeper.send_signal(signal.SIGCONT)

    async def refused() -> bool:
        return "outbox_report_refused" in (tmp_path / "relay-0.log").read_text()

    await until(refused)
    assert await ended(database, kind) == [(id_, "sent", 2)]


async def test_a_relay_that_is_told_to_end_leaves_nothing_undone(
    database: Database, kind: Kind[Order], start: Start
) -> None:
    await put_rows(database, kind, 4)
    relay = start(handle_s=1.0)
    await until_begun(database, kind)
    relay.terminate()
    relay.wait(timeout=NEVER_S)
    assert (relay.returncode, {state for _, state, _ in await ended(database, kind)}) == (
        0,
        {"sent"},
    )


@pytest.mark.long
async def test_no_row_is_lost_to_forty_kills(
    database: Database, kind: Kind[Order], start: Start, rng: random.Random
) -> None:
    rows, kills, at_once = 3000, 40, 8
    ids = await put_rows(database, kind, rows)
    relays = [start(handle_s=0.25) for _ in range(3)]
    for _ in range(kills):
        victim = relays.pop(rng.randrange(len(relays)))
        await until(partial(_works, database, victim.pid))
        await asyncio.sleep(rng.uniform(0, 1))
        victim.kill()
        relays.append(start(handle_s=0.25))
    assert len(await ended(database, kind)) < rows  # else the last kills hit nobody at work
    await until_ended(database, kind, rows)
    given = Counter(await ledger(database, kind))
    outcome = await ended(database, kind)
    assert {id_ for id_, state, _ in outcome if state == "sent"} == ids
    assert max(given.values()) == 1  # no attempt number was handed out twice
    assert 0 < len(given) - rows <= kills * at_once  # what a victim had in hand, and no more


async def _works(database: Database, pid: int) -> bool:
    async with database.begin() as connection:
        seen = text("SELECT EXISTS (SELECT FROM ledger WHERE pid = :pid)")
        return (await connection.execute(seen, {"pid": pid})).scalar_one()


@pytest.mark.long
@pytest.mark.parametrize("offset", ["-8d", "-1h", "+1h", "+8d"])
async def test_a_process_whose_clock_is_wrong_delivers_once_and_takes_nobody_s_rows(
    database: Database,
    kind: Kind[Order],
    start: Start,
    require_component: Require,
    offset: str,
) -> None:
    require_component("libfaketime", FAKETIME)
    await put_rows(database, kind, 200)
    wrong = {"LD_PRELOAD": str(FAKETIME), "FAKETIME": offset, "FAKETIME_DONT_FAKE_MONOTONIC": "1"}
    start(handle_s=0.05, lease_s=5)
    start(handle_s=0.05, lease_s=5, **wrong)
    await until_ended(database, kind, 200)
    skewed = await fetch(
        database,
        "SELECT count(*) FROM ledger WHERE abs(extract(epoch FROM clock - now())) > 3000"
        " AND id IN (SELECT id FROM core.outbox_ended WHERE kind = :k)",
        kind,
    )
    assert skewed != [(0,)]
    assert Counter(Counter(id_ for id_, _ in await ledger(database, kind)).values()) == {1: 200}


@pytest.mark.long
async def test_a_relay_outlives_its_server(
    server: EmbeddedPostgres, database: Database, kind: Kind[Order], rng: random.Random
) -> None:
    handled: Counter[int] = Counter()

    async def handle(delivery: Any) -> None:
        handled[delivery.id] += 1
        await asyncio.sleep(0.05)

    relay = Relay(
        database,
        url_of(server),
        [Subscription(kind, handle, lease_s=LEASE_S, retries_s=(0.1,) * 20)],
        options=RelayOptions(poll_s=0.2),
    )
    ids = await put_rows(database, kind, 1500)
    await relay.open()
    for quick in (False, True) * 4:
        await asyncio.sleep(rng.uniform(0.3, 1.0))
        await asyncio.to_thread(server.stop, quick=quick)
        await asyncio.sleep(rng.uniform(0, 1.5))
        await asyncio.to_thread(server.start)
        back = time.monotonic()
        await until(partial(_more_than, handled.total(), handled))
        assert time.monotonic() - back < BACK_S
    await until_ended(database, kind, len(ids))
    await relay.ping()
    await relay.close()
    assert {id_ for id_, state, _ in await ended(database, kind) if state == "sent"} == ids
    assert set(handled) == ids


async def _more_than(before: int, handled: Counter[int]) -> bool:
    return handled.total() > before
