"""A worker ends in time, gives back what it cannot finish, and stops what is no longer its own."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest
import structlog

import jobplay
from jobplay import Player
from regie.core.tasks import JobWorker, Progress, TellsNobody
from regie.core.tasks.rows import Held

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


class TellsBadly(TellsNobody):
    """Whose first progress cannot be told."""

    def __init__(self) -> None:
        self.told: list[Progress] = []

    async def progress(self, job: Held, progress: Progress) -> None:
        self.told.append(progress)
        if len(self.told) == 1:
            raise ZeroDivisionError(job.id)


async def test_progress_that_cannot_be_told_is_logged_and_telling_goes_on(
    make_worker: Make, player: Player, begin
) -> None:
    tells = TellsBadly()
    id_ = await begin(jobplay.counting.call(20, 0.05))
    with structlog.testing.capture_logs() as logs:
        await make_worker(tells=tells).run_next()
    untold = [log["log_level"] for log in logs if log["event"] == "job_progress_untold"]
    state = (await player.find(id_)).state
    assert (untold, len(tells.told) > 1, state) == (["error"], True, "done")


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


async def test_progress_told_just_before_a_long_wait_is_seen_meanwhile(
    make_worker: Make, player: Player, begin
) -> None:
    worker = make_worker()
    id_ = await begin(jobplay.wait_elsewhere.call())
    running = await begun(worker, player, id_)
    view = await player.until_told(id_, least=2)
    await worker.close()
    await running
    assert (view.state, view.done) == ("running", 2)


REFUSED_ONCE = (
    "CREATE SEQUENCE core.refusals",
    """
    CREATE FUNCTION core.refuse_once() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF nextval('core.refusals') = 1 THEN RAISE SQLSTATE '40001'; END IF;
        RETURN OLD;
    END $$
    """,
    "CREATE TRIGGER refuse_once BEFORE DELETE ON core.jobs"
    " FOR EACH ROW EXECUTE FUNCTION core.refuse_once()",
)


@pytest.fixture
async def refused_once(execute) -> AsyncIterator[None]:
    for statement in REFUSED_ONCE:
        await execute(statement)
    yield
    await execute("DROP FUNCTION core.refuse_once CASCADE")
    await execute("DROP SEQUENCE core.refusals")


async def test_progress_that_is_rolled_back_with_the_report_is_written_again(
    make_worker: Make, player: Player, begin, refused_once: None
) -> None:
    id_ = await begin(jobplay.counting.call(3, 0.1))
    await make_worker().run_next()
    view = await player.find(id_)
    assert (view.state, view.done) == ("done", 3)


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
