"""A salary run outlives its workers: killed wherever they are, however many there are, they leave
one run with one payslip each and the totals that an undisturbed run would have.

The seed is printed; REGIE_CHAOS_SEED repeats a run, as far as timing allows.
"""

from __future__ import annotations

import asyncio
import random
import subprocess
import time
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest

from payplay import Payroll, Place, start_worker
from peopleplay import Organisation, environ
from regie.bootstrap import build_runtime, configure
from regie.core.db import DatabaseUrl
from regie.identity.services import Services

MANY = 6_000
PATIENCE_S = 90.0
SUM_DUE = "SELECT sum(monthly_cents) FROM staff.salary WHERE tenant = :tenant"
WRITTEN = "SELECT count(*) FROM staff.payslip WHERE run_id = :run"

BeginWorker = Callable[[], subprocess.Popen[bytes]]


@pytest.fixture
async def payroll(migrated: DatabaseUrl) -> AsyncIterator[Payroll]:
    runtime = build_runtime(configure(environ(migrated)))
    async with runtime.opened(relaying=False):
        identity = runtime.parts["identity"].service
        assert isinstance(identity, Services)
        yield Payroll.of(runtime, Organisation.new(identity))


@pytest.fixture
def begin_worker(migrated: DatabaseUrl, tmp_path: Path) -> Iterator[BeginWorker]:
    children: list[subprocess.Popen[bytes]] = []

    def run() -> subprocess.Popen[bytes]:
        children.append(start_worker(Place(migrated.for_libpq()), tmp_path / "workers.log"))
        return children[-1]

    yield run
    for child in children:
        child.kill()
        child.wait(PATIENCE_S)


async def until(payroll: Payroll, run: int, wanted: Callable[[int, str], bool]) -> None:
    """By how many payslips are written and the run's state."""
    deadline = time.monotonic() + PATIENCE_S
    while True:
        written = await payroll.house.value(WRITTEN, run=run)
        state = await payroll.house.value(
            "SELECT state FROM staff.salary_run WHERE id = :run", run=run
        )
        if wanted(written, state):
            return
        assert time.monotonic() < deadline, (written, state)
        await asyncio.sleep(0.02)


async def _survives(
    payroll: Payroll, begin_worker: BeginWorker, rng: random.Random, *, kills: int
) -> None:
    await payroll.crowd(MANY, await payroll.house.place("Rennes"))
    run = await payroll.start(await payroll.administrator("Zoé"))
    await payroll.start(await payroll.administrator("Ali"))
    worker = begin_worker()
    for kill in range(kills):
        behind = MANY * kill // (kills + 1) + rng.randrange(MANY // (kills + 1))
        await until(payroll, run, lambda written, _, behind=behind: written > behind)
        worker.kill()
        await asyncio.to_thread(worker.wait)
        worker = begin_worker()
    begin_worker()
    await until(payroll, run, lambda _, state: state == "computed")
    reader = await payroll.administrator("Léa")
    found = await payroll.house.run(lambda c: payroll.staff.runs.find(c, reader, run))
    due = await payroll.house.value(SUM_DUE, tenant=payroll.house.tenant)
    assert (found.totals.people, found.totals.gross_cents) == (MANY, due)


async def test_a_run_outlives_the_worker_that_computes_it(
    payroll: Payroll, begin_worker: BeginWorker, rng: random.Random
) -> None:
    await _survives(payroll, begin_worker, rng, kills=1)


@pytest.mark.long
async def test_a_run_outlives_worker_after_worker(
    payroll: Payroll, begin_worker: BeginWorker, rng: random.Random
) -> None:
    await _survives(payroll, begin_worker, rng, kills=6)
