"""Counters over HTTP: a total, its days, and its most counted items."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, Final

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel

from regie.core.app import Core
from regie.core.counters import Days
from regie.core.errors import Timeout, Unavailable
from regie.core.web import api_router, may_raise, requires

MOST_DAYS: Final = 400
MOST_ITEMS: Final = 100

_TENANT: Final = "main"


class DayCount(BaseModel):
    day: date
    count: int


class ItemCount(BaseModel):
    item: str
    count: int


class CounterSeen(BaseModel):
    """As of each process's last flush, two seconds ago at most."""

    name: str
    total: int
    days: list[DayCount]
    """Each day of the installation's time zone, also those with 0."""
    top: list[ItemCount]
    other: int
    """Counted without being told apart."""


def routes(core: Core) -> APIRouter:
    api = api_router("/api/v1/console/counters", "console", guard=requires("console.counters.read"))

    @api.get("/{name}")
    @may_raise(Unavailable, Timeout)
    async def show_counter(
        name: Annotated[str, Path(pattern=r"^[a-z][a-z0-9_.]{0,63}$")],
        days: Annotated[int, Query(ge=1, le=MOST_DAYS)] = 30,
        items: Annotated[int, Query(ge=1, le=MOST_ITEMS)] = 10,
    ) -> CounterSeen:
        """The last days of one counter.

        Today included; 0 for one that nobody counts.
        """
        last = core.counters.today()
        first = last - timedelta(days=days - 1)
        period = Days(first, last)
        per_day = await core.counters.per_day(_TENANT, name, first, last)
        top = await core.counters.top(_TENANT, name, items, period)
        return CounterSeen(
            name=name,
            total=await core.counters.total(_TENANT, name, period),
            days=[DayCount(day=day, count=count) for day, count in per_day.items()],
            top=[ItemCount(item=item, count=count) for item, count in top.items],
            other=top.other,
        )

    return api
