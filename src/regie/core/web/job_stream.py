"""One job as events: where it is, then what it does, until it has ended."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import Final

import msgspec
from fastapi import Request
from starlette.responses import Response

from regie.core.db import Database
from regie.core.events import Audience, Event, Events, Subscription
from regie.core.tasks import (
    ENDED,
    PROGRESS,
    STATE,
    JobNotFound,
    JobView,
    Progress,
    StateTold,
    find_job,
    topic_of,
)

from .sse import event_stream, resume_after

LOOK_S: Final = 5.0
"""After so long without news the row is looked at: an event may be lost, a row is not."""

_state_of = msgspec.json.Decoder(StateTold).decode


async def followed_job(
    request: Request, events: Events, database: Database, job_id: int, *, tenant: str
) -> Response:
    """A stream of one job's `state` and `progress`, for a route that has made sure whose job it is.
    It begins with where the job is and ends when the job has. Raises JobNotFound."""
    told = events.subscribe([topic_of(job_id)], Audience(tenant), resume_after(request))
    async with database.begin() as connection:
        view = await find_job(connection, job_id)
    if view is None:
        await told.aclose()
        raise JobNotFound
    return event_stream(request, FollowedJob(told, view, database))


class FollowedJob:
    """Over a subscription that was made before the job was read."""

    def __init__(self, told: Subscription, view: JobView, database: Database):
        self._told = told
        self._id = view.id
        self._database = database
        self._ended = False
        self._first = deque(self._seen(view))

    @property
    def position(self) -> str:
        return self._told.position

    def __aiter__(self) -> FollowedJob:
        return self

    async def __anext__(self) -> Event:
        while not self._first:
            if self._ended:
                raise StopAsyncIteration
            try:
                async with asyncio.timeout(LOOK_S):
                    event = await anext(self._told)
            except TimeoutError:
                await self._look()
                continue
            self._ended = event.name == STATE and _state_of(event.data).state in ENDED
            return event
        return self._first.popleft()

    async def aclose(self) -> None:
        await self._told.aclose()

    async def _look(self) -> None:
        async with self._database.begin() as connection:
            view = await find_job(connection, self._id)
        if view is None:
            self._ended = True
        elif view.state in ENDED:
            self._first.extend(self._seen(view))

    def _seen(self, view: JobView) -> list[Event]:
        """As if it had just been told."""
        told: list[tuple[str, object]] = []
        if view.done is not None:
            told.append((PROGRESS, Progress(view.done, view.total, view.message)))
        told.append((STATE, StateTold(view.state, view.attempt, view.reason)))
        self._ended = view.state in ENDED
        topic = topic_of(view.id)
        return [
            Event(self._told.position, topic, name, msgspec.json.encode(data))
            for name, data in told
        ]
