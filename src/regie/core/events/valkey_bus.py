"""Over Valkey: a stream of the last events, and a channel on which each is told at once.

One script does both, so whoever listens learns of events in the order of the stream, and after a
broken connection reads from the stream what went by. An entry is where a reader was only if it is
still the same entry: a server that was emptied may give an id twice.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, Final

from regie.core.errors import Unavailable
from regie.core.observe import get_logger
from regie.core.valkey import Argument, Script, ValkeyAway, ValkeyFailed, ValkeyLink, Wire

from .bus import Inbox
from .event import seal_mark
from .replay import KEPT_EVENTS

_log = get_logger(__name__)

PAGE: Final = 200
"""At most 1.6 MB: it arrives within the time of an answer."""
OPEN_S: Final = 0.5
PAUSE_S: Final = 0.1

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
        kept: int = KEPT_EVENTS,
    ):
        self._link = link
        self._ear = ear
        self._stream = f"{namespace}:last"
        self._channel = f"{namespace}:now"
        self._kept = kept
        self._last: _Entry | None = None
        self._early: deque[_Entry] = deque(maxlen=kept)
        """What was heard while it is being read what went by."""
        self._hears = asyncio.Event()
        self._reading: asyncio.Task[None] | None = None

    def attach(self, inbox: Inbox) -> None:
        self._inbox = inbox
        self._ear.listen(self._channel, self._heard)
        self._ear.welcome.append(self._connected)
        self._ear.farewell.append(self._lost)

    async def open(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(OPEN_S):
                await self._hears.wait()

    async def close(self) -> None:
        self._lost()

    async def ping(self) -> None:
        await self._link.ping()
        await self._ear.ping()
        if not self._hears.is_set():
            raise Unavailable("what went by has not been read yet")

    async def send(self, payloads: Sequence[bytes]) -> None:
        rest: tuple[Argument, ...] = (self._kept, self._channel, *payloads)
        await _TELL.run(self._link, (self._stream,), rest)

    async def _connected(self, wire: Wire) -> None:
        """Nobody else who shares the connection waits for what is read now."""
        self._lost()
        self._reading = asyncio.create_task(self._read(wire))

    def _lost(self) -> None:
        self._hears.clear()
        self._early.clear()
        if self._reading is not None:
            self._reading.cancel()

    def _heard(self, message: bytes) -> None:
        entry_id, _, payload = message.partition(b" ")
        if self._hears.is_set():
            self._take((entry_id, payload))
        else:
            self._early.append((entry_id, payload))

    async def _read(self, wire: Wire) -> None:
        """Until it has worked; with the connection it ends."""
        while not self._hears.is_set():
            try:
                await self._catch_up(wire)
            except ValkeyAway:
                return
            except ValkeyFailed as error:
                _log.warning("events_not_read", reason=type(error).__name__)
                await asyncio.sleep(PAUSE_S)

    async def _catch_up(self, wire: Wire) -> None:
        if self._last is None or not await self._read_on(wire, self._last):
            entries = await self._read_back(wire)
            if len(self._early) == self._early.maxlen:
                return  # some of what was told meanwhile is gone: once more
            self._inbox.begin_anew([payload for _, payload in entries])
            self._last = entries[-1] if entries else None
        for entry in self._early:
            self._take(entry)
        self._early.clear()
        self._hears.set()
        if self._last is None:  # a position that all processes know: readers may change over
            await self.send([seal_mark()])

    async def _read_on(self, wire: Wire, last: _Entry) -> bool:
        """False when something between then and now is not there any more."""
        while (page := await self._ask(wire, "XRANGE", last[0], b"+")) and page[0] == last:
            if len(page) == 1:
                return True
            for entry in page[1:]:
                self._take(entry)
            last = page[-1]
        return False

    async def _read_back(self, wire: Wire) -> list[_Entry]:
        self._early.clear()
        entries: list[_Entry] = []
        page = await self._ask(wire, "XREVRANGE", b"+", b"-")
        while page and len(entries) < self._kept:
            entries += page
            page = await self._ask(wire, "XREVRANGE", b"(" + page[-1][0], b"-")
        return entries[::-1]

    async def _ask(self, wire: Wire, command: str, start: bytes, end: bytes) -> list[_Entry]:
        found: list[Any] = await wire.send(command, self._stream, start, end, "COUNT", PAGE)
        return [(each[0], each[1][1]) for each in found]

    def _take(self, entry: _Entry) -> None:
        """Twice is no harm: the inbox passes over what it knows."""
        self._last = entry
        self._inbox.receive(entry[1])
