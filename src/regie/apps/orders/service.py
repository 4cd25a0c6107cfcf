"""Use cases of the orders app."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime
from time import monotonic
from typing import Final, Literal, NamedTuple
from zoneinfo import ZoneInfo

from regie.core.cache import Cache, Policy, Scope
from regie.core.clock import Clock, local_date
from regie.core.counters import Counters
from regie.core.errors import RegieError

from .alerts.troubles import FROM_CACHE, FROM_DATABASE, Expected
from .coalescing import Coalesced
from .domain import Order, Status, days_late, normalise_number
from .errors import OrderNotFound
from .names import matches
from .refusals import moment_to_tell
from .sources import Asked, Findings, FoundIn, Sources
from .tries import Tries

Origin = Literal["cache", "database"]
"""`database`: this question was put to a source, be it together with others."""


@dataclass(frozen=True, slots=True)
class Read:
    """An order as it was read then."""

    order: Order
    source: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Tracked:
    order: Order
    days_late: int | None
    source: str
    read_at: datetime
    origin: Origin = "database"


class _Wanted(NamedTuple):
    """A number that is looked up in some sources."""

    number: str
    asked: Asked
    tags: tuple[str, ...]

    async def find(self) -> Findings:
        return await self.asked.find(self.number)


_EVERYBODY: Final = Scope("main", role="anonymous")
"""Whoever knows number and name gets the same answer."""
_STAFF: Final = Scope("main", role="staff")
"""And whoever has shown otherwise that the order is theirs."""
TRACKED: Final = "orders.tracked"
NOT_FOUND: Final = "orders.not_found"
MOST_FOUND: Final = 10
"""Orders that a search answers."""
_STALE_S: Final = 3600.0
"""So old an answer may be when the source is away; it says when it was read."""
_NOT_FOUND_S: Final = 10.0
"""An order that is entered now is found so soon by who has just asked for it in vain."""
_PATIENCE_S: Final = 1.0
"""Who can be given an answer that is too old waits no longer for a new one."""
_NOBODY: Final = "Prénom NOM-COMPOSÉ"
"""What a given name is compared with when there is no order, so that the work is the same."""


class OrderService:
    def __init__(
        self,
        sources: Sources,
        *,
        clock: Clock,
        zone: ZoneInfo,
        cache: Cache,
        counters: Counters,
        tries: Tries,
        cache_ttl_s: float,
        expected: Expected | None = None,
    ):
        self.sources = sources
        self.counters = counters
        self.expected = expected or Expected()
        self.now = clock
        self._clock = clock
        self._zone = zone
        self._cache = cache
        self._tries = tries
        policy = Policy(
            cache_ttl_s,
            stale_s=_STALE_S,
            soft_timeout_s=_PATIENCE_S,
            negative_ttl_s=min(_NOT_FOUND_S, cache_ttl_s),
        )
        self._opened = cache.region("orders.track", Read | None, policy)
        self._looked_up = cache.region("orders.look_up", Read | None, policy)
        self._loads: Coalesced[tuple[str, ...], Findings] = Coalesced()
        """By the tags of a number: of each source that it is looked up in."""

    def within(self, sources: Collection[str] | None) -> OrderService:
        """The same service for whoever may know of these sources alone: what is in another one does
        not exist, and is not looked for. None: all of them."""
        if sources is None:
            return self
        narrowed = copy(self)
        narrowed.sources = self.sources.within(sources)
        return narrowed

    async def track(
        self, number: str, name: str, *, address: str = "", hidden: bool = False
    ) -> Tracked:
        """Raises OrderNotFound alike, and after the same work, for a number that does not exist,
        for one that cannot exist and for a name that does not open the order; RateLimited alike
        when names were tried against the number too often, from `address` or by all; and what a
        source raises. `hidden`: also orders of sources that show nothing without a code."""
        began = monotonic()
        wanted = self._wanted(number)
        hidden = hidden or not any(source.hides for source in wanted.asked.sources)
        shown = "" if hidden else "shown"
        key = (wanted.asked.key, shown, *wanted.tags, _spelling(name))
        read, origin = self._opened.peek(_EVERYBODY, key), "cache"
        if read is None:
            await self._tries.look(wanted.tags, address)
            try:
                read, origin = await self._try(wanted, name, key, address, hidden=hidden)
            except RegieError:
                await moment_to_tell(began)
                raise
        else:
            self._tries.look_at_remembered(wanted.tags, address)
        self._count(TRACKED, origin)
        return self._tracked(read, origin)

    async def claimed(self, number: str, name: str) -> Tracked | None:
        """For a letter to the order's own address, and for nothing that whoever asks is told: so it
        is no try, is made while the number is shut, and is not remembered, for a name that was
        tried in this way would then open the order by `track`. Raises what a source raises."""
        wanted = self._wanted(number)
        found = await self._loads.load(wanted.tags, wanted.find)
        read = self._opening(found, name, hidden=True)
        return read and self._tracked(read, "database")

    async def look_up(self, number: str, source: str | None = None) -> Tracked | None:
        """Without a name: for the staff, and for whoever has shown that the order is theirs, in the
        source that has it; another one may have somebody else's under the same number."""
        wanted = self._wanted(number)
        loaded = False

        async def load() -> Read | None:
            nonlocal loaded
            found = await self._loads.load(wanted.tags, wanted.find)
            loaded = True
            mine = [each for each in found.orders if source in (None, each.source.name)]
            return self._first(found, mine)

        key = (wanted.asked.key, source or "", *wanted.tags)
        read = await self._looked_up.get_or_load(_STAFF, key, load, tags=wanted.tags)
        origin = "database" if loaded else "cache"
        self._count_origin(origin)
        return read and self._tracked(read, origin)

    async def search(self, name: str, first: date, last: date) -> Sequence[Tracked]:
        """Orders of `name` from `first` to `last`, the newest first and without their history:
        at most ten, in one statement per source. Whoever asks must have shown who they are.

        Raises what a source raises, unless another one found something."""
        asked = [source.search(name, first, last) for source in self.sources]
        outcomes = await asyncio.gather(*asked, return_exceptions=True)
        now = self._clock()
        found: list[Read] = []
        failures: list[BaseException] = []
        for source, outcome in zip(self.sources, outcomes, strict=True):
            if isinstance(outcome, BaseException):
                failures.append(outcome)
            else:
                found += [Read(order, source.name, now) for order in outcome]
        if failures and not found:
            raise failures[0]
        found.sort(key=lambda read: read.order.ordered_on, reverse=True)
        return [self._tracked(read, "database") for read in found[:MOST_FOUND]]

    def statuses(self) -> list[Status]:
        """That some source has a word for, in the order of an order's life."""
        known = {status for source in self.sources for status in source.mapping.statuses}
        return [status for status in Status if status in known]

    async def forget(self, source: str, numbers: Sequence[str]) -> bool:
        """What was remembered of these orders, in all processes. False: they could not be told
        yet, and it must be said again. Raises SourceUnknown."""
        named = self.sources.named(source)
        tags = {named.tag(normalise_number(number)) for number in numbers}
        self._loads.forget(lambda load: not tags.isdisjoint(load))
        return await self._cache.invalidate(*tags)

    def _wanted(self, number: str) -> _Wanted:
        wanted = normalise_number(number)
        asked = self.sources.asked_for(wanted)
        return _Wanted(wanted, asked, asked.tags(wanted))

    async def _try(
        self, wanted: _Wanted, name: str, key: tuple[str, ...], address: str, *, hidden: bool
    ) -> tuple[Read, Origin]:
        """Counts whatever opens nothing, a failure too: where a source is away, another one or
        what is remembered may open the order to the right name, and a wrong one is told the
        failure. A name that opens it looks once more: others may have been counted since it came.
        """
        try:
            read, origin = await self._open(wanted, name, key, hidden=hidden)
        except RegieError:
            await self._tries.failed(wanted.tags, address)
            raise
        if read is None:
            await self._tries.failed(wanted.tags, address)
            self._count(NOT_FOUND, origin)
            raise OrderNotFound
        await self._tries.look(wanted.tags, address)
        return read, origin

    async def _open(
        self, wanted: _Wanted, name: str, key: tuple[str, ...], *, hidden: bool
    ) -> tuple[Read | None, Origin]:
        """Remembered under the name as well: were it under the number alone, the time of a first
        answer would tell strangers which orders others have asked for.

        Who comes while the order is being read is told what is read, and it is not remembered
        for them: the reading began before they asked, and may miss what changed in between.
        """
        under_way = self._loads.under_way(wanted.tags)
        if under_way is not None:
            return self._opening(await under_way, name, hidden=hidden), "database"
        loaded = False

        async def load() -> Read | None:
            nonlocal loaded
            found = await self._loads.load(wanted.tags, wanted.find)
            loaded = True
            return self._opening(found, name, hidden=hidden)

        read = await self._opened.get_or_load(_EVERYBODY, key, load, tags=wanted.tags)
        return read, "database" if loaded else "cache"

    def _opening(self, found: Findings, name: str, *, hidden: bool) -> Read | None:
        """All of them are compared, whichever opens: the first one in the order of the sources."""
        opens = [
            matches(each.order.customer if each.order else _NOBODY, name, each.source.name_order)
            for each in found.orders
        ]
        return self._first(
            found,
            [
                each
                for each, opened in zip(found.orders, opens, strict=True)
                if opened and (hidden or not each.source.hides)
            ],
        )

    def _first(self, found: Findings, mine: Sequence[FoundIn]) -> Read | None:
        """Raises what a source raised when no other one has it: it may have it."""
        for each in mine:
            if each.order is not None:
                return Read(each.order.open(), each.source.name, self._clock())
        if found.failure is not None:
            raise found.failure
        return None

    def _count(self, outcome: str, origin: Origin) -> None:
        self.counters.count(_EVERYBODY.tenant, outcome)
        self._count_origin(origin)

    def _count_origin(self, origin: Origin) -> None:
        name = FROM_CACHE if origin == "cache" else FROM_DATABASE
        self.counters.count(_EVERYBODY.tenant, name)

    def _tracked(self, read: Read, origin: Origin) -> Tracked:
        late = days_late(read.order, local_date(self._clock(), self._zone))
        return Tracked(read.order, late, read.source, read.at, origin)


def _spelling(name: str) -> str:
    """What a name is remembered under: case and spaces make no other answer."""
    return " ".join(name.casefold().split())
