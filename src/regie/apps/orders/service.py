"""Use cases of the orders app."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from regie.core.clock import Clock, local_date
from regie.core.sqlguard import Proof

from .domain import Order, days_late, normalise_number
from .errors import OrderNotFound
from .names import NameOrder, matches
from .proven import ProvenSource
from .repository import OrderRepository


@dataclass(frozen=True, slots=True)
class Tracked:
    """An order that was opened under its number and its name."""

    order: Order
    days_late: int | None
    source: str
    read_at: datetime


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
        name_order: NameOrder = "unknown",
    ):
        self._orders = orders
        self._source = source
        self._clock = clock
        self._zone = zone
        self._name_order: NameOrder = name_order

    async def track(self, number: str, name: str) -> Tracked:
        """Raises OrderNotFound alike, and after the same work, for a number that does not exist,
        for one that cannot exist and for a name that does not open the order."""
        found = await self._orders.find(normalise_number(number))
        opens = matches(found.customer if found else _NOBODY, name, self._name_order)
        if found is None or not opens:
            raise OrderNotFound
        order = found.open()
        now = self._clock()
        late = days_late(order, local_date(now, self._zone))
        return Tracked(order, late, self._source.name, now)

    async def prove(self) -> Proof:
        """What the source's catalogue says of the account that orders are read with."""
        return await self._source.prove()
