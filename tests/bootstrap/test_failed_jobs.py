"""A job that has failed for good is an event each time, and an e-mail that does not become many."""

from __future__ import annotations

import json

import pytest

from regie.bootstrap import Runtime, build_job_worker, job_wakes
from regie.bootstrap.failed_jobs import JobFailureTeller
from regie.core.db import Database
from regie.core.tasks import FailedJob

from .conftest import OPERATOR, Listen, NewRuntime, Read

EVENTS = "SELECT body FROM core.webhook_delivery WHERE event = 'job.failed'"
MAILS = "SELECT recipient, text FROM core.mail WHERE template = 'job_failed'"


async def fail(runtime: Runtime, database: Database, *jobs: FailedJob) -> None:
    tell = JobFailureTeller(runtime.core)
    for failed in jobs:
        async with database.begin() as connection:
            await tell(connection, failed)


def failed(id_: int = 7, name: str = "retail.import", reason: str | None = None) -> FailedJob:
    return FailedJob(id_, name, "main", attempts=4, reason=reason)


async def test_a_worker_tells_of_a_job_that_has_failed(
    new_runtime: NewRuntime, listen: Listen, read: Read
) -> None:
    runtime = new_runtime()
    worker = build_job_worker(runtime, job_wakes(runtime), worker="one", alive=lambda: None)
    async with runtime.opened(relaying=False):
        await listen(runtime)
        await worker.open()
        async with runtime.core.database.begin() as connection:
            # Without its arguments it cannot run, and it is not tried again.
            await connection.exec_driver_sql(
                "INSERT INTO core.jobs (tenant, name, arguments)"
                " VALUES ('main', 'console.self-test', '{}')"
            )
        assert await worker.run_next()
        await worker.close()
    ((body,),) = await read(EVENTS)
    data = json.loads(body)["data"]
    assert (data["job"], data["attempts"]) == ("console.self-test", 1)
    assert [recipient for recipient, _ in await read(MAILS)] == [OPERATOR]


async def test_others_hear_what_kind_of_failure_it_was_and_no_data(
    new_runtime: NewRuntime, database: Database, listen: Listen, read: Read
) -> None:
    runtime = new_runtime()
    async with runtime.opened(relaying=False):
        await listen(runtime)
        await fail(runtime, database, failed(reason="KeyError: 'Mina RAMI'"))
    ((body,),) = await read(EVENTS)
    assert json.loads(body)["data"]["error"] == "KeyError"


@pytest.mark.parametrize("reason", [None, "", ": odd", "a\x1b[31m\nb", "x" * 500])
async def test_whatever_the_reason_it_is_told(
    new_runtime: NewRuntime,
    database: Database,
    listen: Listen,
    read: Read,
    reason: str | None,
) -> None:
    runtime = new_runtime()
    async with runtime.opened(relaying=False):
        await listen(runtime)
        await fail(runtime, database, failed(reason=reason))
    assert (len(await read(EVENTS)), len(await read(MAILS))) == (1, 1)


async def test_a_job_that_fails_often_is_an_event_each_time_and_one_e_mail_an_hour(
    new_runtime: NewRuntime, database: Database, listen: Listen, read: Read
) -> None:
    runtime = new_runtime()
    async with runtime.opened(relaying=False):
        await listen(runtime)
        await fail(runtime, database, failed(1), failed(2), failed(3, "retail.report"))
    assert (len(await read(EVENTS)), len(await read(MAILS))) == (3, 2)


async def test_without_anybody_to_tell_nothing_is_written(
    new_runtime: NewRuntime, database: Database, read: Read
) -> None:
    runtime = new_runtime(REGIE_ALERTS_TO="")
    async with runtime.opened(relaying=False):
        await fail(runtime, database, failed())
    assert (await read(EVENTS), await read(MAILS)) == ([], [])
