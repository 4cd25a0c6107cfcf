"""What whoever enqueues a job may expect: with Celery and Valkey, and with PostgreSQL alone."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import create_engine, text

import jobplay
from jobplay import Place, Player, playing, start
from regie.core.db import DatabaseUrl
from regie.core.embedded import EmbeddedValkey
from regie.core.tasks import Call, enqueue, enqueue_group, retry


@pytest.fixture(scope="module", params=["celery", "postgresql alone"])
def engine(
    request: pytest.FixtureRequest,
    make_migrated: Callable[[], DatabaseUrl],
    valkey: EmbeddedValkey,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Place]:
    """One worker, in a process of its own."""
    url = make_migrated()
    maker = create_engine(url.for_alembic())
    with maker.begin() as connection:
        connection.execute(text(jobplay.LEDGER))
    maker.dispose()
    broker = f"{valkey.url}?db=7" if request.param == "celery" else None
    place = Place(url.for_libpq(), broker)
    log = tmp_path_factory.mktemp("jobs") / "worker.log"
    process = start(place, log)
    yield place
    process.terminate()
    assert process.wait(30) == 0, log.read_text()


@pytest.fixture
async def player(engine: Place) -> AsyncIterator[Player]:
    async with playing(engine) as player:
        yield player


async def begin(player: Player, call: Call, **options) -> int:
    async with player.database.begin() as connection:
        return await enqueue(connection, call, **options)


@pytest.mark.parametrize("job", [jobplay.add, jobplay.add_in_thread], ids=lambda job: job.name)
async def test_a_job_runs_and_its_result_is_kept(player: Player, job) -> None:
    view = await player.ended(await begin(player, job.call(1, right=2)))
    assert (view.state, view.result, view.attempt) == ("done", "3", 1)


async def test_a_job_has_the_service_of_its_app(player: Player) -> None:
    view = await player.ended(await begin(player, jobplay.served.call()))
    assert view.result == '"the service"'


async def test_nothing_runs_when_the_transaction_fails(player: Player) -> None:
    with pytest.raises(RuntimeError):
        async with player.database.begin() as connection:
            lost = await enqueue(connection, jobplay.add.call(1))
            raise RuntimeError("no")
    await player.ended(await begin(player, jobplay.add.call(2)))
    assert await player.notes(lost) == []


async def test_a_job_waits_for_its_time(player: Player) -> None:
    soon = datetime.now(UTC) + timedelta(seconds=0.7)
    view = await player.ended(await begin(player, jobplay.add.call(1), not_before=soon))
    assert view.started_at is not None
    assert view.started_at >= soon


async def test_a_job_that_fails_is_tried_again(player: Player) -> None:
    view = await player.ended(await begin(player, jobplay.fail.call(2)))
    assert (view.state, view.attempt, view.failures) == ("done", 3, 2)


async def test_a_job_that_fails_too_often_has_failed(player: Player) -> None:
    view = await player.ended(await begin(player, jobplay.fail.call(9)))
    assert (view.state, view.attempt, view.reason) == ("failed", 3, "ValueError: as asked")


async def test_a_job_may_say_when_it_wants_to_be_tried_again(player: Player) -> None:
    view = await player.ended(await begin(player, jobplay.later.call()))
    assert (view.state, view.attempt) == ("done", 2)


async def test_a_job_that_says_never_is_not_tried_again(player: Player) -> None:
    view = await player.ended(await begin(player, jobplay.never.call()))
    assert (view.state, view.attempt, view.reason) == ("failed", 1, "it never will")


async def test_a_job_that_failed_can_be_tried_again_by_hand(player: Player) -> None:
    id_ = await begin(player, jobplay.fail.call(3))
    await player.ended(id_)
    async with player.database.begin() as connection:
        await retry(connection, id_)
    view = await player.until(id_, "done")
    assert (view.attempt, view.failures) == (4, 0)


async def test_progress_is_kept(player: Player) -> None:
    view = await player.ended(await begin(player, jobplay.counting.call(3, 0.01)))
    assert (view.done, view.total) == (3, 3)


counts = pytest.mark.parametrize(
    "job", [jobplay.counting, jobplay.counting_in_thread], ids=lambda job: job.name
)


@counts
async def test_a_running_job_is_cancelled(player: Player, job) -> None:
    id_ = await begin(player, job.call(10_000, 0.01))
    await player.until_noted(id_, "begun")
    assert await player.cancel(id_) == "asked"
    view = await player.ended(id_)
    assert (view.state, await player.notes(id_)) == ("cancelled", ["begun", "cancelled"])


async def test_a_job_that_waits_elsewhere_is_cancelled_there(player: Player) -> None:
    id_ = await begin(player, jobplay.wait_elsewhere.call())
    await player.until_noted(id_, "begun")
    await player.cancel(id_)
    assert (await player.ended(id_)).state == "cancelled"


async def test_a_waiting_job_is_cancelled_at_once(player: Player) -> None:
    later = timedelta(hours=1)
    id_ = await begin(player, jobplay.add.call(1), not_before=later)
    assert await player.cancel(id_) == "cancelled"
    assert (await player.find(id_)).state == "cancelled"


async def test_a_job_above_its_time_limit_is_stopped(player: Player) -> None:
    view = await player.ended(await begin(player, jobplay.slow.call()))
    assert (view.state, view.reason) == ("failed", "time_limit")


async def test_a_unique_job_that_waits_or_runs_is_the_same_job(player: Player) -> None:
    first = await begin(player, jobplay.one.call(1))
    waiting = await begin(player, jobplay.one.call(1))
    await player.until_noted(first, "begun")
    running = await begin(player, jobplay.one.call(1))
    assert first == waiting == running


async def test_a_unique_job_with_other_arguments_is_another(player: Player) -> None:
    assert await begin(player, jobplay.one.call(2)) != await begin(player, jobplay.one.call(3))


async def test_a_unique_job_that_has_ended_can_be_had_again(player: Player) -> None:
    first = await begin(player, jobplay.one.call(4))
    await player.ended(first)
    assert await begin(player, jobplay.one.call(4)) != first


async def test_many_at_once_with_one_key_are_one_job(player: Player) -> None:
    later = timedelta(hours=1)
    ids = await asyncio.gather(
        *(begin(player, jobplay.add.call(n), key="same", not_before=later) for n in range(6))
    )
    await player.cancel(ids[0])
    assert len(set(ids)) == 1


async def test_the_last_of_a_group_runs_when_the_others_have_ended(player: Player) -> None:
    calls = [jobplay.add.call(1), jobplay.add.call(2), jobplay.never.call()]
    async with player.database.begin() as connection:
        group = await enqueue_group(connection, calls, follow_up=jobplay.last.call())
    assert group.follow_up is not None
    view = await player.ended(group.follow_up)
    assert (view.state, view.result) == ("done", '{"done":2,"failed":1}')
