"""One connection on which the commands of many tasks travel together.

What is asked during one turn of the event loop leaves in one write, and answers come back in the
order of the questions: a hundred readers cost two system calls instead of two hundred.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final, Protocol, cast

import hiredis

from .errors import ValkeyAway, ValkeyBusy, ValkeyRefused, ValkeyTimeout

Argument = bytes | str | int | float
Answer = asyncio.Future[Any]
"""What the server said: bytes, int, None, lists and maps of these. Raises ValkeyFailed."""


class Sink(Protocol):
    """What an answer is given to: a future, or something that must not raise."""

    def done(self) -> bool: ...

    def set_result(self, result: Any, /) -> None: ...

    def set_exception(self, exception: Any, /) -> None: ...


Push = Callable[[list[Any]], None]

_INCOMPLETE: Final = object()
pack = cast("Callable[[tuple[Argument, ...]], bytes]", cast("Any", hiredis).pack_command)
"""One command as it goes over the line."""
_GRACE_S: Final = 0.02
"""What an event loop that was held up gets, to read what came meanwhile."""


@dataclass(frozen=True, slots=True)
class WireLimits:
    answer_s: float = 0.15
    """A command waits at most a quarter longer: the clock is looked at four times in it."""
    in_flight: int = 20_000
    unsent_bytes: int = 32 * 1024 * 1024


class Wire(asyncio.Protocol):
    """Lives as long as its connection. A command fails in time, or with the connection.

    A server that says nothing for the time of an answer is taken for hung and the connection is
    cut; while it sends, only those that waited too long fail. Commands that find too much on its
    way already are refused at once instead of queued.
    """

    def __init__(self, limits: WireLimits, on_push: Push):
        self.lost: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._loop = asyncio.get_running_loop()
        self._limits = limits
        self._on_push = on_push
        self._reader = hiredis.Reader(replyError=ValkeyRefused, notEnoughData=_INCOMPLETE)
        self._transport: asyncio.Transport | None = None
        self._waiting: deque[Sink] = deque()
        self._unsent: list[bytes] = []
        self._unsent_bytes = 0
        self._leaving: list[Callable[[], None]] = []
        self._turn_ends = False
        self._clogged = False
        self._sent = 0
        self._answered = 0
        self._turns: deque[tuple[int, float]] = deque()
        """When the commands up to that number left."""
        self._heard_at = self._loop.time()
        self._watch: asyncio.TimerHandle | None = None

    def send(self, *command: Argument) -> Answer:
        """Raises ValkeyAway or ValkeyBusy; what happens later is the answer's."""
        answer: Answer = self._loop.create_future()
        self.send_packed(answer, pack(command))
        return answer

    def send_packed(self, sink: Sink, packed: bytes) -> None:
        """As `send`, one command as it goes over the line, for an answer that needs no future and
        no further turn of the loop."""
        if self._transport is None:
            raise ValkeyAway("the connection is lost")
        self._unsent_bytes += len(packed)
        if (
            self._clogged
            or len(self._waiting) >= self._limits.in_flight
            or (self._unsent and self._unsent_bytes > self._limits.unsent_bytes)
        ):
            self._unsent_bytes -= len(packed)
            raise ValkeyBusy("too many commands are on their way")
        self._waiting.append(sink)
        self._unsent.append(packed)
        if not self._turn_ends:
            self._end_turn_soon()

    def before_leaving(self, call: Callable[[], None]) -> None:
        """Runs it once, after all that was asked in this turn and before that leaves: who answers
        many with one command sends it then. Raises ValkeyAway; `call` must not raise."""
        if self._transport is None:
            raise ValkeyAway("the connection is lost")
        self._leaving.append(call)
        if not self._turn_ends:
            self._end_turn_soon()

    def listen(self, channels: list[str]) -> None:
        """Messages go to `on_push`; the answer to a command sent afterwards proves it."""
        if self._transport is not None:
            self._transport.write(pack(("SUBSCRIBE", *channels)))

    def cut(self) -> None:
        if self._transport is not None:
            self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)
        self._transport.set_write_buffer_limits(high=self._limits.unsent_bytes)

    def pause_writing(self) -> None:
        self._clogged = True

    def resume_writing(self) -> None:
        self._clogged = False

    def data_received(self, data: bytes) -> None:
        self._heard_at = self._loop.time()
        reader, waiting, answered = self._reader, self._waiting, 0
        reader.feed(data)
        try:
            while (found := reader.gets()) is not _INCOMPLETE:
                if type(found) is hiredis.PushNotification:
                    self._on_push(found)
                    continue
                answer = waiting.popleft()
                answered += 1
                if answer.done():
                    continue
                if isinstance(found, ValkeyRefused):
                    answer.set_exception(found)
                else:
                    answer.set_result(found)
        except (hiredis.ProtocolError, IndexError):
            self.cut()
        self._answered += answered

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - asyncio's signature
        self._transport = None
        if self._watch is not None:
            self._watch.cancel()
        self._fail(len(self._waiting), ValkeyAway("the connection was lost"))
        if not self.lost.done():
            self.lost.set_result(None)

    def _end_turn_soon(self) -> None:
        self._turn_ends = True
        self._loop.call_soon(self._flush)

    def _flush(self) -> None:
        leaving, self._leaving = self._leaving, []
        for call in leaving:
            call()
        unsent, self._unsent, self._unsent_bytes = self._unsent, [], 0
        self._turn_ends = False
        if self._transport is None or not unsent:
            return
        self._sent += len(unsent)
        self._turns.append((self._sent, self._loop.time()))
        self._transport.write(unsent[0] if len(unsent) == 1 else b"".join(unsent))
        if self._watch is None:
            self._look_again_in(self._limits.answer_s / 4)

    def _look_again_in(self, delay_s: float, *, excused: bool = False) -> None:
        due = self._loop.time() + delay_s
        self._watch = self._loop.call_later(delay_s, self._look, due, excused)

    def _look(self, due: float, excused: bool) -> None:
        now = self._loop.time()
        late = now - due > self._limits.answer_s / 4
        if late and not excused:  # it was us who slept: the answers may lie in the socket
            self._look_again_in(_GRACE_S, excused=True)
            return
        self._watch = None
        overdue = self._overdue(now - self._limits.answer_s)
        if overdue:
            self._fail(overdue - self._answered, ValkeyTimeout("no answer in time"))
            if now - self._heard_at > self._limits.answer_s:
                self.cut()
        if self._turns:
            self._look_again_in(self._limits.answer_s / 4)

    def _overdue(self, sent_before: float) -> int:
        """The number of the last command that should have its answer; 0 when all have theirs."""
        turns, overdue = self._turns, 0
        while turns and turns[0][0] <= self._answered:
            turns.popleft()
        for number, sent_at in turns:
            if sent_at > sent_before:
                break
            overdue = number
        return overdue

    def _fail(self, count: int, error: Exception) -> None:
        """The first so many that wait. They keep their places: their answers may still come."""
        for answer in islice(self._waiting, count):
            if not answer.done():
                answer.set_exception(error)
