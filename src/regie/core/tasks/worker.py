"""One worker: takes the job that is due first, runs it, and looks after what others left.

It runs one job at a time, so that a hard time limit, or a job that takes the process down with it,
harms no other job. More at once are more workers.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from prometheus_client import CollectorRegistry

from regie.core.db import Database, DatabaseUrl, listen
from regie.core.ending import end
from regie.core.errors import Unavailable
from regie.core.observe import get_logger

from .attempt import Attempt, HardLimit, Surroundings
from .away import DATABASE_ERRORS
from .bell import Bell
from .failing import WhenFailed, tell_nobody
from .job import AnyJob
from .manage import cancelled_id
from .metrics import JobMetrics
from .presence import Presence
from .rows import group_counts, take
from .schedule import Schedule
from .sweep import Sweep
from .telling import Tells, TellsNobody
from .wake import JOBS_CHANNEL, Wakes

_log = get_logger(__name__)

REMEMBERED: Final = 64
"""Cancellations that were heard before the job that they are meant for was known here."""


@dataclass(frozen=True, slots=True)
class DeclaredJob:
    job: AnyJob
    service: Any = None
    """That of the app which declares it."""


@dataclass(frozen=True, slots=True)
class WorkerOptions:
    lease_s: float = 15.0
    """A worker that died is noticed after so long."""
    sweep_s: float = 2.0
    poll_s: float = 1.0
    """Without Valkey: what a lost notification costs at most."""
    zone: str = "UTC"
    """Of schedules that name none."""


class JobWorker:
    """A resource. `run_next` runs one job; `run` does it whenever there is one."""

    name = "job-worker"
    required = True

    def __init__(
        self,
        database: Database,
        url: DatabaseUrl,
        declared: Sequence[DeclaredJob],
        wakes: Wakes,
        *,
        worker: str,
        schedules: Sequence[Schedule] = (),
        tells: Tells | None = None,
        when_failed: WhenFailed = tell_nobody,
        hard_limit: HardLimit | None = None,
        metrics: JobMetrics | None = None,
        alive: Callable[[], None] = lambda: None,
        options: WorkerOptions | None = None,
    ):
        """`url` leads to the same database: notifications need a connection outside the pool."""
        self._database = database
        self._url = url
        self._declared: Mapping[str, DeclaredJob] = {each.job.name: each for each in declared}
        self._options = options or WorkerOptions()
        self._worker = worker
        self._presence = Presence(database, worker)
        self._alive = alive
        tells = tells or TellsNobody()
        self._around = Surroundings(
            database=database,
            tells=tells,
            hard_limit=hard_limit,
            metrics=metrics or JobMetrics(CollectorRegistry()),
            lease_s=self._options.lease_s,
            alive=self.heard,
            when_failed=when_failed,
        )
        jobs = {name: each.job for name, each in self._declared.items()}
        self._sweep = Sweep(
            database,
            jobs=jobs,
            schedules=schedules,
            zone=self._options.zone,
            wakes=wakes,
            tells=tells,
            when_failed=when_failed,
        )
        self._attempt: Attempt | None = None
        self._bell = Bell(wakes)
        self._cancelled: deque[int] = deque(maxlen=REMEMBERED)
        self._rung = asyncio.Event()
        self._idle = asyncio.Event()
        self._idle.set()
        self._stopping = False
        self._beside: list[asyncio.Task[None]] = []

    async def open(self) -> None:
        if self._beside:
            return
        self._stopping = False
        self._beside = [
            asyncio.create_task(coroutine)
            for coroutine in (
                listen(self._url, JOBS_CHANNEL, heard=self._hear, connected=self._rung.set),
                self._bell.run(),
                self._sweep.run(self._options.sweep_s),
                self._presence.run(),
            )
        ]

    async def close(self, drain_s: float = 0.0) -> None:
        """Takes nothing more and lets the job that runs go on for `drain_s`; what has not ended
        then is given back, and begins anew elsewhere."""
        self._stopping = True
        self._rung.set()
        await self._until_idle(drain_s)
        if self._attempt is not None:
            self._attempt.stop("given_back")
            await self._until_idle(self._options.lease_s)
        await end(*self._beside)
        self._beside = []
        await self._presence.leave()

    async def ping(self) -> None:
        if not self._beside or any(task.done() for task in self._beside):
            raise Unavailable("the job worker does not run")

    async def run(self) -> None:
        """Without Celery: looks when it is told to, and now and then by itself, until `close`."""
        while not self._stopping:
            self._rung.clear()
            self.heard()
            if await self.run_next():
                continue
            try:
                async with asyncio.timeout(self._options.poll_s):
                    await self._rung.wait()
            except TimeoutError:
                continue

    async def run_next(self) -> bool:
        """Whether there was a job: then it has run. While the database is away there is none."""
        if self._stopping:
            return False
        try:
            async with self._database.single() as connection:
                taken = await take(
                    connection,
                    [each.job for each in self._declared.values()],
                    worker=self._worker,
                    lease_s=self._options.lease_s,
                )
            group = None if taken is None else await group_counts(self._database, taken)
        except DATABASE_ERRORS as error:
            _log.warning("jobs_database_away", error=type(error).__name__)
            return False
        if taken is None:
            return False
        self._idle.clear()
        declared = self._declared[taken.name]
        self._attempt = Attempt(self._around, taken, declared.job, declared.service, group)
        if taken.id in self._cancelled:
            self._attempt.stop("cancelled")
        try:
            await self._attempt.run()
        finally:
            self._attempt = None
            self._idle.set()
        return True

    def heard(self) -> None:
        """A sign that this worker consumes: see Presence."""
        self._alive()
        self._presence.heard()

    def _hear(self, payload: str) -> None:
        id_ = cancelled_id(payload)
        if id_ is None:
            self._rung.set()
            self._bell.heard(payload)
        elif self._attempt is not None and self._attempt.id == id_:
            self._attempt.stop("cancelled")
        else:
            self._cancelled.append(id_)

    async def _until_idle(self, limit_s: float) -> None:
        try:
            async with asyncio.timeout(limit_s):
                await self._idle.wait()
        except TimeoutError:
            return
