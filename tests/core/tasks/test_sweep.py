"""What a sweep finds: jobs whose worker died, and jobs that nobody was woken for."""

from __future__ import annotations

from typing import Any

import pytest

import jobplay
from regie.core.db import Database
from regie.core.tasks import FailedJob, TellsNobody, WhenFailed
from regie.core.tasks.failing import tell_nobody
from regie.core.tasks.sweep import LAPSES_LIMIT, Sweep


class Woken:
    def __init__(self, waiting: int = 0):
        self._waiting = waiting
        self.woken = 0

    async def wake(self, jobs: int) -> None:
        self.woken += jobs

    async def waiting(self) -> int:
        return self._waiting


async def sweep(
    database: Database, wakes: Woken | None = None, when_failed: WhenFailed = tell_nobody
) -> None:
    await Sweep(
        database,
        jobs={each.name: each for each in jobplay.JOBS},
        schedules=(),
        zone="UTC",
        wakes=wakes or Woken(),
        tells=TellsNobody(),
        when_failed=when_failed,
    ).once()


@pytest.fixture
async def running(begin, execute) -> int:
    """A job whose worker has died."""
    id_ = await begin(jobplay.add.call(1))
    await execute(
        "UPDATE core.jobs SET state = 'running', attempt = 1, due_at = now() - interval '1 s',"
        " deadline_at = now() + interval '1 h'"
    )
    return id_


async def test_a_job_whose_worker_died_waits_again(database, player, running: int) -> None:
    await sweep(database)
    view = await player.find(running)
    assert (view.state, view.lapses, view.failures) == ("queued", 1, 0)


async def test_a_job_with_a_lease_is_left_alone(database, player, running: int, execute) -> None:
    await execute("UPDATE core.jobs SET due_at = now() + interval '1 s'")
    await sweep(database)
    assert (await player.find(running)).state == "running"


async def test_a_job_that_took_its_process_along_has_failed_once(
    database, player, running: int, execute
) -> None:
    await execute("UPDATE core.jobs SET deadline_at = now() - interval '1 s'")
    await sweep(database)
    view = await player.find(running)
    assert (view.state, view.reason, view.failures) == ("queued", "time_limit", 1)


async def test_a_job_that_kills_its_workers_is_given_up(
    database, player, running: int, execute
) -> None:
    await execute("UPDATE core.jobs SET lapses = :limit", limit=LAPSES_LIMIT)
    await sweep(database)
    view = await player.find(running)
    assert (view.state, view.reason) == ("failed", "never_reported")


async def test_of_a_job_that_is_given_up_somebody_is_told(database, running: int, execute) -> None:
    told: list[tuple[int, str | None]] = []

    async def note(_: object, failed: FailedJob) -> None:
        told.append((failed.id, failed.reason))

    await execute("UPDATE core.jobs SET lapses = :limit", limit=LAPSES_LIMIT)
    await sweep(database, when_failed=note)
    assert told == [(running, "never_reported")]


async def test_a_job_that_was_to_end_anyway_has_ended(
    database, player, running: int, execute
) -> None:
    await execute("UPDATE core.jobs SET cancel_asked_at = now()")
    await sweep(database)
    assert (await player.find(running)).state == "cancelled"


async def test_a_job_that_this_version_does_not_know_is_left_alone(
    database, player, running: int, execute
) -> None:
    await execute("UPDATE core.jobs SET name = 'newer.job'")
    await sweep(database)
    assert (await player.find(running)).state == "running"


@pytest.mark.parametrize(
    ("due", "waiting", "woken"), [(3, 0, 3), (3, 2, 1), (3, 3, 0), (0, 0, 0), (300, 0, 200)]
)
async def test_workers_are_woken_for_what_nobody_was(
    database, execute, due: int, waiting: int, woken: int
) -> None:
    await execute(
        "INSERT INTO core.jobs (tenant, name, arguments, due_at)"
        " SELECT 'main', 'play.add', '{}', now() - interval '3 s' FROM generate_series(1, :due)",
        due=due,
    )
    wakes = Woken(waiting)
    await sweep(database, wakes)
    assert wakes.woken == woken


async def test_nobody_is_woken_for_what_is_not_due(database, begin, execute) -> None:
    await begin(jobplay.add.call(1))
    wakes: Any = Woken()
    await sweep(database, wakes)
    assert wakes.woken == 0
