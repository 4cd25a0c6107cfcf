"""What was sold by region, category and month, in memory: one cube of each version and reach."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from regie.apps.retail.months import Period
from regie.core.i18n import Language

if TYPE_CHECKING:
    from .domain import Cents

CUBES: Final = 32
"""Of tenants and reaches; one of 20 regions × 40 categories × 24 months takes 300 kB."""


@dataclass(frozen=True, slots=True)
class Region:
    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Category:
    id: int
    names: Mapping[Language, str]
    above: tuple[int, ...]

    def is_within(self, category_id: int) -> bool:
        return category_id == self.id or category_id in self.above


@dataclass(frozen=True, slots=True)
class Cube:
    """Axes: regions, categories, months. Nobody writes into the arrays."""

    version: int
    as_of: datetime | None
    regions: tuple[Region, ...]
    categories: tuple[Category, ...]
    months: tuple[date, ...]
    revenue: Cents
    cost: Cents

    def of(self, period: Period) -> tuple[Cents, Cents]:
        """Revenue and cost by region and category."""
        chosen = [index for index, month in enumerate(self.months) if _is_in(month, period)]
        return self.revenue[:, :, chosen].sum(axis=2), self.cost[:, :, chosen].sum(axis=2)


class Cubes:
    """The latest ones used. A cube of another version than asked for is loaded anew, once for all
    who wait; belongs to one event loop."""

    def __init__(self, most: int = CUBES):
        self._most = most
        self._kept: OrderedDict[tuple[str, str], Cube] = OrderedDict()
        self._loading = asyncio.Lock()

    async def get(
        self, tenant: str, reach: str, version: int, load: Callable[[], Awaitable[Cube]]
    ) -> Cube:
        """`reach` in writing: nobody is handed the cube of another's."""
        key = (tenant, reach)
        if (kept := self._kept.get(key)) is None or kept.version != version:
            async with self._loading:
                if (kept := self._kept.get(key)) is None or kept.version != version:
                    kept = self._kept[key] = await load()
        self._kept.move_to_end(key)
        while len(self._kept) > self._most:
            self._kept.popitem(last=False)
        return kept


def _is_in(month: date, period: Period) -> bool:
    return period.first <= month <= period.last
