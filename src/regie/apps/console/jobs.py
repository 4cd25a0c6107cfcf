"""Jobs over HTTP: what waits, runs and has ended, and what can be done about it."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Path, Query, Request, Response
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.app import Core
from regie.core.errors import Timeout, Unavailable
from regie.core.tasks import (
    MAIN_TENANT,
    STATES,
    JobAlreadyEnded,
    JobKeyTaken,
    JobNotEnded,
    JobNotFound,
    JobState,
    JobView,
    cancel,
    count_live,
    enqueue,
    find_job,
    list_jobs,
    list_schedules,
    retry,
)
from regie.core.web import (
    JobAnswer,
    api_router,
    followed_job,
    guarded,
    idempotent,
    job_answer,
    may_raise,
    requires,
    transaction,
)

from .acts import recorded
from .job_answers import JobList, ScheduleList, SelfTest
from .tasks import self_test

MANAGE: Final = requires("console.jobs.manage")

JobId = Annotated[int, Path(ge=1, lt=2**63)]


def routes(core: Core) -> APIRouter:
    api = api_router(
        "/api/v1/jobs",
        "jobs",
        guard=requires("console.jobs.read"),
    )
    _add_reading(api, core)
    _add_acting(api, core)
    return api


def _add_reading(api: APIRouter, core: Core) -> None:
    begun = transaction(core.database)

    @api.get("", response_model=JobList)
    async def list_all_jobs(
        state: Annotated[
            JobState | None, Query(description="Only those that are in this state.")
        ] = None,
        before: Annotated[
            int | None, Query(ge=1, lt=2**63, description="`next` of the page before.")
        ] = None,
        limit: Annotated[int, Query(ge=1, le=200)] = 50,
        connection: AsyncConnection = begun,
    ) -> JobList:
        """Jobs, the newest first."""
        states = STATES if state is None else (state,)
        found = await list_jobs(connection, states=states, before=before, limit=limit)
        return JobList(
            jobs=[job_answer(view) for view in found],
            next=found[-1].id if len(found) == limit else None,
            live=await count_live(connection),
        )

    @api.get("/schedules", response_model=ScheduleList)
    async def list_job_schedules(connection: AsyncConnection = begun) -> ScheduleList:
        """When jobs run by themselves."""
        zone = core.settings.time_zone
        found = await list_schedules(connection, core.jobs.schedules, zone)
        return ScheduleList(schedules=found)

    @api.get("/{job_id}", response_model=JobAnswer)
    @may_raise(JobNotFound)
    async def show_job(job_id: JobId, connection: AsyncConnection = begun) -> JobAnswer:
        """One job."""
        return job_answer(await _found(connection, job_id))

    @api.get(
        "/{job_id}/events",
        responses={200: {"content": {"text/event-stream": {"schema": {"type": "string"}}}}},
        response_class=Response,
    )
    @may_raise(JobNotFound, Unavailable, Timeout)
    async def follow_job(request: Request, job_id: JobId) -> Response:
        """One job as a stream of `state` and `progress`.

        It begins with where the job is and ends when the job has: close it after the `state` that
        says so, for a browser would connect again.
        """
        return await followed_job(request, core.events, core.database, job_id, tenant=MAIN_TENANT)


def _add_acting(api: APIRouter, core: Core) -> None:
    begun = recorded(core, transaction(core.database))
    once = recorded(core, idempotent(core.answers))

    @api.post("/self-test", status_code=202, response_model=JobAnswer)
    @guarded(MANAGE)
    async def start_self_test(
        asked: SelfTest,
        connection: AsyncConnection = once,
    ) -> JobAnswer:
        """Starts a job that counts, to see jobs at work."""
        id_ = await enqueue(connection, self_test.call(asked.steps, asked.pause_ms))
        return job_answer(await _found(connection, id_))

    @api.delete("/{job_id}", status_code=202, response_model=JobAnswer)
    @guarded(MANAGE)
    @may_raise(JobNotFound, JobAlreadyEnded)
    async def cancel_job(job_id: JobId, connection: AsyncConnection = begun) -> JobAnswer:
        """Ends a job that waits, and asks one that runs to end."""
        await cancel(connection, job_id)
        return job_answer(await _found(connection, job_id))

    @api.post("/{job_id}/retry", status_code=202, response_model=JobAnswer)
    @guarded(MANAGE)
    @may_raise(JobNotFound, JobNotEnded, JobKeyTaken)
    async def retry_job(job_id: JobId, connection: AsyncConnection = once) -> JobAnswer:
        """Has a job that failed or was cancelled run again, under its id."""
        await retry(connection, job_id)
        return job_answer(await _found(connection, job_id))


async def _found(connection: AsyncConnection, job_id: int) -> JobView:
    view = await find_job(connection, job_id)
    if view is None:
        raise JobNotFound
    return view
