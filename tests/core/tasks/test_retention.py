"""What is kept of jobs goes in time: results first, then the jobs, then their groups."""

from __future__ import annotations

import pytest

import jobplay
from regie.core.db import Database
from regie.core.tasks import enqueue_group, preview, purge


@pytest.fixture
async def old(database: Database, make_worker, execute) -> None:
    """A group of two that ended long ago."""
    worker = make_worker()
    async with database.begin() as connection:
        await enqueue_group(connection, [jobplay.add.call(1), jobplay.add.call(2)])
    while await worker.run_next():
        pass
    await execute(
        "CREATE TABLE core_days.jobs_ended_20200101 PARTITION OF core.jobs_ended"
        " FOR VALUES FROM ('2020-01-01 UTC') TO ('2020-01-02 UTC')"
    )
    await execute("UPDATE core.jobs_ended SET ended_at = '2020-01-01 12:00 UTC'")
    await execute("UPDATE core.job_groups SET created_at = '2020-01-01 12:00 UTC'")


async def test_what_would_go_is_told_before(database: Database, old) -> None:
    async with database.begin() as connection:
        found = {each.table: each.rows for each in await preview(connection)}
        await purge(connection)
    assert found == {"jobs_ended": 2, "job_groups": 1}


async def test_what_was_told_goes(database: Database, old, execute) -> None:
    async with database.begin() as connection:
        await purge(connection)
    assert await execute(
        "SELECT (SELECT count(*) FROM core.jobs_ended), (SELECT count(*) FROM core.job_groups)"
    ) == [(0, 0)]


async def test_what_waits_stays(database: Database, begin, execute) -> None:
    await begin(jobplay.add.call(1))
    await execute("UPDATE core.jobs SET created_at = '2020-01-01 UTC'")
    async with database.begin() as connection:
        await purge(connection)
    assert await execute("SELECT count(*) FROM core.jobs") == [(1,)]


async def test_a_result_is_shown_until_it_expires(
    database: Database, player, begin, make_worker, execute
) -> None:
    id_ = await begin(jobplay.add.call(1))
    await make_worker().run_next()
    shown = (await player.find(id_)).result
    await execute("UPDATE core.jobs_ended SET result_until = now()")
    assert (shown, (await player.find(id_)).result) == ("1", None)


async def test_a_purge_forgets_results_that_have_expired(
    database: Database, begin, make_worker, execute
) -> None:
    await begin(jobplay.add.call(1))
    await make_worker().run_next()
    await execute("UPDATE core.jobs_ended SET result_until = now() - interval '1 s'")
    async with database.begin() as connection:
        await purge(connection)
    assert await execute("SELECT result FROM core.jobs_ended") == [(None,)]
