"""What the regions of one cache share."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from functools import cached_property
from math import inf
from typing import Protocol

from .entry import Shelf
from .leases import Leases
from .memory import Memory
from .names import Names
from .remote import Remote


class Loading(Protocol):
    """A flight, as far as the levels know it."""

    names: tuple[bytes, ...]

    def spoil(self) -> None: ...

    def abandon(self) -> asyncio.Task[None] | None: ...


class Levels:
    def __init__(
        self,
        memory: Memory,
        remote: Remote | None,
        names: Names,
        *,
        hears: bool,
        degraded_s: float,
        now: Callable[[], float],
    ):
        """`hears`: whether this process learns at once of what others invalidate."""
        self.memory = memory
        self.remote = remote
        self.names = names
        self.now = now
        self.enabled = True
        self.shelves: dict[bytes, Shelf] = {}
        """By the names of their prefixes."""
        self.flights: set[Loading] = set()
        self.leases = Leases()
        self.hears = hears
        self.trusted_s = inf if hears else degraded_s
        """How long an answer may stay fresh in memory, given how soon its end would be heard of."""
        self._degraded_s = degraded_s

    @cached_property
    def loop(self) -> asyncio.AbstractEventLoop:
        """That of the first use, kept: asking for it is a system call in Python 3.11."""
        return asyncio.get_running_loop()

    def listen(self, hears: bool) -> None:
        """While nothing is heard, what is in memory may soon be wrong."""
        self.hears = hears
        self.trusted_s = inf if hears else self._degraded_s
        if not hears:
            self.memory.limit(self.now() + self._degraded_s)

    def drop(self, names: Iterable[bytes]) -> None:
        """What depends on any of these is gone, and what is being loaded is not kept."""
        dropped = frozenset(names)
        if self.names.everything in dropped:
            self.memory.clear()
        else:
            self.memory.remove_named(dropped)
            implied = {name for name in dropped if self.names.is_implied(name)}
            if implied:
                self.memory.remove_if(lambda entry: not implied.isdisjoint(entry.names))
        for flight in [each for each in self.flights if not dropped.isdisjoint(each.names)]:
            flight.spoil()

    async def close(self) -> None:
        tasks = [task for flight in list(self.flights) if (task := flight.abandon())]
        if tasks:
            await asyncio.wait(tasks)
        self.memory.clear()
