"""What processes tell each other: what is invalid, which key is forgotten, whether to cache at all.

Versions in Valkey make the second level right without it; the bus is for the memories of the other
processes. What cannot be said because Valkey is away is said when it is back, before anything else.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import count
from typing import Final

import msgspec

from regie.core.observe import get_logger
from regie.core.valkey import Sends, ValkeyFailed, ValkeyLink, Wire

from .message import Message, decode_message, encode_message
from .remote import Remote
from .scripts import TELL

_log = get_logger(__name__)

LONGEST_BACKLOG: Final = 10_000
RETRY_S: Final = 0.5


class Bus:
    def __init__(
        self,
        remote: Remote,
        ear: ValkeyLink,
        *,
        me: bytes,
        namespace: str,
        everything: bytes,
        hear: Callable[[Message], None],
        listens: Callable[[bool], None],
    ):
        """`hear` also learns of a connection made anew, as « everything is invalid », for what was
        said meanwhile is unknown; `listens` whether anything can be heard at all."""
        self.me = me
        self._remote = remote
        self._everything = everything
        self._hear = hear
        self._listens = listens
        self._channel = remote.channel
        self._switch = f"{namespace}:off"
        self._numbers = count()
        self._backlog: dict[int, tuple[Message, tuple[bytes, ...]]] = {}
        self._retrying: asyncio.Task[None] | None = None
        ear.listen(self._channel, self._received)
        ear.welcome.append(self._listening)
        ear.farewell.append(self._lost)
        remote.link.welcome.append(self._catch_up)

    async def say(self, message: Message, gone: Sequence[bytes] = ()) -> bool:
        """Removes the keys `gone` and tells the others, at one go. False: it will be done when
        Valkey answers again, unless this process ends before."""
        number = next(self._numbers)
        self._backlog[number] = message, tuple(gone)
        try:
            await self._send(self._remote.link, number)
        except ValkeyFailed:
            return False
        finally:
            if number in self._backlog:
                self._shorten_backlog()
                self._retry_soon()
        return True

    async def switch(self, *, enabled: bool) -> bool:
        """For all processes, also those that begin later."""
        try:
            if enabled:
                await self._remote.link.send("DEL", self._switch)
            else:
                await self._remote.link.send("SET", self._switch, "1")
        except ValkeyFailed:
            return False
        return await self.say(Message(self.me, enabled=enabled))

    def close(self) -> None:
        if self._retrying is not None:
            self._retrying.cancel()

    async def _send(self, server: Sends, number: int) -> None:
        message, gone = self._backlog[number]
        await TELL.run(server, gone, (self._channel, encode_message(message)))
        self._backlog.pop(number, None)  # another attempt may have been as fast

    async def _catch_up(self, server: Sends) -> None:
        for number in list(self._backlog):
            if number in self._backlog:
                await self._send(server, number)
        off = await server.send("EXISTS", self._switch)
        self._hear(Message(b"", enabled=not off))

    def _retry_soon(self) -> None:
        """A connection that is only slow is never made anew, so that nobody would catch up."""
        if self._retrying is None or self._retrying.done():
            self._retrying = asyncio.create_task(self._retry())

    async def _retry(self) -> None:
        while self._backlog:
            await asyncio.sleep(RETRY_S)
            with suppress(ValkeyFailed):
                await self._catch_up(self._remote.link)

    def _shorten_backlog(self) -> None:
        if len(self._backlog) > LONGEST_BACKLOG:
            _log.warning("cache_backlog_too_long", entries=len(self._backlog))
            everything = Message(self.me, names=(self._everything,))
            self._backlog = {next(self._numbers): (everything, (self._everything,))}

    async def _listening(self, wire: Wire) -> None:  # noqa: ARG002 - a welcome's signature
        self._hear(Message(b"", names=(self._everything,)))
        self._listens(True)

    def _lost(self) -> None:
        self._listens(False)

    def _received(self, text: bytes) -> None:
        try:
            message = decode_message(text)
        except msgspec.MsgspecError:
            message = Message(b"", names=(self._everything,))
        if message.sender != self.me:
            self._hear(message)
