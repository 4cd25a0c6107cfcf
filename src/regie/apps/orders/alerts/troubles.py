"""What is wrong with the order app at this moment, found out by looking."""

from __future__ import annotations

from dataclasses import dataclass
from time import perf_counter
from typing import Final, Literal

import msgspec

from regie.core.counters import Counters
from regie.core.errors import RegieError

from ..errors import SourceMissing
from ..sources import OrderSource

FROM_CACHE: Final = "orders.from_cache"
FROM_DATABASE: Final = "orders.from_database"
"""Counters of look-ups by a number, per day."""
ENOUGH: Final = 500
"""Look-ups of a day, from which on its hit rate says something."""

Kind = Literal["away", "slow", "few_hits", "crowded"]


@dataclass(frozen=True, slots=True)
class Expected:
    """Beyond these it is a trouble."""

    answer_s: float = 1.0
    hit_rate: float = 0.2
    conversations: int = 5_000
    conversations_per_widget: int = 2_000


class Trouble(msgspec.Struct, frozen=True):
    kind: Kind
    source: str
    """Empty: of all of them."""
    figure: str
    """What was seen: `source.timeout`, `1.8 s`, `12 %`, `1950 / 2000 (key)`."""


async def of_source(source: OrderSource, expected: Expected) -> Trouble | None:
    """Looks up a number that no order has, as a customer's question does."""
    formats = source.mapping.numbers.formats
    began = perf_counter()
    try:
        await source.find(formats[0] if formats else "0")
    except SourceMissing:  # nothing is connected yet, which the doctor says
        return None
    except RegieError as failure:
        return Trouble("away", source.name, failure.code)
    took_s = perf_counter() - began
    return Trouble("slow", source.name, f"{took_s:.1f} s") if took_s > expected.answer_s else None


async def of_cache(counters: Counters, tenant: str, expected: Expected) -> Trouble | None:
    """Of today, as far as it was counted."""
    today = counters.today()
    hits, misses = [
        (await counters.per_day(tenant, name, today, today)).get(today, 0)
        for name in (FROM_CACHE, FROM_DATABASE)
    ]
    if hits + misses < ENOUGH or hits / (hits + misses) >= expected.hit_rate:
        return None
    return Trouble("few_hits", "", f"{100 * hits / (hits + misses):.0f} %")
