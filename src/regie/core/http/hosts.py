"""What is remembered of each host: its turn, its failures, its retries.

Blocks are plain objects here: a dozen stand around each request, and one made of a generator costs
five times as much.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable
from time import monotonic
from typing import Final, Self

from regie.core.breaker import Breaker
from regie.core.observe import get_logger

from .errors import AddressRefused, AnswerTooLarge, LeftAlone, RemoteBusy, RemoteError
from .model import Limits
from .retries import RetryBudget

_log = get_logger(__name__)

_MOST_REMEMBERED: Final = 4096
"""Hosts whose failures are remembered; people can name any number of hosts that fail."""


class Attempt:
    """One try at a host, as a block; the breaker is told at its end how it went."""

    __slots__ = ("_answered", "_failure", "_host", "_period")

    def __init__(self, host: Host):
        self._host = host
        self._period = host.breaker.period
        self._failure: str | None = None
        self._answered = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        breaker, origin = self._host.breaker, self._host.origin
        if self._failure is not None:
            if breaker.failed(self._period):
                _log.warning("host_left_alone", origin=origin, reason=self._failure)
        elif not self._answered:
            breaker.abandoned(self._period)
        elif breaker.answered(self._period):
            _log.info("host_is_back", origin=origin)

    def watching(self, scope: asyncio.Timeout) -> Watch:
        """Around what the host itself does; an error of the caller's in between is not its."""
        return Watch(self, scope)

    def answered(self) -> None:
        self._answered = True

    def failed(self, reason: str) -> None:
        self._failure = reason


class Watch:
    __slots__ = ("_attempt", "_scope")

    def __init__(self, attempt: Attempt, scope: asyncio.Timeout):
        self._attempt = attempt
        self._scope = scope

    def __enter__(self) -> None:
        pass

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        match error:
            case None | AnswerTooLarge():
                self._attempt.answered()
            case AddressRefused():
                pass
            case RemoteError():
                self._attempt.failed(error.detail)
            case asyncio.CancelledError() if self._scope.expired():
                self._attempt.failed("total time-out")
            case _:
                pass


class Host:
    """One origin: scheme, name and port."""

    def __init__(self, origin: str, limits: Limits, now: Callable[[], float]):
        self.origin = origin
        self.retries = RetryBudget(limits.retry_share)
        self.users = 0
        self.slots = asyncio.Semaphore(limits.per_host)
        self.breaker = Breaker(
            failures_to_open=limits.failures_to_open, open_s=limits.open_s, now=now
        )

    def attempt(self) -> Attempt:
        """Raises LeftAlone, with the time to wait."""
        remaining_s = self.breaker.remaining_s()
        if remaining_s is not None:
            raise LeftAlone(
                f"{self.origin} failed too often and is left alone",
                retry_after_s=math.ceil(remaining_s),
            )
        return Attempt(self)


class Hosts:
    def __init__(self, limits: Limits, now: Callable[[], float] = monotonic):
        self._limits = limits
        self._now = now
        self._slots = asyncio.Semaphore(limits.connections)
        self._hosts: dict[str, Host] = {}

    def __len__(self) -> int:
        return len(self._hosts)

    def using(self, origin: str) -> Use:
        """The host's memory, kept while in use and, once it failed, for a while after."""
        return Use(self, origin)

    def turn(self, host: Host) -> Turn:
        """The host's own queue first: who waits in it takes no place from others."""
        return Turn(self, host)

    def begin(self, origin: str) -> Host:
        host = self._hosts.pop(origin, None) or Host(origin, self._limits, self._now)
        self._hosts[origin] = host  # the one used last stands last
        host.users += 1
        return host

    def end(self, host: Host) -> None:
        host.users -= 1
        if host.users == 0 and host.breaker.clean:
            self._hosts.pop(host.origin, None)
        elif len(self._hosts) > _MOST_REMEMBERED:
            idle = next((old for old in self._hosts.values() if old.users == 0), None)
            if idle is not None:
                del self._hosts[idle.origin]

    async def take(self, host: Host) -> None:
        """Raises RemoteBusy when a place is not free in time."""
        await self._take(host.slots, "host")
        try:
            await self._take(self._slots, "all hosts")
        except BaseException:
            host.slots.release()
            raise

    def give_back(self, host: Host) -> None:
        self._slots.release()
        host.slots.release()

    async def _take(self, slots: asyncio.Semaphore, whose: str) -> None:
        if not slots.locked():
            await slots.acquire()  # does not wait: no time-out, which costs more than the rest
            return
        try:
            async with asyncio.timeout(self._limits.wait_s):
                await slots.acquire()
        except TimeoutError:
            raise RemoteBusy(f"no connection for {whose} in time", retry_after_s=1) from None


class Use:
    __slots__ = ("_host", "_hosts", "_origin")

    def __init__(self, hosts: Hosts, origin: str):
        self._hosts = hosts
        self._origin = origin

    def __enter__(self) -> Host:
        self._host = self._hosts.begin(self._origin)
        return self._host

    def __exit__(self, *_: object) -> None:
        self._hosts.end(self._host)


class Turn:
    __slots__ = ("_host", "_hosts")

    def __init__(self, hosts: Hosts, host: Host):
        self._hosts = hosts
        self._host = host

    async def __aenter__(self) -> None:
        await self._hosts.take(self._host)

    async def __aexit__(self, *_: object) -> None:
        self._hosts.give_back(self._host)
