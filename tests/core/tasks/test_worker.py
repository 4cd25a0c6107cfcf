"""A worker ends in time, gives back what it cannot finish, and stops what is no longer its own."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import jobplay
from jobplay import Player
from regie.core.tasks import JobWorker

Make = Callable[..., JobWorker]


async def begun(worker: JobWorker, player: Player, id_: int) -> asyncio.Task[bool]:
    running = asyncio.create_task(worker.run_next())
    await player.until_noted(id_, "begun")
    return running


async def test_without_a_job_there_is_none(make_worker: Make) -> None:
    assert not await make_worker().run_next()


async def test_a_worker_that_is_closed_takes_nothing(make_worker: Make, begin) -> None:
    worker = make_worker()
    await begin(jobplay.add.call(1))
    await worker.close()
    assert not await worker.run_next()


async def test_at_the_end_a_job_may_finish(make_worker: Make, player: Player, begin) -> None:
    worker = make_worker()
    id_ = await begin(jobplay.counting.call(3, 0.05))
    running = await begun(worker, player, id_)
    await worker.close(drain_s=10)
    await running
    assert (await player.find(id_)).state == "done"


async def test_a_job_that_does_not_finish_is_given_back(
    make_worker: Make, player: Player, begin
) -> None:
    worker = make_worker()
    id_ = await begin(jobplay.counting.call(10_000, 0.05))
    running = await begun(worker, player, id_)
    await worker.close(drain_s=0.05)
    await running
    view = await player.find(id_)
    assert (view.state, view.failures, view.reason) == ("queued", 0, "given_back")


async def test_a_job_that_was_given_back_runs_elsewhere(
    make_worker: Make, player: Player, begin
) -> None:
    first, second = make_worker("first"), make_worker("second")
    id_ = await begin(jobplay.counting.call(40, 0.05))
    running = await begun(first, player, id_)
    await first.close()
    await running
    assert await second.run_next()
    view = await player.find(id_)
    assert (view.state, view.attempt) == ("done", 2)


async def test_a_job_that_is_another_worker_s_now_is_stopped(
    make_worker: Make, player: Player, begin, execute
) -> None:
    worker = make_worker()
    id_ = await begin(jobplay.counting.call(10_000, 0.02))
    running = await begun(worker, player, id_)
    await execute("UPDATE core.jobs SET attempt = attempt + 1")
    await running
    view = await player.find(id_)
    assert (view.state, await player.notes(id_)) == ("running", ["begun", "lost"])


async def test_a_lease_lasts_as_long_as_its_job(make_worker: Make, player: Player, begin) -> None:
    worker, other = make_worker("first"), make_worker("other")
    await other.open()
    id_ = await begin(jobplay.counting.call(30, 0.05))
    await (await begun(worker, player, id_))
    await other.close()
    view = await player.find(id_)
    assert (view.state, view.attempt, view.lapses) == ("done", 1, 0)


async def test_a_cancellation_without_a_notification_is_heard_with_the_lease(
    make_worker: Make, player: Player, begin
) -> None:
    worker = make_worker()  # not open: it listens to nothing
    id_ = await begin(jobplay.counting.call(10_000, 0.02))
    running = await begun(worker, player, id_)
    await player.cancel(id_)
    await running
    assert (await player.find(id_)).state == "cancelled"


async def test_progress_can_be_seen_while_the_job_runs(
    make_worker: Make, player: Player, begin
) -> None:
    worker = make_worker()
    id_ = await begin(jobplay.counting.call(10_000, 0.02))
    running = await begun(worker, player, id_)
    view = await player.until_told(id_)
    await worker.close()
    await running
    assert view.total == 10_000


async def test_a_worker_that_is_away_from_its_database_goes_on_later(
    make_worker: Make, player: Player, begin, database
) -> None:
    worker = make_worker()
    id_ = await begin(jobplay.add.call(1))
    await database.close()
    assert not await worker.run_next()
    await database.open()
    assert await worker.run_next()
    assert (await player.find(id_)).state == "done"
