"""One source as orders are read from it: its account proven, its mapping applied."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from ..domain import Order
from ..mapping import SourceMapping
from ..mapping.number_formats import writes
from ..names import NameOrder
from ..proven import ProvenSource
from ..repository import FoundOrder, OrderRepository


class OrderSource:
    def __init__(self, guarded: ProvenSource, mapping: SourceMapping, zone: ZoneInfo):
        self.name = mapping.name
        self.mapping = mapping
        self.guarded = guarded
        self.scope = f"{mapping.name}-{mapping.fingerprint}"
        """What is remembered of it is of this mapping."""
        self._repository = OrderRepository(guarded, mapping, zone)
        self._written = writes(mapping.numbers.formats) if mapping.numbers.formats else None

    @property
    def hides(self) -> bool:
        """It shows nothing without a code, not even that it has an order."""
        return not self.mapping.answers.without_code

    @property
    def name_order(self) -> NameOrder:
        return self.mapping.name_order

    def writes(self, number: str) -> bool:
        """Whether a normalised number may be one of its own, by its format; without one any may."""
        return self._written is None or self._written.fullmatch(number) is not None

    def tag(self, number: str) -> str:
        """What a normalised number of this source is known under, however it is spelled."""
        return f"orders:{self.name}:{self._repository.known_as(number)}"

    async def find(self, number: str) -> FoundOrder | None:
        return await self._repository.find(number)

    async def search(self, name: str, first: date, last: date) -> Sequence[Order]:
        return await self._repository.search(name, first, last)
