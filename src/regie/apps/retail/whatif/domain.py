"""The formula of a scenario. No clock, no SQL; the browser calculates by the very same one.

Of a cell (region × category) with revenue R and cost C, both in cents: prices go by `f`, volumes
by `g = f ^ elasticity × (1 + volume)`, unit costs by `h`; after it revenue is R·f·g and cost C·g·h.
Every amount is rounded to a cent once, in its cell (half up), so that cells add up exactly at
every level and the three effects close to the difference of the margins.

R and C are sums over months and products: exact as long as no lever differs by month.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

import numpy as np
from numpy.typing import NDArray

from regie.apps.retail.errors import LeverInvalid

Cents = NDArray[np.int64]
Factors = NDArray[np.float64]
Cells = NDArray[np.bool_]

LARGEST: Final = 2.0**53
"""Above it neither we nor the browser count in cents."""


@dataclass(frozen=True, slots=True)
class Move:
    """A lever and the cells that it moves."""

    kind: Literal["price", "volume", "cost"]
    factor: float
    """1.05 is five per cent more."""
    elasticity: float
    cells: Cells


@dataclass(frozen=True, slots=True)
class Effects:
    """By cell, in cents."""

    revenue: Cents
    cost: Cents
    price_effect: Cents
    volume_effect: Cents
    cost_effect: Cents


def factor_of(change_percent: float) -> float:
    """Raises LeverInvalid at -100 % and below: a fractional power of it is no number."""
    factor = 1 + change_percent / 100
    if factor <= 0:
        raise LeverInvalid
    return factor


def effects_of(revenue: Cents, cost: Cents, moves: Sequence[Move]) -> Effects:
    """Raises LeverInvalid where an amount grows out of what can be counted."""
    price, volume, unit_cost = (np.ones(revenue.shape) for _ in range(3))
    for move in moves:
        if move.kind == "price":
            price[move.cells] *= move.factor
            volume[move.cells] *= move.factor**move.elasticity
        elif move.kind == "volume":
            volume[move.cells] *= move.factor
        else:
            unit_cost[move.cells] *= move.factor
    with np.errstate(over="ignore", invalid="ignore"):
        repriced = _cents(revenue * price)
        sold = _cents(revenue * price * volume)
        bought = _cents(cost * volume)
        paid = _cents(cost * volume * unit_cost)
    return Effects(
        revenue=sold,
        cost=paid,
        price_effect=repriced - revenue,
        volume_effect=(sold - repriced) - (bought - cost),
        cost_effect=bought - paid,
    )


def _cents(amounts: Factors) -> Cents:
    if not bool(np.all(np.abs(amounts) < LARGEST)):
        raise LeverInvalid
    rounded: Any = np.floor(amounts + 0.5)
    return rounded.astype(np.int64)
