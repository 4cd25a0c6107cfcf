"""What happens in a conversation, as it happens: told between processes, read from its table.

An event only says that there is something to read, so nothing is lost with one.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict
from typing import Final
from uuid import UUID

import msgspec
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.db import Database
from regie.core.events import Audience, Event, Events, Subscription, put_event

from ..permissions import DESK_ROLES
from . import repository
from .domain import Message, Standing
from .errors import ConversationNotFound

LOOK_S: Final = 20.0
"""After so long without news the table is looked at: an event may be lost, a row is not."""
DESK: Final = "orders.desk"
"""What the staff's pages follow."""
_QUEUE: Final = "orders.queue"
_WAITING: Final = frozenset(("orders.waiting",))
"""A role that nobody has but whoever follows a conversation."""


class Live:
    def __init__(self, events: Events, database: Database):
        self._events = events
        self._database = database

    async def told(self, tenant: str, conversation: UUID, *, queue: bool = False) -> None:
        """After the commit. `queue`: others in it have moved up too."""
        for topic, data, audience in told_of(tenant, conversation, queue=queue):
            await self._events.publish(topic, "changed", data, audience=audience)

    def follow(self, tenant: str, conversation: UUID, after: int) -> Followed:
        reader = Audience(tenant, person=_reader(conversation), roles=_WAITING)
        told = self._events.subscribe((_topic(conversation), _QUEUE), reader)
        return Followed(told, self._database, conversation, after)


async def tell_after_commit(
    connection: AsyncConnection, tenant: str, conversation: UUID, *, queue: bool = False
) -> None:
    """For what happens now and then: staff who come and go."""
    for topic, data, audience in told_of(tenant, conversation, queue=queue):
        await put_event(connection, topic, "changed", data, audience=audience)


def told_of(
    tenant: str, conversation: UUID, *, queue: bool
) -> Iterator[tuple[str, dict[str, str], Audience]]:
    """Who is told. Nothing of what was said is in it."""
    yield _topic(conversation), {}, Audience(tenant, person=_reader(conversation))
    yield DESK, {"id": str(conversation)}, Audience(tenant, roles=DESK_ROLES)
    if queue:
        yield _QUEUE, {}, Audience(tenant, roles=_WAITING)


class Followed:
    """Messages behind `after`, then each new one, and where the conversation stands whenever that
    changes, until it is closed."""

    def __init__(self, told: Subscription, database: Database, conversation: UUID, after: int):
        self._told = told
        self._database = database
        self._id = conversation
        self._after = after
        self._standing: Standing | None = None
        self._found: deque[Event] = deque()
        self._ended = False
        self._looked = False

    @property
    def position(self) -> str:
        return str(self._after)

    def __aiter__(self) -> Followed:
        return self

    async def __anext__(self) -> Event:
        while not self._found:
            if self._ended:
                raise StopAsyncIteration
            if self._looked:
                with suppress(TimeoutError):
                    async with asyncio.timeout(LOOK_S):
                        while (await anext(self._told)).topic == _QUEUE and not self._waits():
                            pass
            await self._look()
        return self._found.popleft()

    async def aclose(self) -> None:
        await self._told.aclose()

    def _waits(self) -> bool:
        """To others the queue is no news: a thousand who follow must not look for one who goes."""
        return self._standing is not None and self._standing.state == "waiting"

    async def _look(self) -> None:
        self._looked = True
        async with self._database.begin() as connection:
            try:
                standing = await repository.standing(connection, self._id)
            except ConversationNotFound:  # its time was up
                self._ended = True
                return
            # Read last: what is closed by then has had its last message.
            messages = await repository.messages_after(connection, self._id, self._after)
        for message in messages:
            self._after = message.seq
            self._found.append(self._event("message", shown(message)))
        if standing != self._standing:
            self._standing = standing
            self._found.append(self._event("state", asdict(standing)))
        self._ended = standing.state == "closed"

    def _event(self, name: str, data: object) -> Event:
        return Event(str(self._after), "", name, msgspec.json.encode(data))


def shown(message: Message) -> dict[str, object]:
    """As a customer sees it: without its trace."""
    told = asdict(message)
    del told["trace"]
    return told


def _topic(conversation: UUID) -> str:
    return f"orders.conversations.{conversation}"


def _reader(conversation: UUID) -> str:
    """No person's number: nobody else may be told."""
    return f"conversation:{conversation}"
