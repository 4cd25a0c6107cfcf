"""Salary runs over HTTP."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.apps.staff import permissions
from regie.core.access import Actor, Forbidden
from regie.core.app import Core
from regie.core.db import After
from regie.core.errors import Timeout, Unavailable
from regie.core.explain import Explained
from regie.core.i18n import Language
from regie.core.tasks import JobAlreadyEnded, JobNotFound, find_job
from regie.core.web import (
    EVENTS_ANSWER,
    AfterQuery,
    ChangedMeanwhile,
    CursorMalformed,
    LimitQuery,
    actor,
    api_router,
    etag,
    followed_job,
    guarded,
    idempotent,
    if_match,
    may_raise,
    next_cursor,
    read_cursor,
    requires,
    transaction,
)
from regie.identity.language import reader_language

from . import answers, schemas
from .beside import PayslipSort
from .errors import (
    FourEyes,
    MonthAhead,
    RegularNotReleased,
    RunNotComputed,
    RunNotFound,
    RunOutdated,
    RunReleased,
    RunUnderWay,
)
from .explaining import difference_explained, net_explained
from .service import Runs

RunId = Annotated[int, Path(ge=1, lt=2**63)]
SiteId = Annotated[int | None, Query(ge=1, lt=2**63)]
Search = Annotated[str | None, Query(min_length=1, max_length=100, pattern=r"^[^\x00-\x1f]+$")]

_NEWEST: Final = "-month"
_RUNNING: Final = requires(permissions.RUN_SALARIES)
_IDLE: Final = (Forbidden, RunNotFound, RunReleased, RunUnderWay, ChangedMeanwhile)


def routes(core: Core, service: Runs) -> APIRouter:
    api = api_router(
        "/api/v1/staff/salaries/runs", "staff", guard=requires(permissions.READ_SALARIES)
    )
    _add_reading(api, core, service)
    _add_why(api, core, service)
    _add_computing(api, core, service)
    _add_ending(api, core, service)
    return api


def _add_reading(api: APIRouter, core: Core, service: Runs) -> None:
    begun = transaction(core.database)
    spoken = reader_language(core.settings)

    @api.get("")
    @may_raise(CursorMalformed)
    async def list_salary_runs(
        after: AfterQuery = None,
        limit: LimitQuery = 24,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
    ) -> schemas.SalaryRuns:
        """Runs, the newest month first, with the totals of what the reader may see."""
        found = await service.list(
            connection, acting, after=read_cursor(after, _NEWEST), limit=limit
        )
        jobs = [
            await find_job(connection, each.job_id)
            if each.state == "draft" and each.job_id is not None
            else None
            for each in found
        ]
        last = After(f"{found[-1].month}", found[-1].id) if found else None
        return schemas.SalaryRuns(
            runs=[answers.run_answer(*each) for each in zip(found, jobs, strict=True)],
            next=next_cursor(_NEWEST, last, found=len(found), limit=limit),
        )

    @api.get("/{id}")
    @may_raise(RunNotFound)
    async def show_salary_run(
        id: RunId,  # noqa: A002
        response: Response,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
        language: Language = spoken,
    ) -> schemas.SalaryRunDetail:
        """One run: totals by site beside the month before."""
        detail = await service.detail(connection, acting, id)
        response.headers["ETag"] = etag(detail.run.version)
        return answers.detail_answer(detail, acting, language)

    @api.get("/{id}/payslips")
    @may_raise(CursorMalformed, RunNotFound)
    async def list_payslips(
        *,
        id: RunId,  # noqa: A002
        site: SiteId = None,
        q: Search = None,
        sort: PayslipSort = "name",
        after: AfterQuery = None,
        limit: LimitQuery = 50,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
    ) -> schemas.PayslipRows:
        """Payslips of a run, each beside that of the month before."""
        found, last = await service.pairs(
            connection,
            acting,
            id,
            site=site,
            q=q,
            sort=sort,
            after=read_cursor(after, sort),
            limit=limit,
        )
        return schemas.PayslipRows(
            payslips=[answers.pair_answer(each) for each in found],
            next=next_cursor(sort, last, found=len(found), limit=limit),
        )

    @api.get("/{id}/events", responses=EVENTS_ANSWER, response_class=Response)
    @may_raise(RunNotFound, JobNotFound, Unavailable, Timeout)
    async def follow_salary_run(
        request: Request,
        id: RunId,  # noqa: A002
        acting: Actor = Depends(actor),
    ) -> Response:
        """The computation as a stream of `state` and `progress`, until it has ended."""
        async with core.database.begin() as connection:
            run = await service.find(connection, acting, id)
        return await followed_job(
            request, core.events, core.database, run.job_id or 0, tenant=acting.tenant
        )


def _add_why(api: APIRouter, core: Core, service: Runs) -> None:
    begun = transaction(core.database)
    spoken = reader_language(core.settings)

    @api.get("/{id}/explain")
    @may_raise(RunNotFound)
    async def explain_salary_run(
        *,
        id: RunId,  # noqa: A002
        of: Literal["net", "difference"] = "difference",
        site: SiteId = None,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
        language: Language = spoken,
    ) -> Explained:
        """What the net salaries are made of, or why the gross ones differ from last month's."""
        _, sites, causes = await service.causes(connection, acting, id, site=site)
        if of == "net":
            return net_explained(sites, language)
        return difference_explained(causes, language)

    @api.get("/{id}/changes")
    @guarded(_RUNNING)
    @may_raise(Forbidden, RunNotFound, RunNotComputed)
    async def show_salary_run_changes(
        id: RunId,  # noqa: A002
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
    ) -> schemas.RunChanges:
        """What would be different if it were computed now. Changes nothing."""
        return answers.changes_answer(await service.changes(connection, acting, id))


