"""Sales that look like those of a network: seasons, Saturdays, sales in January and July, a store
that opened last winter, customers who bring something back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from regie.apps.retail.months import first_of, last_day, shifted

from .catalogue import DemoProduct

Ints = NDArray[np.int64]

PAST_MONTHS: Final = 24
SALES_A_MONTH: Final = 58
"""Of a store of size 1."""
_SEED: Final = 1852
_SEASON: Final = (1.12, 0.84, 0.92, 0.95, 0.97, 1.0, 1.08, 0.72, 1.02, 1.05, 1.16, 1.42)
_CLEARANCE: Final = {1: 0.8, 7: 0.85}
"""Months in which the law lets stores sell below cost: part of the price that is left."""
_WEEKDAYS: Final = (0.8, 0.9, 1.1, 0.95, 1.25, 1.9, 0.25)
_GROWTH_A_YEAR: Final = 1.045
_RETURNS: Final = 0.018
_VAT: Final = 1.2


class DemoStore(NamedTuple):
    code: str
    size: float
    growth: float
    """Beside the others', a year."""
    opened: int | None = None
    """So many months ago; None is long before."""


DEMO_STORES: Final = (
    DemoStore("MAG-NANTES", 1.35, 1.02),
    DemoStore("MAG-BREST", 0.8, 0.97),
    DemoStore("MAG-VANNES", 0.75, 1.05),
    DemoStore("MAG-LEMANS", 0.7, 0.93),
    DemoStore("MAG-STRASBG", 1.3, 1.03),
    DemoStore("MAG-NANCY", 0.95, 1.0),
    DemoStore("MAG-BESANCON", 0.65, 0.98),
    DemoStore("MAG-REIMS", 0.85, 1.01),
    DemoStore("MAG-TOULOUSE", 1.6, 1.06),
    DemoStore("MAG-AIX", 1.2, 0.99),
    DemoStore("MAG-BEZIERS", 0.6, 0.9),
    DemoStore("MAG-PAU", 0.7, 1.08, opened=10),
)


@dataclass(frozen=True, slots=True)
class DemoSales:
    """Columns of equal length, a line each; `sale` numbers sales from 0 in the order of time."""

    sale: Ints
    line_no: Ints
    product: Ints
    """Its index."""
    quantity: Ints
    unit_price_e4: Ints
    purchase_e4: Ints
    excl_cents: Ints
    incl_cents: Ints
    cost_cents: Ints
    sale_store: Ints
    """Of each sale: the index of its store."""
    sale_day: Ints
    """Of each sale: days since 1970."""
    sale_minute: Ints
    """Of each sale: of that day."""


def expected(store: DemoStore, month: date, today: date) -> float:
    """Sales of a whole month, as the network plans with."""
    age = (month.year - today.year) * 12 + month.month - today.month
    if store.opened is not None and age < -store.opened:
        return 0.0
    years = (age + PAST_MONTHS) / 12
    trend = (_GROWTH_A_YEAR * store.growth) ** years
    return SALES_A_MONTH * store.size * _SEASON[month.month - 1] * trend


def price_factor(year: int, today: date) -> float:
    """List prices rise each January."""
    return 1.025 ** (year - today.year + 2)


def demo_sales(products: Sequence[DemoProduct], today: date) -> DemoSales:
    """Of 24 whole months and the present one up to today."""
    random = np.random.default_rng(_SEED)
    store, day = _visits(random, today)
    order = np.lexsort((store, day))
    store, day = store[order], day[order]
    minute = np.clip(random.normal(15 * 60, 150, len(day)), 9 * 60, 19 * 60 + 30)
    counts = np.minimum(random.geometric(0.5, len(day)), 6)
    sale = np.repeat(np.arange(len(day)), counts)
    line_no = np.arange(len(sale)) - np.repeat(np.cumsum(counts) - counts, counts) + 1
    weights = np.array([each.weight for each in products])
    product = random.choice(len(products), len(sale), p=weights / weights.sum())
    list_cents = np.array([each.sale_cents for each in products], np.int64)[product]
    share = np.array([each.cost_share for each in products])[product]
    several = (list_cents < 10_000) & (random.random(len(sale)) < 0.35)
    quantity = np.where(several, random.integers(2, 7, len(sale)), 1)
    quantity = np.where(random.random(len(sale)) < _RETURNS, -1, quantity)
    months = day.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)[sale]
    factor = _by_year(months // 12 + 1970, today)
    left = np.ones(13)
    for number, part in _CLEARANCE.items():
        left[number] = part
    list_e4 = np.rint(list_cents * factor).astype(np.int64) * 100
    unit_price_e4 = np.rint(list_e4 / 100 * left[months % 12 + 1]).astype(np.int64) * 100
    purchase_e4 = np.rint(list_e4 * share).astype(np.int64)
    excl_cents = quantity * unit_price_e4 // 100
    return DemoSales(
        sale=sale,
        line_no=line_no,
        product=product,
        quantity=quantity,
        unit_price_e4=unit_price_e4,
        purchase_e4=purchase_e4,
        excl_cents=excl_cents,
        incl_cents=np.rint(excl_cents * _VAT).astype(np.int64),
        cost_cents=np.rint(quantity * purchase_e4 / 100).astype(np.int64),
        sale_store=store,
        sale_day=day,
        sale_minute=minute.astype(np.int64),
    )


def purchase_price_e4(each: DemoProduct, year: int, today: date) -> tuple[int, int]:
    """What it is bought and sold for in that year, as `demo_sales` calculates."""
    sale_e4 = round(each.sale_cents * price_factor(year, today)) * 100
    return round(sale_e4 * each.cost_share), sale_e4


def _visits(random: np.random.Generator, today: date) -> tuple[Ints, Ints]:
    """Store and day of each sale."""
    stores: list[Any] = []
    days: list[Any] = []
    epoch = date(1970, 1, 1)
    for back in range(-PAST_MONTHS, 1):
        month = shifted(first_of(today), back)
        open_days = [month + timedelta(each) for each in range(last_day(month).day)]
        weights = np.array([_WEEKDAYS[each.weekday()] for each in open_days])
        weights /= weights.sum()
        for index, store in enumerate(DEMO_STORES):
            count = random.poisson(expected(store, month, today))
            chosen = random.choice(len(open_days), count, p=weights)
            chosen = chosen[[open_days[each] <= today for each in chosen]]
            days.append((month - epoch).days + chosen)
            stores.append(np.full(len(chosen), index))
    return np.concatenate(stores).astype(np.int64), np.concatenate(days).astype(np.int64)


def _by_year(years: Ints, today: date) -> NDArray[np.float64]:
    known = range(today.year - 3, today.year + 1)
    factors = np.array([price_factor(year, today) for year in known])
    return factors[years - known[0]]
