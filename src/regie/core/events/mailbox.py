"""What waits for one reader: so much and no more, whatever the reader does."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import Final

from .audience import Audience
from .event import RESET, Event

MOST_EVENTS: Final = 256
MOST_BYTES: Final = 128 * 1024


class Mailbox:
    """When it is full it is emptied, and the reader is told to look at everything anew."""

    __slots__ = (
        "_bytes",
        "_events",
        "_position",
        "_reader",
        "audience",
        "closed",
        "entered",
        "stale",
        "topics",
    )

    def __init__(self, topics: frozenset[str], audience: Audience, position: str):
        self.topics = topics
        self.audience = audience
        self.stale = False
        """Whether a reset is the next thing that the reader gets; nothing is kept until then."""
        self.entered = False
        """Whether events are put in: not while its reader waits where this process is not yet."""
        self.closed = False
        self._position = position
        self._events: deque[Event] = deque()
        self._bytes = 0
        self._reader: asyncio.Future[None] | None = None

    def put(self, event: Event) -> bool:
        """False when that was one too many."""
        if self.stale:
            return True
        if event.name == RESET:
            self.empty()
            return True
        self._events.append(event)
        self._bytes += len(event.data)
        if len(self._events) > MOST_EVENTS or self._bytes > MOST_BYTES:
            self.empty()
            return False
        self._wake()
        return True

    def empty(self) -> None:
        self._events.clear()
        self._bytes = 0
        self.stale = True
        self._wake()

    def close(self) -> None:
        """What is in it can still be taken."""
        self.closed = True
        self._wake()

    def take(self, head: str) -> Event | None:
        """`head` is the newest position of all: a reset leads there."""
        if self.stale:
            self.stale = False
            self._position = head
            return Event(head, "", RESET, b"null")
        if not self._events:
            return None
        event = self._events.popleft()
        self._bytes -= len(event.data)
        self._position = event.id
        return event

    def position(self, head: str) -> str:
        """Where the reader may go on from: everything before it was taken, or was not for it."""
        return head if self.entered and not self.stale and not self._events else self._position

    async def wait(self) -> None:
        """Until there is something to take, or nothing will ever be. One reader at a time."""
        if self._events or self.stale or self.closed:
            return
        self._reader = asyncio.get_running_loop().create_future()
        try:
            await self._reader
        finally:
            self._reader = None

    def _wake(self) -> None:
        if self._reader is not None and not self._reader.done():
            self._reader.set_result(None)
