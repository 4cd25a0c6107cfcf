"""Health says when nobody works, and only then."""

from __future__ import annotations

import pytest

import jobplay
from regie.core.db import Database
from regie.core.errors import Unavailable
from regie.core.tasks import JobsCheck

SILENT = "INSERT INTO core.job_workers (name, heard_at) VALUES (:name, now() - interval '1 min')"
HEARD = "INSERT INTO core.job_workers (name) VALUES (:name)"
OVERDUE = "UPDATE core.jobs SET due_at = now() - interval '3 min'"


async def test_without_jobs_and_workers_nothing_is_missed(database: Database, clean) -> None:
    await JobsCheck(database).ping()


async def test_a_worker_that_fell_silent_is_missed(database: Database, execute) -> None:
    await execute(SILENT, name="one")
    with pytest.raises(Unavailable, match="fallen silent"):
        await JobsCheck(database).ping()


async def test_one_that_is_heard_is_enough(database: Database, execute) -> None:
    await execute(SILENT, name="one")
    await execute(HEARD, name="two")
    await JobsCheck(database).ping()


async def test_a_job_that_nobody_takes_is_missed(database: Database, begin, execute) -> None:
    await begin(jobplay.add.call(1))
    await execute(OVERDUE)
    with pytest.raises(Unavailable, match="no worker takes jobs"):
        await JobsCheck(database).ping()


async def test_a_long_queue_before_busy_workers_is_none(database: Database, begin, execute) -> None:
    await begin(jobplay.add.call(1))
    await execute(OVERDUE)
    await execute(HEARD, name="busy")
    await JobsCheck(database).ping()


async def test_a_worker_that_works_is_seen(make_worker, execute) -> None:
    worker = make_worker("seen")
    await worker.open()
    worker.heard()
    while not await execute("SELECT name FROM core.job_workers"):
        pass
    await worker.close()


async def test_a_worker_that_leaves_is_not_missed(make_worker, execute, database) -> None:
    worker = make_worker("gone")
    await worker.open()
    await execute(HEARD, name="gone")
    await worker.close()
    assert await execute("SELECT name FROM core.job_workers") == []
