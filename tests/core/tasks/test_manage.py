"""What a person does with jobs, and what is refused."""

from __future__ import annotations

import pytest

import jobplay
from regie.core.db import Database
from regie.core.tasks import (
    JobAlreadyEnded,
    JobKeyTaken,
    JobNotEnded,
    JobNotFound,
    cancel,
    enqueue_group,
    list_jobs,
    retry,
)


@pytest.mark.parametrize("act", [cancel, retry])
async def test_there_must_be_such_a_job(database: Database, clean, act) -> None:
    with pytest.raises(JobNotFound):
        async with database.begin() as connection:
            await act(connection, 10**9)


async def test_what_has_ended_cannot_be_cancelled(database: Database, player, begin) -> None:
    id_ = await begin(jobplay.add.call(1))
    await player.cancel(id_)
    with pytest.raises(JobAlreadyEnded):
        await player.cancel(id_)


async def test_what_waits_is_not_tried_again(database: Database, begin) -> None:
    id_ = await begin(jobplay.add.call(1))
    with pytest.raises(JobNotEnded):
        async with database.begin() as connection:
            await retry(connection, id_)


async def test_what_went_well_is_not_tried_again(database: Database, begin, make_worker) -> None:
    id_ = await begin(jobplay.add.call(1))
    await make_worker().run_next()
    with pytest.raises(JobNotEnded):
        async with database.begin() as connection:
            await retry(connection, id_)


async def test_two_jobs_of_one_key_do_not_wait_at_once(database: Database, player, begin) -> None:
    first = await begin(jobplay.one.call(1))
    await player.cancel(first)
    await begin(jobplay.one.call(1))
    with pytest.raises(JobKeyTaken):
        async with database.begin() as connection:
            await retry(connection, first)


async def test_a_member_that_is_tried_again_is_counted_once(
    database: Database, player, make_worker, execute
) -> None:
    worker = make_worker()
    async with database.begin() as connection:
        group = await enqueue_group(
            connection,
            [jobplay.add.call(1), jobplay.add.call(2)],
            follow_up=jobplay.last.call(),
        )
    await player.cancel(group.jobs[0])
    async with database.begin() as connection:
        await retry(connection, group.jobs[0])
    while await worker.run_next():
        pass
    assert await execute("SELECT done, failed, cancelled FROM core.job_groups") == [(2, 0, 0)]


async def test_the_last_of_a_group_is_held_until_then(database: Database, player) -> None:
    async with database.begin() as connection:
        group = await enqueue_group(
            connection, [jobplay.add.call(1)], follow_up=jobplay.last.call()
        )
    assert (await player.find(group.follow_up)).state == "held"


async def test_a_group_has_members(database: Database) -> None:
    with pytest.raises(ValueError, match="has members"):
        async with database.begin() as connection:
            await enqueue_group(connection, [])


@pytest.mark.parametrize("key", ["", "x" * 256])
async def test_a_key_has_a_length(begin, key: str) -> None:
    with pytest.raises(ValueError, match="a key has"):
        await begin(jobplay.add.call(1), key=key)


async def test_pages_follow_each_other(database: Database, player, begin) -> None:
    ids = [await begin(jobplay.add.call(number)) for number in range(5)]
    for id_ in ids[1:3]:
        await player.cancel(id_)
    seen: list[int] = []
    before = None
    async with database.begin() as connection:
        while page := await list_jobs(connection, before=before, limit=2):
            seen += [view.id for view in page]
            before = seen[-1]
    assert seen == ids[::-1]


async def test_a_list_may_be_of_some_states_only(database: Database, player, begin) -> None:
    ids = [await begin(jobplay.add.call(number)) for number in range(3)]
    await player.cancel(ids[1])
    async with database.begin() as connection:
        found = await list_jobs(connection, states=("cancelled",))
    assert [view.id for view in found] == [ids[1]]
