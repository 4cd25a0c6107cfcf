"""What is remembered of each host: its turn, its failures, its retries."""

from __future__ import annotations

import asyncio
import math
from collections.abc import AsyncGenerator, Callable, Generator
from contextlib import asynccontextmanager, contextmanager
from time import monotonic
from typing import Final

from regie.core.breaker import Breaker
from regie.core.observe import get_logger

from .errors import AddressRefused, AnswerTooLarge, LeftAlone, RemoteBusy, RemoteError
from .model import Limits
from .retries import RetryBudget

_log = get_logger(__name__)

_MOST_REMEMBERED: Final = 4096
"""Hosts whose failures are remembered; people can name any number of hosts that fail."""


class Attempt:
    """One try at a host. How it ended is told to the breaker once, by `end`."""

    def __init__(self, host: Host):
        self._host = host
        self._failure: str | None = None
        self._answered = False

    @contextmanager
    def watching(self, scope: asyncio.Timeout) -> Generator[None]:
        """Around what the host itself does; an error of the caller's in between is not its."""
        try:
            yield
            self._answered = True
        except AddressRefused:
            raise
        except AnswerTooLarge:
            self._answered = True
            raise
        except RemoteError as error:
            self._failure = error.detail
            raise
        except asyncio.CancelledError:
            if scope.expired():
                self._failure = "total time-out"
            raise

    def failed(self, reason: str) -> None:
        self._failure = reason

    def end(self) -> None:
        breaker, origin = self._host.breaker, self._host.origin
        if self._failure is not None:
            if breaker.failed():
                _log.warning("host_left_alone", origin=origin, reason=self._failure)
        elif not self._answered:
            breaker.abandoned()
        elif breaker.answered():
            _log.info("host_is_back", origin=origin)


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

    @contextmanager
    def attempt(self) -> Generator[Attempt]:
        """Raises LeftAlone, with the time to wait, without running anything."""
        remaining_s = self.breaker.remaining_s()
        if remaining_s is not None:
            raise LeftAlone(
                f"{self.origin} failed too often and is left alone",
                retry_after_s=math.ceil(remaining_s),
            )
        attempt = Attempt(self)
        try:
            yield attempt
        finally:
            attempt.end()


class Hosts:
    def __init__(self, limits: Limits, now: Callable[[], float] = monotonic):
        self._limits = limits
        self._now = now
        self._slots = asyncio.Semaphore(limits.connections)
        self._hosts: dict[str, Host] = {}

    def __len__(self) -> int:
        return len(self._hosts)

    @asynccontextmanager
    async def using(self, origin: str) -> AsyncGenerator[Host]:
        """The host's memory, kept while in use and, once it failed, for a while after."""
        host = self._hosts.pop(origin, None) or Host(origin, self._limits, self._now)
        self._hosts[origin] = host  # the one used last stands last
        host.users += 1
        try:
            yield host
        finally:
            host.users -= 1
            self._forget(host)

    @asynccontextmanager
    async def turn(self, host: Host) -> AsyncGenerator[None]:
        """The host's own queue first: who waits in it takes no place from others.

        Raises RemoteBusy when a place is not free in time.
        """
        await self._take(host.slots, "host")
        try:
            await self._take(self._slots, "all hosts")
            try:
                yield
            finally:
                self._slots.release()
        finally:
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

    def _forget(self, host: Host) -> None:
        if host.users == 0 and host.breaker.clean:
            self._hosts.pop(host.origin, None)
        elif len(self._hosts) > _MOST_REMEMBERED:
            idle = next((old for old in self._hosts.values() if old.users == 0), None)
            if idle is not None:
                del self._hosts[idle.origin]
