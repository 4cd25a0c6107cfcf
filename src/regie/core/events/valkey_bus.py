"""Over Valkey: a stream of the last events, and a channel on which each is told at once.

One script does both, so whoever listens learns of events in the order of the stream, and after a
broken connection reads from the stream what went by. An entry is where a reader was only if it is
still the same entry: a server that was emptied may give an id twice.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Any, Final

from regie.core.errors import Unavailable
from regie.core.valkey import Script, ValkeyLink, Wire

from .bus import Inbox
from .event import seal_mark
from .replay import ReplayLimits

_TELL: Final = Script("""\
for i = 3, #ARGV do
  local id = redis.call('XADD', KEYS[1], 'MAXLEN', ARGV[1], '*', 'e', ARGV[i])
  redis.call('PUBLISH', ARGV[2], id .. ' ' .. ARGV[i])
end
""")

_Entry = tuple[bytes, bytes]
"""Its id in the stream, and what it says."""


class ValkeyBus:
    """`ear` is the link that listens; whoever opens the links opens them before the events."""

    def __init__(
        self,
        link: ValkeyLink,
        ear: ValkeyLink,
        *,
        namespace: str = "regie:events",
        kept: int = ReplayLimits.events,
    ):
        self._link = link
        self._ear = ear
        self._stream = f"{namespace}:last"
        self._channel = f"{namespace}:now"
        self._kept = kept
        self._last: _Entry | None = None
        self._hears = False

    def attach(self, inbox: Inbox) -> None:
        self._inbox = inbox
        self._ear.listen(self._channel, self._heard)
        self._ear.welcome.append(self._catch_up)
        self._ear.farewell.append(self._lost)

    async def open(self) -> None: ...

    async def close(self) -> None: ...

    async def ping(self) -> None:
        await self._link.ping()
        await self._ear.ping()
        if not self._hears:
            raise Unavailable("the events' channel is not listened to")

    async def send(self, payloads: Sequence[bytes]) -> None:
        await _TELL.run(self._link, (self._stream,), (self._kept, self._channel, *payloads))

    async def _catch_up(self, wire: Wire) -> None:
        """What is told on the channel before the answer is in the answer: it is not listened to.
        What is told after it must not be missed, so the answer is taken when it arrives."""
        asked: tuple[str, str, str] = ("XREVRANGE", "+", "-")
        if self._last is not None:
            asked = ("XRANGE", self._last[0].decode(), "+")
        command, start, end = asked
        answer = _OnArrival(self._take_up)
        wire.send_for(answer, command, self._stream, start, end, "COUNT", self._kept + 1)
        await answer.taken
        if self._last is None:  # nobody has said anything yet: a position that all can come back to
            await _TELL.run(wire, (self._stream,), (self._kept, self._channel, seal_mark()))

    def _take_up(self, found: list[Any]) -> None:
        entries: list[_Entry] = [(each[0], each[1][1]) for each in found]
        if self._last is None:
            entries.reverse()
        elif entries and entries[0] == self._last:
            for _, payload in entries[1:]:
                self._inbox.receive(payload)
            self._remember(entries)
            return
        self._inbox.begin_anew([payload for _, payload in entries])
        self._last = None
        self._remember(entries)

    def _remember(self, entries: list[_Entry]) -> None:
        if entries:
            self._last = entries[-1]
        self._hears = True

    def _heard(self, message: bytes) -> None:
        if self._hears:
            entry_id, _, payload = message.partition(b" ")
            self._last = entry_id, payload
            self._inbox.receive(payload)

    def _lost(self) -> None:
        self._hears = False


class _OnArrival:
    """A sink: what comes behind the answer in one piece finds it taken."""

    def __init__(self, take: Callable[[list[Any]], None]):
        self.taken: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._take = take

    def done(self) -> bool:
        return self.taken.done()

    def set_result(self, result: list[Any], /) -> None:
        self._take(result)
        self.taken.set_result(None)

    def set_exception(self, exception: Exception, /) -> None:
        self.taken.set_exception(exception)
