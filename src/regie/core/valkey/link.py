"""The connection to Valkey that everybody in this process shares, and that comes back by itself.

The breaker is the connection: while it is away commands fail without waiting, and one task in the
background, not a request, finds out when the server is back.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from random import uniform
from time import monotonic
from typing import Any, Final

from regie.core.ending import end
from regie.core.observe import get_logger

from .address import parse_address
from .errors import ValkeyAway, ValkeyFailed, ValkeyRefused
from .wire import Answer, Argument, Sink, Wire, WireLimits

_log = get_logger(__name__)

CONNECT_TIMEOUT_S: Final = 1.0
FIRST_PAUSE_S: Final = 0.02
LONGEST_PAUSE_S: Final = 1.0
STEADY_AFTER_S: Final = 2.0
"""A connection that lived so long was a good one: the next attempts begin with short pauses."""

Welcome = Callable[[Wire], Awaitable[None]]
Listener = Callable[[bytes], None]


class ValkeyLink:
    """A resource. `send` never waits; an answer takes 190 ms at most, by default, and may fail.

    `welcome` functions talk to a new connection before anybody else can; `farewell` functions are
    told that it broke. A link that listens is best not used for anything else: the server cuts a
    listener to whom it owes more than some megabytes, and answers count.
    """

    required = False

    def __init__(
        self,
        name: str,
        url: str,
        *,
        limits: WireLimits | None = None,
        heartbeat_s: float = 0.5,
    ):
        self.name = name
        self.welcome: list[Welcome] = []
        self.farewell: list[Callable[[], None]] = []
        self.losses = 0
        self.server_ahead_s = 0.0
        """The server's clock minus our monotonic one, measured at each heartbeat."""
        self._address = parse_address(url)
        self._limits = limits or WireLimits()
        self._channels: dict[str, Listener] = {}
        self._heartbeat_s = heartbeat_s
        self._wire: Wire | None = None
        self._keeper: asyncio.Task[None] | None = None
        self._hurry = asyncio.Event()
        self._attempted = asyncio.Event()

    @property
    def up(self) -> bool:
        return self._wire is not None

    def send(self, *command: Argument) -> Answer:
        """Raises ValkeyAway or ValkeyBusy at once; the answer raises ValkeyFailed."""
        wire = self._wire
        if wire is None:
            raise ValkeyAway(f"{self.name} is away")
        return wire.send(*command)

    def send_packed(self, sink: Sink, packed: bytes) -> None:
        """See `Wire.send_packed`. Raises ValkeyAway or ValkeyBusy; the sink gets ValkeyFailed."""
        wire = self._wire
        if wire is None:
            raise ValkeyAway(f"{self.name} is away")
        wire.send_packed(sink, packed)

    def before_leaving(self, call: Callable[[], None]) -> None:
        """See `Wire.before_leaving`. Raises ValkeyAway."""
        wire = self._wire
        if wire is None:
            raise ValkeyAway(f"{self.name} is away")
        wire.before_leaving(call)

    def listen(self, channel: str, listener: Listener) -> None:
        """Call it before `open`. The listener runs in the event loop and must not raise."""
        self._channels[channel] = listener

    async def open(self) -> None:
        """Waits for the server no longer than for an answer; what then is not there comes later."""
        if self._keeper is None:
            self._keeper = asyncio.create_task(self._keep())
        with suppress(TimeoutError):
            async with asyncio.timeout(self._limits.answer_s):
                await self._attempted.wait()

    async def close(self) -> None:
        if self._keeper is None:
            return
        keeper, self._keeper = self._keeper, None
        await end(keeper)
        self._attempted.clear()

    async def ping(self) -> None:
        """While away it has a connection tried at once: twice, for the first may be under way."""
        for _ in range(2):
            if self._keeper is None or self._wire is not None:
                break
            self._attempted.clear()
            self._hurry.set()
            await self._attempted.wait()
        await self.send("PING")

    async def _keep(self) -> None:
        pause_s = FIRST_PAUSE_S
        while True:
            began = monotonic()
            try:
                wire = await self._connect()
            except (OSError, TimeoutError, ValkeyFailed) as error:
                if pause_s == FIRST_PAUSE_S:
                    _log.warning("valkey_away", link=self.name, reason=_reason(error))
                self._attempted.set()
            else:
                await self._serve(wire)
                if monotonic() - began > STEADY_AFTER_S:
                    pause_s = FIRST_PAUSE_S
            await self._pause(pause_s)
            pause_s = min(pause_s * 2, LONGEST_PAUSE_S)

    async def _connect(self) -> Wire:
        """Nobody waits for this but the keeper, so it may take longer than an answer."""
        async with asyncio.timeout(CONNECT_TIMEOUT_S):
            wire = await self._address.connect(lambda: Wire(self._limits, self._heard))
            try:
                for command in self._address.introduction():
                    await wire.send(*command)
                if self._channels:
                    wire.listen(list(self._channels))
                await self._compare_clocks(wire)
                for greet in self.welcome:
                    await greet(wire)
            except BaseException:
                wire.cut()
                raise
            return wire

    async def _serve(self, wire: Wire) -> None:
        """Until it is lost. A silent connection is asked for the time, or nobody would notice."""
        self._wire = wire
        self._attempted.set()
        _log.info("valkey_connected", link=self.name)
        try:
            while not wire.lost.done():
                await asyncio.wait({wire.lost}, timeout=self._heartbeat_s)
                with suppress(ValkeyFailed):
                    await self._compare_clocks(wire)
        finally:
            self._wire = None
            self.losses += 1
            wire.cut()
            for tell in self.farewell:
                tell()
        _log.warning("valkey_lost", link=self.name)

    async def _compare_clocks(self, wire: Wire) -> None:
        asked = monotonic()
        seconds, microseconds = await wire.send("TIME")
        ours = (asked + monotonic()) / 2
        self.server_ahead_s = int(seconds) + int(microseconds) / 1e6 - ours

    async def _pause(self, seconds: float) -> None:
        self._hurry.clear()
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds * uniform(0.5, 1)):  # noqa: S311 - spreads attempts
                await self._hurry.wait()

    def _heard(self, push: list[Any]) -> None:
        if push[0] == b"message":
            listener = self._channels.get(push[1].decode())
            if listener is not None:
                listener(push[2])


def _reason(error: Exception) -> str:
    return error.word if isinstance(error, ValkeyRefused) else type(error).__name__
