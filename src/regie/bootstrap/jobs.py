"""The worker of one process that runs jobs."""

from __future__ import annotations

from collections.abc import Callable

from regie.core.tasks import (
    DeclaredJob,
    JobMetrics,
    JobWorker,
    ProcessLimit,
    TellsEvents,
    Wakes,
    WorkerOptions,
)

from .addresses import database_url
from .between_processes import wakes_of
from .failed_jobs import JobFailureTeller
from .runtime import Runtime


def job_wakes(runtime: Runtime) -> Wakes:
    """How workers are woken: through Celery's queue, or without Redis by PostgreSQL."""
    return wakes_of(runtime.core.database, runtime.core.state)


def build_job_worker(
    runtime: Runtime, wakes: Wakes, *, worker: str, alive: Callable[[], None]
) -> JobWorker:
    """Knows every job of the runtime's apps; `alive` is called when it proves that it consumes."""
    core = runtime.core
    declared = [
        DeclaredJob(job, runtime.parts[name].service)
        for name, app in runtime.apps.items()
        for job in app.jobs
    ]
    return JobWorker(
        core.database,
        database_url(runtime.settings),
        declared,
        wakes,
        worker=worker,
        schedules=core.jobs.schedules,
        tells=TellsEvents(core.events),
        when_failed=JobFailureTeller(core),
        hard_limit=ProcessLimit(),
        metrics=JobMetrics(runtime.registry),
        alive=alive,
        options=WorkerOptions(zone=runtime.settings.time_zone),
    )