def _add_computing(api: APIRouter, core: Core, service: Runs) -> None:
    begun_once = idempotent(core.answers)
    spoken = reader_language(core.settings)

    @api.post("", status_code=202)
    @guarded(_RUNNING)
    @may_raise(Forbidden, MonthAhead, RegularNotReleased, RunNotFound)
    async def start_salary_run(
        draft: schemas.RunDraft,
        connection: AsyncConnection = begun_once,
        acting: Actor = Depends(actor),
        language: Language = spoken,
    ) -> schemas.RunStarted:
        """Starts a month's run. Where there is one nothing is touched: what would be different
        now is told."""
        month = answers.month_of(draft.month)
        started = await service.start(connection, acting, month, draft.kind)
        detail = await service.detail(connection, acting, started.run_id)
        return schemas.RunStarted(
            run=answers.detail_answer(detail, acting, language),
            made=started.made,
            changes=None if started.changes is None else answers.changes_answer(started.changes),
        )

    @api.post("/{id}/resume", status_code=202)
    @guarded(_RUNNING)
    @may_raise(Forbidden, RunNotFound, RunReleased, RunNotComputed)
    async def resume_salary_run(
        id: RunId,  # noqa: A002
        connection: AsyncConnection = begun_once,
        acting: Actor = Depends(actor),
        language: Language = spoken,
    ) -> schemas.SalaryRunDetail:
        """Goes on with a computation that was stopped or failed, from its checkpoint."""
        await service.resume(connection, acting, id)
        return answers.detail_answer(await service.detail(connection, acting, id), acting, language)

    @api.post("/{id}/compute", status_code=202)
    @guarded(_RUNNING)
    @may_raise(*_IDLE)
    async def compute_salary_run_again(
        id: RunId,  # noqa: A002
        connection: AsyncConnection = begun_once,
        acting: Actor = Depends(actor),
        version: int = if_match,
        language: Language = spoken,
    ) -> schemas.SalaryRunDetail:
        """All of it anew, by today's data and rules."""
        await service.compute_again(connection, acting, id, version=version)
        return answers.detail_answer(await service.detail(connection, acting, id), acting, language)


def _add_ending(api: APIRouter, core: Core, service: Runs) -> None:
    begun = transaction(core.database)
    begun_once = idempotent(core.answers)
    spoken = reader_language(core.settings)

    @api.delete("/{id}/job", status_code=202)
    @guarded(_RUNNING)
    @may_raise(Forbidden, RunNotFound, JobNotFound, JobAlreadyEnded)
    async def stop_salary_run(
        id: RunId,  # noqa: A002
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
        language: Language = spoken,
    ) -> schemas.SalaryRunDetail:
        """Ends the computation; what was computed stays, to be resumed or discarded."""
        await service.stop(connection, acting, id)
        return answers.detail_answer(await service.detail(connection, acting, id), acting, language)

    @api.post("/{id}/release")
    @guarded(_RUNNING)
    @may_raise(RunNotComputed, FourEyes, RunOutdated, *_IDLE)
    async def release_salary_run(
        id: RunId,  # noqa: A002
        connection: AsyncConnection = begun_once,
        acting: Actor = Depends(actor),
        version: int = if_match,
        language: Language = spoken,
    ) -> schemas.SalaryRunDetail:
        """By another person than who started it. Nothing of it changes any more, and everybody is
        told that their payslip is there."""
        await service.release(connection, acting, id, version=version)
        return answers.detail_answer(await service.detail(connection, acting, id), acting, language)

    @api.delete("/{id}", status_code=204)
    @guarded(_RUNNING)
    @may_raise(*_IDLE)
    async def discard_salary_run(
        id: RunId,  # noqa: A002
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
        version: int = if_match,
    ) -> None:
        """With all its payslips, as long as it is not released."""
        await service.discard(connection, acting, id, version=version)
