"""What a job does, as live events: the topic `jobs.<id>` has `progress` and `state`."""

from __future__ import annotations

from typing import Final

import msgspec
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.events import Audience, Events, put_event

from .context import Progress
from .rows import Held

PROGRESS: Final = "progress"
STATE: Final = "state"


class StateTold(msgspec.Struct, frozen=True):
    state: str
    attempt: int
    reason: str | None


def topic_of(id_: int) -> str:
    return f"jobs.{id_}"


class TellsEvents:
    """To everybody of the job's tenant who reads its topic."""

    def __init__(self, events: Events):
        self._events = events

    async def progress(self, job: Held, progress: Progress) -> None:
        await self._publish(job, PROGRESS, progress)

    async def state(self, job: Held, state: str, reason: str | None = None) -> None:
        await self._publish(job, STATE, StateTold(state, job.attempt, reason))

    async def _publish(self, job: Held, event: str, data: object) -> None:
        audience = Audience(job.tenant)
        await self._events.publish(topic_of(job.id), event, data, audience=audience)


async def put_state(connection: AsyncConnection, job: Held, state: str) -> None:
    """Told when the transaction has committed."""
    told = StateTold(state, job.attempt, None)
    await put_event(connection, topic_of(job.id), STATE, told, audience=Audience(job.tenant))
