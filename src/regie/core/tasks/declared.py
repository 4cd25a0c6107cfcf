"""Every job and schedule that the apps of an installation declare."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .job import AnyJob
from .schedule import Schedule


@dataclass(frozen=True, slots=True)
class Jobs:
    jobs: Mapping[str, AnyJob]
    schedules: tuple[Schedule, ...] = ()

    @classmethod
    def of(cls, jobs: Iterable[AnyJob], schedules: Iterable[Schedule] = ()) -> Jobs:
        """Raises ValueError for a name that is there twice, and for a schedule of a job that is
        not declared: no worker would run it."""
        by_name: dict[str, AnyJob] = {}
        for job in jobs:
            if by_name.setdefault(job.name, job) is not job:
                raise ValueError(f"two jobs are named {job.name}")
        chosen = tuple(schedules)
        for schedule in chosen:
            if schedule.call.job.name not in by_name:
                raise ValueError(f"schedule {schedule.name}: no app declares its job")
        if len({schedule.name for schedule in chosen}) < len(chosen):
            raise ValueError("two schedules have one name")
        return cls(by_name, chosen)
