"""How many requests one process takes on.

Past that a short queue waits a moment and everybody else is refused at once, so that what is served
is served at full speed: five times too much load costs the refused their answer, not the served.
"""

from __future__ import annotations

import asyncio
from collections import Counter, deque
from typing import NamedTuple

from regie.core.errors import RegieError

from .errors import Overloaded

RETRY_AFTER_S = 1


class Share(NamedTuple):
    """Of the streams, where it is not that of the client's address."""

    subject: str
    most: int
    refusal: type[RegieError]
    """What is raised for one too many; takes `retry_after_s`."""


class Gate:
    """Counts requests being worked on. Waiting for a client's bytes is no work and leaves it."""

    def __init__(
        self,
        max_in_flight: int,
        max_waiting: int,
        max_wait_s: float,
        max_streams: int,
        max_streams_of_one: int,
    ):
        self.in_flight = 0
        self.streams = 0
        self.refused = 0
        self._max_in_flight = max_in_flight
        self._max_waiting = max_waiting
        self._max_wait_s = max_wait_s
        self._max_streams = max_streams
        self._max_streams_of_one = max_streams_of_one
        self._streams_of: Counter[str] = Counter()
        self._queue: deque[asyncio.Future[None]] = deque()

    @property
    def waiting(self) -> int:
        return len(self._queue)

    def try_enter(self) -> bool:
        """Without waiting: the way of nearly every request."""
        if self.in_flight < self._max_in_flight and not self._queue:
            self.in_flight += 1
            return True
        return False

    async def enter(self) -> None:
        """Raises Overloaded when the queue is full, or the turn does not come in time."""
        if self.try_enter():
            return
        if len(self._queue) >= self._max_waiting:
            raise self._refusal()
        turn = asyncio.get_running_loop().create_future()
        self._queue.append(turn)
        try:
            async with asyncio.timeout(self._max_wait_s):
                await turn
        except BaseException as error:
            if turn.done() and not turn.cancelled():
                self.leave()  # the turn came in the same instant: hand it on
            elif turn in self._queue:  # unless `leave` passed over it before we were woken
                self._queue.remove(turn)
            if isinstance(error, TimeoutError):
                raise self._refusal() from error
            raise

    def leave(self) -> None:
        """Hands the place to whoever has waited longest, else frees it."""
        while self._queue and self.in_flight <= self._max_in_flight:
            turn = self._queue.popleft()
            if not turn.done():
                turn.set_result(None)
                return
        self.in_flight -= 1

    def come_back(self) -> None:
        """After `leave` for a part of a body: the work is begun, so there is no refusing it."""
        self.in_flight += 1

    def start_stream(self, client: str) -> None:
        """A stream gives its place back and is counted apart; Overloaded past their limits."""
        self.start_shared(Share(client, self._max_streams_of_one, Overloaded))

    def start_shared(self, share: Share) -> None:
        """The same by another limit than an address's. Raises Overloaded, and its refusal."""
        if self.streams >= self._max_streams:
            raise self._refusal()
        if self._streams_of[share.subject] >= share.most:
            self.refused += 1
            raise share.refusal(retry_after_s=RETRY_AFTER_S)
        self.streams += 1
        self._streams_of[share.subject] += 1
        self.leave()

    def end_stream(self, subject: str) -> None:
        self.streams -= 1
        self._streams_of[subject] -= 1
        if not self._streams_of[subject]:
            del self._streams_of[subject]

    def _refusal(self) -> Overloaded:
        self.refused += 1
        return Overloaded(retry_after_s=RETRY_AFTER_S)
