"""Use cases of the orders app."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from regie.core.cache import Cache, Policy, Scope
from regie.core.clock import Clock, local_date
from regie.core.counters import Counters
from regie.core.sqlguard import Proof

from .domain import Order, days_late, normalise_number
from .errors import OrderNotFound
from .names import NameOrder, matches
from .proven import ProvenSource
from .repository import OrderRepository


@dataclass(frozen=True, slots=True)
class Read:
    """An order that was opened under its number and its name, as it was read then."""

    order: Order
    at: datetime


@dataclass(frozen=True, slots=True)
class Tracked:
    order: Order
    days_late: int | None
    source: str
    read_at: datetime


_EVERYBODY: Final = Scope("main", role="anonymous")
"""Whoever knows number and name gets the same answer."""
TRACKED: Final = "orders.tracked"
NOT_FOUND: Final = "orders.not_found"
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
        orders: OrderRepository,
        source: ProvenSource,
        *,
        clock: Clock,
        zone: ZoneInfo,
        cache: Cache,
        counters: Counters,
        cache_ttl_s: float,
        name_order: NameOrder = "unknown",
    ):
        self._orders = orders
        self._source = source
        self._counters = counters
        self._clock = clock
        self._zone = zone
        self._name_order: NameOrder = name_order
        policy = Policy(
            cache_ttl_s,
            stale_s=_STALE_S,
            soft_timeout_s=_PATIENCE_S,
            negative_ttl_s=min(_NOT_FOUND_S, cache_ttl_s),
        )
        self._remembered = cache.region("orders.track", Read | None, policy)

    async def track(self, number: str, name: str) -> Tracked:
        """Raises OrderNotFound alike, and after the same work, for a number that does not exist,
        for one that cannot exist and for a name that does not open the order."""
        wanted = normalise_number(number)
        read = await self._remembered.get_or_load(
            _EVERYBODY, (wanted, _spelling(name)), lambda: self._read(wanted, name)
        )
        self._counters.count(_EVERYBODY.tenant, TRACKED if read else NOT_FOUND)
        if read is None:
            raise OrderNotFound
        late = days_late(read.order, local_date(self._clock(), self._zone))
        return Tracked(read.order, late, self._source.name, read.at)

    async def _read(self, number: str, name: str) -> Read | None:
        """Remembered under the name as well: were it under the number alone, the time of a first
        answer would tell strangers which orders others have asked for."""
        found = await self._orders.find(number)
        opens = matches(found.customer if found else _NOBODY, name, self._name_order)
        return Read(found.open(), self._clock()) if found and opens else None

    async def prove(self) -> Proof:
        """What the source's catalogue says of the account that orders are read with."""
        return await self._source.prove()


def _spelling(name: str) -> str:
    """What a name is remembered under: case and spaces make no other answer."""
    return " ".join(name.casefold().split())
