"""One scenario over a cube. It loads numpy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from regie.apps.retail.errors import CategoryNotFound, PlaceNotFound
from regie.apps.retail.figures.domain import percent
from regie.apps.retail.months import Period

from .cube import Cube
from .domain import Cents, Effects, Move, effects_of, factor_of
from .schemas import BeforeAfter, Earned, SalesLever, ScenarioRow


@dataclass(frozen=True, slots=True)
class Played:
    """Axes: regions, categories."""

    revenue: Cents
    cost: Cents
    effects: Effects

    @property
    def total(self) -> BeforeAfter:
        effects = self.effects
        return BeforeAfter(
            before=_earned(self.revenue.sum(), self.cost.sum()),
            after=_earned(effects.revenue.sum(), effects.cost.sum()),
        )

    @property
    def steps(self) -> dict[str, int]:
        """From the margin before to the margin after, in cents."""
        effects = self.effects
        return {
            "before": int(self.revenue.sum() - self.cost.sum()),
            "price": int(effects.price_effect.sum()),
            "volume": int(effects.volume_effect.sum()),
            "cost": int(effects.cost_effect.sum()),
            "after": int(effects.revenue.sum() - effects.cost.sum()),
        }

    def by_region(self, named: Sequence[tuple[int, str]]) -> list[ScenarioRow]:
        return self._rows(named, axis=1)

    def by_category(self, named: Sequence[tuple[int, str]]) -> list[ScenarioRow]:
        return self._rows(named, axis=0)

    def _rows(self, named: Sequence[tuple[int, str]], *, axis: int) -> list[ScenarioRow]:
        cells = (self.revenue, self.cost, self.effects.revenue, self.effects.cost)
        sums = (each.sum(axis=axis) for each in cells)
        return [
            ScenarioRow(
                id=id_,
                name=name,
                before=_earned(revenue_before, cost_before),
                after=_earned(revenue_after, cost_after),
            )
            for (id_, name), revenue_before, cost_before, revenue_after, cost_after in zip(
                named, *sums, strict=True
            )
        ]


def play(cube: Cube, period: Period, levers: Sequence[SalesLever]) -> Played:
    """Raises LeverInvalid; PlaceNotFound and CategoryNotFound for a lever on what the cube does not
    have."""
    revenue, cost = cube.of(period)
    return Played(revenue, cost, effects_of(revenue, cost, [_move(cube, each) for each in levers]))


def _move(cube: Cube, lever: SalesLever) -> Move:
    regions = np.array([lever.region_id in (None, each.id) for each in cube.regions], np.bool_)
    categories = np.array(
        [
            lever.category_id is None or each.is_within(lever.category_id)
            for each in cube.categories
        ],
        np.bool_,
    )
    if lever.region_id is not None and not regions.any():
        raise PlaceNotFound
    if lever.category_id is not None and not categories.any():
        raise CategoryNotFound
    factor = factor_of(lever.change_percent)
    return Move(lever.kind, factor, lever.elasticity, np.outer(regions, categories))


def _earned(revenue: np.int64, cost: np.int64) -> Earned:
    margin = int(revenue - cost)
    return Earned(
        revenue=int(revenue),
        cost=int(cost),
        margin=margin,
        margin_rate=percent(margin, int(revenue)),
    )
