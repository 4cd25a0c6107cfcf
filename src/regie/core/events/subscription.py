"""One reader's side: an asynchronous iterator that leaves nothing behind."""

from __future__ import annotations

import weakref

from .event import Event
from .hub import Hub
from .mailbox import Mailbox


class Subscription:
    """Events as they come, from the moment it is made, not from the first `anext`: subscribe, then
    read the state that they change.

    Ends when the process closes. One task reads at a time; one that is cancelled has lost nothing.
    Forgotten when it is closed or when nobody holds it any more.
    """

    def __init__(self, hub: Hub, box: Mailbox):
        self._hub = hub
        self._box = box
        self._forget = weakref.finalize(self, hub.forget, box)
        self._forget.atexit = False

    @property
    def position(self) -> str:
        """Where a later subscription goes on, having missed nothing that this one did not hand out:
        newer than the last event's id when what happened since was for others."""
        return self._box.position(self._hub.head)

    def __aiter__(self) -> Subscription:
        return self

    async def __anext__(self) -> Event:
        while True:
            event = self._box.take(self._hub.head)
            if event is not None:
                return event
            if self._box.closed:
                raise StopAsyncIteration
            await self._box.wait()

    async def aclose(self) -> None:
        self._forget()
