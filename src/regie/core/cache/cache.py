"""The cache of one process: its regions, its part of the bus, and what empties it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Sequence
from os import urandom
from time import monotonic
from types import UnionType
from typing import Any, Concatenate, Final, ParamSpec, TypeVar, get_type_hints, overload

from regie.core.observe import get_logger
from regie.core.valkey import ValkeyLink

from .bus import Bus
from .function import CachedFunction, Tags, remember
from .levels import Levels
from .memory import Memory, MemoryLimits
from .message import Message
from .names import Names
from .policy import Policy
from .region import Region
from .remote import Remote
from .report import STALE_AFTER_S, Report, decode_report, encode_report
from .scope import Scope
from .statistics import Statistics

P = ParamSpec("P")
T = TypeVar("T")

_log = get_logger(__name__)

NAMESPACE: Final = "regie:cache"
DEGRADED_S: Final = 1.0
"""With the 0.7 s after which a silent bus is noticed: nothing invalid is served after 2 s."""


class Cache:
    """Two levels with Valkey, one without; none when switched off, which is the null twin.

    `link` asks, `ear` listens, each opened by whoever made them and after this object.
    """

    def __init__(
        self,
        link: ValkeyLink | None = None,
        ear: ValkeyLink | None = None,
        *,
        limits: MemoryLimits | None = None,
        enabled: bool = True,
        alone: bool = True,
        namespace: str = NAMESPACE,
        lease_s: float = 2.0,
        now: Callable[[], float] = monotonic,
    ):
        """`enabled=False` is for good, whatever others say. `alone`: without Valkey this is the
        only process, so that nothing can be missed."""
        remote = link and Remote(link, namespace=namespace, lease_s=lease_s, now=now)
        self._names = Names(namespace)
        self._me = urandom(8)
        self._levels = Levels(
            Memory(limits or MemoryLimits()),
            remote,
            self._names,
            hears=alone and not (link and ear),
            degraded_s=DEGRADED_S,
            now=now,
        )
        self._allowed = self._levels.enabled = enabled
        self._regions: dict[str, Region[Any]] = {}
        self._bus = (
            Bus(
                remote,
                ear,
                me=self._me,
                namespace=namespace,
                everything=self._names.everything,
                hear=self._hear,
                listens=self._levels.listen,
            )
            if remote and ear
            else None
        )

    @property
    def enabled(self) -> bool:
        return self._levels.enabled

    @property
    def loading(self) -> int:
        """Look-ups and loads under way."""
        return len(self._levels.flights)

    @overload
    def region(self, prefix: str, kind: type[T], policy: Policy) -> Region[T]: ...
    @overload
    def region(self, prefix: str, kind: UnionType, policy: Policy) -> Region[Any]: ...
    def region(self, prefix: str, kind: Any, policy: Policy) -> Region[Any]:
        """A prefix is used once. `kind` is any type that msgspec can decode."""
        if prefix in self._regions:
            raise ValueError(f"the cache has a region {prefix} already")
        region: Region[Any] = Region(prefix, kind, policy, self._levels, self._bus)
        self._regions[prefix] = region
        return region

    def cached(
        self, *, prefix: str, policy: Policy, tags: Tags[P] | None = None
    ) -> Callable[[Callable[Concatenate[Scope, P], Coroutine[Any, Any, T]]], CachedFunction[P, T]]:
        """For an async function of a scope and the parts of a key, with its return annotated.

        `tags` gets the arguments without the scope. A method is wrapped bound, in a constructor:
        `self.track = cache.cached(prefix="orders.track", policy=…)(repository.find)`.
        """

        def wrap(
            function: Callable[Concatenate[Scope, P], Coroutine[Any, Any, T]],
        ) -> CachedFunction[P, T]:
            kind = get_type_hints(function)["return"]
            return remember(function, self.region(prefix, kind, policy), tags)

        return wrap

    async def invalidate(self, *tags: str) -> bool:
        """No answer that was loaded before, or began to be, is served to who asks afterwards.

        Here at once, in other processes within 100 ms, within 2 s while Valkey is away. False:
        Valkey could not be told yet; what it still holds may be served once it is back and until
        this process has told it. What must not be lost repeats the call until it is True.
        """
        return await self._invalidate([self._names.of_tag(tag) for tag in tags])

    async def invalidate_tenant(self, tenant: str) -> bool:
        return await self._invalidate([self._names.of_tenant(tenant)])

    async def invalidate_person(self, tenant: str, person: str) -> bool:
        """For a change of rights: all answers whose scope names this person."""
        return await self._invalidate([self._names.of_person(tenant, person)])

    async def clear(self, prefix: str | None = None) -> bool:
        name = self._names.of_prefix(prefix) if prefix else self._names.everything
        return await self._invalidate([name])

    async def switch(self, *, enabled: bool) -> bool:
        """In all processes, and in those that begin later until it is switched back. While it is
        off every call loads. False: Valkey was not told, it holds for this process."""
        self._switch(enabled=enabled and self._allowed)
        return self._bus is None or await self._bus.switch(enabled=enabled)

    async def warm(
        self, calls: Iterable[Callable[[], Awaitable[object]]], *, at_once: int = 4
    ) -> int:
        """Runs them, a few at a time, and says how many succeeded. The others are only logged."""
        waiting = iter(calls)
        succeeded = 0

        async def work() -> None:
            nonlocal succeeded
            for call in waiting:
                outcome, *_ = await asyncio.gather(call(), return_exceptions=True)
                if isinstance(outcome, BaseException):
                    _log.warning("cache_not_warmed", error=type(outcome).__name__)
                else:
                    succeeded += 1

        await asyncio.gather(*(work() for _ in range(at_once)))
        return succeeded

    def statistics(self) -> list[Statistics]:
        """Of this process."""
        return [region.counted() for region in self._regions.values()]

    async def tell(self) -> None:
        """Lays down what this process did, for the `reports` of all. Raises ValkeyFailed."""
        remote = self._levels.remote
        if remote is not None:
            await remote.lay_down(self._me, encode_report(self._report()))

    async def reports(self) -> list[Report]:
        """Of all processes that told something lately; of this one alone without Valkey. Raises
        ValkeyFailed while it is away."""
        remote = self._levels.remote
        if remote is None:
            return [self._report()]
        laid_down = await remote.laid_down()
        found = {sender: decode_report(text) for sender, text in laid_down.items()}
        oldest = remote.server_time_s() - STALE_AFTER_S
        gone = [sender for sender, report in found.items() if report.at_s < oldest]
        if gone:
            await remote.take_up(gone)
        return [report for sender, report in found.items() if sender not in gone]

    def _report(self) -> Report:
        remote = self._levels.remote
        at_s = self._levels.now() if remote is None else remote.server_time_s()
        return Report(at_s, self.enabled, tuple(self.statistics()))

    async def close(self) -> None:
        """Who still waits for a load gets Unavailable."""
        if self._bus is not None:
            self._bus.close()
        await self._levels.close()

    async def _invalidate(self, dropped: Sequence[bytes]) -> bool:
        try:
            if self._bus is None or self._levels.remote is None:
                return True
            return await self._bus.say(Message(self._bus.me, names=tuple(dropped)), dropped)
        finally:
            self._levels.drop(dropped)

    def _hear(self, message: Message) -> None:
        if message.lease:
            self._levels.leases.given_back(message.lease)
        if message.names:
            self._levels.drop(message.names)
        if message.enabled is not None and message.enabled != self.enabled and self._allowed:
            self._switch(enabled=message.enabled)
        region = self._regions.get(message.prefix)
        if region is not None and message.key is not None:
            region.drop(message.key)

    def _switch(self, *, enabled: bool) -> None:
        self._levels.enabled = enabled
        self._levels.drop([self._names.everything])
