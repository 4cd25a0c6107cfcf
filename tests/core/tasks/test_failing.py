"""Who is to know that a job has failed hears of it with the failure, once, and of nothing else."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

import jobplay
from jobplay import Player
from regie.core.errors import Unavailable
from regie.core.tasks import FailedJob, JobWorker, WhenFailed

Make = Callable[..., JobWorker]


class Told:
    def __init__(self) -> None:
        self.of: list[FailedJob] = []

    async def __call__(self, _: AsyncConnection, failed: FailedJob) -> None:
        self.of.append(failed)


def noting_in_the_transaction(then: type[Exception] | None = None) -> WhenFailed:
    """Writes a line; the first time it raises afterwards, as when the database goes away."""
    raises = [then] if then else []

    async def note(connection: AsyncConnection, failed: FailedJob) -> None:
        line = text("INSERT INTO ledger VALUES (:job, 'told', 0, 0, now())")
        await connection.execute(line, {"job": failed.id})
        if raises:
            raise raises.pop()

    return note


async def test_the_last_failure_is_told(make_worker: Make, begin) -> None:
    told = Told()
    id_ = await begin(jobplay.never.call())
    await make_worker(when_failed=told).run_next()
    assert told.of == [FailedJob(id_, "play.never", "main", 1, "it never will")]


@pytest.mark.parametrize("call", [jobplay.fail.call(1), jobplay.add.call(1)])
async def test_what_is_tried_again_or_done_is_not_told(make_worker: Make, begin, call) -> None:
    told = Told()
    await begin(call)
    await make_worker(when_failed=told).run_next()
    assert told.of == []


async def test_what_was_cancelled_is_not_told(make_worker: Make, player: Player, begin) -> None:
    told = Told()
    await player.cancel(await begin(jobplay.never.call()))
    await make_worker(when_failed=told).run_next()
    assert told.of == []


@pytest.mark.parametrize("then", [None, Unavailable])
async def test_what_is_written_of_it_is_written_with_the_failure(
    make_worker: Make, player: Player, begin, then: type[Exception] | None
) -> None:
    id_ = await begin(jobplay.never.call())
    await make_worker(when_failed=noting_in_the_transaction(then)).run_next()
    assert ((await player.find(id_)).state, await player.notes(id_)) == ("failed", ["told"])
