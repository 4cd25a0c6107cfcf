"""A job as clients see it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from pydantic import BaseModel

from regie.core.tasks import JobState, JobView


class JobAnswer(BaseModel):
    id: int
    name: str
    key: str | None
    state: JobState
    """`held`: a group's last job, until the others have ended."""
    cancelling: bool
    """It runs and has been asked to end."""
    attempt: int
    failures: int
    reason: str | None
    done: int | None
    total: int | None
    message: str | None
    group_id: int | None
    scheduled_for: datetime | None
    created_at: datetime
    due_at: datetime | None
    started_at: datetime | None
    ended_at: datetime | None
    result: Any
    """Null once it has expired."""


def job_answer(view: JobView) -> JobAnswer:
    return JobAnswer(
        id=view.id,
        name=view.name,
        key=view.key,
        state=view.state,
        cancelling=view.cancelling,
        attempt=view.attempt,
        failures=view.failures,
        reason=view.reason,
        done=view.done,
        total=view.total,
        message=view.message,
        group_id=view.group_id,
        scheduled_for=view.scheduled_for,
        created_at=view.created_at,
        due_at=view.due_at,
        started_at=view.started_at,
        ended_at=view.ended_at,
        result=None if view.result is None else msgspec.json.decode(view.result),
    )
