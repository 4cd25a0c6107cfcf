"""One scenario over 500 stores × 40 categories × 24 months, in five ways."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version
from typing import Final

import numpy as np
import polars as pl
from rich.console import Console

from bench.command import Mode, Taken
from bench.harness import Aim, CaseFacts, Run, interleaved
from bench.retail_timing import Case, timed
from regie.apps.retail.whatif.domain import Move, effects_of

STORES, CATEGORIES, MONTHS, REGIONS = 500, 40, 24, 20
PRICE, ELASTICITY, VOLUME, COST = 1.05, -1.2, 0.98, 0.97
"""The price goes up in half of the categories, the rest happens everywhere."""

CASES: Final = {
    "regie": ("Régie: statistics by region and category, effects to the cent", ("numpy",)),
    "numpy-statistics": ("numpy, statistics by store and category", ("numpy",)),
    "numpy": ("numpy, the full cube", ("numpy",)),
    "polars": ("polars, the full cube as a frame", ("polars",)),
    "naive": ("loops over lists", ()),
}
AIMS: Final = (Aim("regie", "naive", at_least=100, measure="throughput"),)


def take_scenarios(mode: Mode, console: Console) -> Iterator[Taken]:
    cases = _cases()
    runs: list[Run] = []
    for number, name in interleaved(list(cases), mode.rounds):
        console.print(f"round {number + 1}: {name}", highlight=False)
        runs.append(timed(name, cases[name], number, seconds=mode.seconds))
    facts = [
        CaseFacts(name, title, {package: version(package) for package in packages})
        for name, (title, packages) in CASES.items()
    ]
    yield Taken("retail-whatif", "regie", "process", facts, AIMS, runs)


def _cases() -> dict[str, Case]:
    random = np.random.default_rng(1852)
    shape = (STORES, CATEGORIES, MONTHS)
    revenue = random.integers(10_000, 5_000_000, shape)
    cost = (revenue * random.uniform(0.4, 0.8, shape)).astype(np.int64)
    raised = np.arange(CATEGORIES) % 2 == 0
    price = np.where(raised, PRICE, 1.0)
    volume = price**ELASTICITY * VOLUME
    regional = (REGIONS, -1, CATEGORIES, MONTHS)
    earned, paid = (each.reshape(regional).sum((1, 3)) for each in (revenue, cost))
    stores = revenue.sum(axis=2), cost.sum(axis=2)
    lists = revenue.tolist(), cost.tolist()
    everything = np.ones((REGIONS, CATEGORIES), np.bool_)
    moves = [
        Move("price", PRICE, ELASTICITY, everything & raised),
        Move("volume", VOLUME, 0.0, everything),
        Move("cost", COST, 0.0, everything),
    ]
    frame = pl.DataFrame(
        {
            "category": np.broadcast_to(np.arange(CATEGORIES)[None, :, None], shape).ravel(),
            "revenue": revenue.ravel(),
            "cost": cost.ravel(),
        }
    )

    def regie() -> float:
        effects = effects_of(earned, paid, moves)
        return float(effects.revenue.sum() - effects.cost.sum())

    def statistics() -> float:
        margins = stores[0] * (price * volume) - stores[1] * (volume * COST)
        return float(margins.sum())

    def full() -> float:
        prices, volumes = price[None, :, None], volume[None, :, None]
        return float((revenue * prices * volumes - cost * volumes * COST).sum())

    def framed() -> float:
        factor = pl.when(pl.col("category") % 2 == 0).then(PRICE).otherwise(1.0)
        sold = factor.pow(ELASTICITY) * VOLUME
        margin = pl.col("revenue") * factor * sold - pl.col("cost") * sold * COST
        return float(frame.lazy().select(margin.sum()).collect().item())

    def naive() -> float:
        margin = 0.0
        for earned_of_store, paid_of_store in zip(*lists, strict=True):
            for category in range(CATEGORIES):
                factor = PRICE if category % 2 == 0 else 1.0
                for sales, costs in zip(
                    earned_of_store[category], paid_of_store[category], strict=True
                ):
                    sold = factor**ELASTICITY * VOLUME
                    margin += sales * factor * sold - costs * sold * COST
        return margin

    expected = full()

    def wrong(found: float) -> int:
        """A cent of each cell is rounded."""
        return int(abs(found - expected) > REGIONS * CATEGORIES)

    deeds = (regie, statistics, full, framed, naive)
    return {name: Case(deed, wrong=wrong) for name, deed in zip(CASES, deeds, strict=True)}
