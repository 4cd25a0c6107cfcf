"""The ledger of one process, gone with it."""

from __future__ import annotations

from collections import Counter
from datetime import date

from .ledger import MOST_ITEMS, OTHER, Batch, Days, Top


class MemoryLedger:
    def __init__(self, *, most_items: int = MOST_ITEMS):
        self._most_items = most_items
        self._added: dict[str, int] = {}
        self._days: dict[tuple[str, str], Counter[date]] = {}
        self._items: dict[tuple[str, str, date], Counter[str]] = {}

    async def add(self, batch: Batch) -> bool:
        if self._added.get(batch.writer, 0) >= batch.number:
            return False
        self._added[batch.writer] = batch.number
        for row in sorted(batch.rows, key=lambda row: -row.by):
            self._days.setdefault((row.tenant, row.name), Counter())[row.day] += row.by
            if row.item:
                items = self._items.setdefault((row.tenant, row.name, row.day), Counter())
                told_apart = row.item in items or len(items) < self._most_items
                items[row.item if told_apart else OTHER] += row.by
        return True

    async def total(self, tenant: str, name: str, days: Days) -> int:
        return sum((await self.per_day(tenant, name, days)).values())

    async def per_day(self, tenant: str, name: str, days: Days) -> dict[date, int]:
        counted = self._days.get((tenant, name), Counter[date]())
        return {day: counted[day] for day in sorted(counted) if _within(days, day)}

    async def top(self, tenant: str, name: str, most: int, days: Days) -> Top:
        sums = Counter[str]()
        for (of_tenant, of_name, day), items in self._items.items():
            if (of_tenant, of_name) == (tenant, name) and _within(days, day):
                sums.update(items)
        other = sums.pop(OTHER, 0)
        ranked = sorted(sums.items(), key=lambda item: (-item[1], item[0]))
        return Top(tuple(ranked[:most]), other)

    async def ping(self) -> None:
        pass


def _within(days: Days, day: date) -> bool:
    return (days.first is None or days.first <= day) and (days.last is None or day <= days.last)
