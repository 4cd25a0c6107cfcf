"""Shapes of jobs over HTTP."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from regie.core.tasks import ScheduleView
from regie.core.web import JobAnswer

from .tasks import LONGEST_PAUSE_MS, LONGEST_STEPS


class JobList(BaseModel):
    jobs: list[JobAnswer]
    next: int | None
    """The next page's `before`; null at the end."""
    live: dict[str, int]
    """How many are held, queued and running."""


class ScheduleList(BaseModel):
    schedules: list[ScheduleView]


class SelfTest(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    steps: int = Field(50, ge=1, le=LONGEST_STEPS)
    pause_ms: int = Field(100, ge=0, le=LONGEST_PAUSE_MS)
