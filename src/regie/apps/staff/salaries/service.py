"""Salary runs: who may start, stop, compute again, discard and release which, and when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from regie.apps.staff.permissions import READ_SALARIES, RUN_SALARIES
from regie.core.access import EVERYWHERE, Actor, Audit, AuditEvent
from regie.core.clock import Clock, local_date
from regie.core.db import After
from regie.core.tasks import ENDED, JobView, cancel, enqueue, find_job
from regie.core.web import ChangedMeanwhile

from . import beside, runs
from .beside import Cause, Pair, PayslipSort
from .changes import Changes, find_changes
from .domain import ENGINE, RunKind, last_day, month_before
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
from .runs import LockedRun, Run, Site
from .scheme import rules_of
from .tasks import compute_salaries, tell_of_payslips
from .writing import written


@dataclass(frozen=True, slots=True)
class Started:
    run_id: int
    made: bool
    changes: Changes | None
    """Of a run that had been computed before."""


@dataclass(frozen=True, slots=True)
class Detail:
    run: Run
    job: JobView | None
    before_id: int | None
    sites: list[Site]
    without_salary: int


@dataclass(frozen=True, slots=True)
class Runs:
    """Runs belong to the whole organisation: who changes them reaches everywhere. Who reads them
    sees the payslips, sites and totals within reach."""

    audit: Audit
    clock: Clock
    zone: ZoneInfo

    async def start(
        self, connection: AsyncConnection, acting: Actor, month: date, kind: RunKind
    ) -> Started:
        """Of two at once one makes it, and the other is told of it. Where there was one, nothing
        is touched. Raises Forbidden, MonthAhead, RegularNotReleased."""
        acting.require(RUN_SALARIES)
        if month > local_date(self.clock(), self.zone):
            raise MonthAhead
        if kind == "correction":
            await self._require_released(connection, acting, month)
        run_id = await runs.add_run(
            connection,
            acting.tenant,
            month=month,
            kind=kind,
            engine=ENGINE,
            rules=written(rules_of(month)),
            by=acting.key,
        )
        if run_id is None:
            return await self._found_again(connection, acting, month, kind)
        await self._enqueue(connection, acting, run_id)
        await self._record(
            connection, acting, "start", run_id, {"month": f"{month:%Y-%m}", "kind": kind}
        )
        return Started(run_id, made=True, changes=None)

    async def resume(self, connection: AsyncConnection, acting: Actor, run_id: int) -> None:
        """From its checkpoint; nothing where its job waits or runs. Raises RunNotFound,
        RunReleased, RunNotComputed for one that needs nothing any more."""
        run = await self._locked(connection, acting, run_id)
        _require_open(run)
        if run.state != "draft":
            raise RunNotComputed("it is computed")
        await self._enqueue(connection, acting, run_id)
        await self._record(connection, acting, "resume", run_id, {})

    async def stop(self, connection: AsyncConnection, acting: Actor, run_id: int) -> None:
        """What was computed stays, to be resumed. Raises JobNotFound, JobAlreadyEnded."""
        run = await self._locked(connection, acting, run_id)
        await cancel(connection, run.job_id or 0)
        await self._record(connection, acting, "stop", run_id, {})

    async def compute_again(
        self, connection: AsyncConnection, acting: Actor, run_id: int, *, version: int
    ) -> None:
        """All of it, by today's data and rules; who asks for it is who started it from now on."""
        run = await self._idle(connection, acting, run_id, version)
        await runs.begin_again(
            connection,
            run_id,
            engine=ENGINE,
            rules=written(rules_of(run.month)),
            by=acting.key,
        )
        await self._enqueue(connection, acting, run_id)
        await self._record(connection, acting, "compute_again", run_id, {})

    async def discard(
        self, connection: AsyncConnection, acting: Actor, run_id: int, *, version: int
    ) -> None:
        run = await self._idle(connection, acting, run_id, version)
        await runs.remove_run(connection, run_id)
        told = {"month": f"{run.month:%Y-%m}", "kind": run.kind}
        await self._record(connection, acting, "discard", run_id, told)

    async def release(
        self, connection: AsyncConnection, acting: Actor, run_id: int, *, version: int
    ) -> None:
        """From here on nothing of it changes, and everybody reads their own payslip.

        Raises FourEyes for who started it and for machines, RunOutdated when it would be another
        if it were computed now.
        """
        run = await self._idle(connection, acting, run_id, version)
        if run.state != "computed":
            raise RunNotComputed
        if acting.kind != "person" or acting.key == run.started_by:
            raise FourEyes(f"{acting.key} started run {run_id}, or is no person")
        whole = await runs.find_run(connection, acting.tenant, run_id, EVERYWHERE)
        assert whole is not None  # noqa: S101 - it is locked
        changes = await find_changes(connection, acting.tenant, whole)
        if changes.count:
            raise RunOutdated(count=changes.count)
        await runs.release_run(connection, run_id, by=acting.key)
        await enqueue(connection, tell_of_payslips.call(run_id), tenant=acting.tenant)
        await self._record(
            connection,
            acting,
            "release",
            run_id,
            {"month": f"{run.month:%Y-%m}", "kind": run.kind, "payslips": whole.totals.people},
        )

    async def list(
        self, connection: AsyncConnection, acting: Actor, *, after: After | None, limit: int
    ) -> list[Run]:
        reach = acting.reach(READ_SALARIES)
        return await runs.list_runs(connection, acting.tenant, reach, after=after, limit=limit)

    async def find(self, connection: AsyncConnection, acting: Actor, run_id: int) -> Run:
        """Raises RunNotFound."""
        reach = acting.reach(READ_SALARIES)
        run = await runs.find_run(connection, acting.tenant, run_id, reach)
        if run is None:
            raise RunNotFound
        return run

    async def detail(self, connection: AsyncConnection, acting: Actor, run_id: int) -> Detail:
        run = await self.find(connection, acting, run_id)
        reach = acting.reach(READ_SALARIES)
        before_id = await self.before(connection, run, acting.tenant)
        return Detail(
            run,
            None if run.job_id is None else await find_job(connection, run.job_id),
            before_id,
            await runs.totals_by_site(connection, run.id, before_id, reach),
            await runs.count_without_salary(
                connection, acting.tenant, run.month, last_day(run.month), reach
            ),
        )

    async def before(self, connection: AsyncConnection, run: Run, tenant: str) -> int | None:
        """The regular run of the month before; a correction has nothing beside it."""
        if run.kind == "correction":
            return None
        return await runs.regular_run(connection, tenant, month_before(run.month))

    async def pairs(
        self,
        connection: AsyncConnection,
        acting: Actor,
        run_id: int,
        *,
        site: int | None,
        q: str | None,
        sort: PayslipSort,
        after: After | None,
        limit: int,
    ) -> tuple[list[Pair], After | None]:
        run = await self.find(connection, acting, run_id)
        return await beside.list_pairs(
            connection,
            run.id,
            await self.before(connection, run, acting.tenant),
            acting.reach(READ_SALARIES),
            site=site,
            q=q,
            sort=sort,
            after=after,
            limit=limit,
        )

    async def causes(
        self, connection: AsyncConnection, acting: Actor, run_id: int, *, site: int | None
    ) -> tuple[Run, list[Site], list[Cause]]:
        """Why the gross salaries are others than in the month before."""
        run = await self.find(connection, acting, run_id)
        reach = acting.reach(READ_SALARIES)
        before_id = await self.before(connection, run, acting.tenant)
        sites = await runs.totals_by_site(connection, run.id, before_id, reach)
        causes = await beside.list_causes(connection, run.id, before_id, reach, site=site)
        return run, [each for each in sites if site in (None, each.id)], causes

    async def changes(self, connection: AsyncConnection, acting: Actor, run_id: int) -> Changes:
        """What would be different now. For who may run salaries, everywhere."""
        acting.require(RUN_SALARIES)
        run = await runs.find_run(connection, acting.tenant, run_id, EVERYWHERE)
        if run is None:
            raise RunNotFound
        if run.state == "draft":
            raise RunNotComputed
        return await find_changes(connection, acting.tenant, run)

    async def _require_released(
        self, connection: AsyncConnection, acting: Actor, month: date
    ) -> None:
        regular = await runs.id_of(connection, acting.tenant, month, "regular")
        run = regular and await runs.lock_run(connection, acting.tenant, regular)
        if not run or run.state != "released":
            raise RegularNotReleased

    async def _found_again(
        self, connection: AsyncConnection, acting: Actor, month: date, kind: RunKind
    ) -> Started:
        run_id = await runs.id_of(connection, acting.tenant, month, kind)
        run = run_id and await runs.find_run(connection, acting.tenant, run_id, EVERYWHERE)
        if not run:  # discarded between the two statements
            raise RunNotFound
        changes = None
        if run.state != "draft":
            changes = await find_changes(connection, acting.tenant, run)
        return Started(run.id, made=False, changes=changes)

    async def _locked(self, connection: AsyncConnection, acting: Actor, run_id: int) -> LockedRun:
        acting.require(RUN_SALARIES)
        run = await runs.lock_run(connection, acting.tenant, run_id)
        if run is None:
            raise RunNotFound
        return run

    async def _idle(
        self, connection: AsyncConnection, acting: Actor, run_id: int, version: int
    ) -> LockedRun:
        """Raises RunNotFound, RunReleased, ChangedMeanwhile, RunUnderWay."""
        run = await self._locked(connection, acting, run_id)
        _require_open(run)
        if run.version != version:
            raise ChangedMeanwhile
        job = None if run.job_id is None else await find_job(connection, run.job_id)
        if job is not None and job.state not in ENDED:
            raise RunUnderWay
        return run

    async def _enqueue(self, connection: AsyncConnection, acting: Actor, run_id: int) -> None:
        job_id = await enqueue(
            connection,
            compute_salaries.call(run_id),
            key=f"run:{run_id}",
            tenant=acting.tenant,
        )
        await runs.set_job(connection, run_id, job_id)

    async def _record(
        self,
        connection: AsyncConnection,
        acting: Actor,
        verb: str,
        run_id: int,
        payload: Mapping[str, object],
    ) -> None:
        event = AuditEvent(f"salary_run.{verb}", f"salary_run:{run_id}", payload=payload)
        await self.audit.record(connection, event, actor=acting)


def _require_open(run: LockedRun) -> None:
    if run.state == "released":
        raise RunReleased
