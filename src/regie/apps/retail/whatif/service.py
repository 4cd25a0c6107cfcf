"""Scenarios: what the figures within somebody's reach would have been."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

import numpy as np

from regie.apps.retail.errors import CategoryNotFound, PlaceNotFound
from regie.apps.retail.figures.asked import Asked
from regie.apps.retail.figures.domain import percent
from regie.apps.retail.figures.repository import Span, find_chosen
from regie.apps.retail.figures.service import written_reach
from regie.apps.retail.months import EVER, Period
from regie.apps.retail.permissions import USE_SCENARIOS
from regie.core.access import Actor
from regie.core.app import Core
from regie.core.clock import local_date
from regie.core.explain import Explained
from regie.core.i18n import Language

from .cube import Category, Cube, Cubes, Region
from .domain import Cents, Effects, Move, effects_of, factor_of
from .repository import load_cube
from .schemas import (
    BeforeAfter,
    CubeCategory,
    CubeRegion,
    Earned,
    SalesCube,
    SalesLever,
    ScenarioOutcome,
    ScenarioRow,
    WaterfallStep,
)

BASE_MONTHS: Final = 12


class Scenarios:
    def __init__(self, core: Core):
        self._core = core
        self._cubes = Cubes()

    async def cube(self, acting: Actor, asked: Asked) -> SalesCube:
        """Raises PeriodInvalid."""
        period = self._period(asked)
        cube = await self._cube(acting)
        revenue, cost = cube.of(period)
        return SalesCube(
            version=cube.version,
            as_of=cube.as_of,
            first=period.first,
            last=period.last,
            regions=[CubeRegion(id=each.id, name=each.name) for each in cube.regions],
            categories=[
                CubeCategory(id=each.id, name=each.name, above=list(each.above))
                for each in cube.categories
            ],
            revenue=revenue.ravel().tolist(),
            cost=cost.ravel().tolist(),
        )

    async def play(
        self, acting: Actor, language: Language, asked: Asked, levers: Sequence[SalesLever]
    ) -> ScenarioOutcome:
        """Raises PeriodInvalid, LeverInvalid; PlaceNotFound and CategoryNotFound for a lever on
        what is out of reach or was never sold."""
        period = self._period(asked)
        cube = await self._cube(acting)
        revenue, cost = cube.of(period)
        effects = effects_of(revenue, cost, [_move(cube, lever) for lever in levers])
        steps = self._steps(revenue, cost, effects, language)
        return ScenarioOutcome(
            version=cube.version,
            as_of=cube.as_of,
            first=period.first,
            last=period.last,
            total=BeforeAfter(
                before=_earned(revenue.sum(), cost.sum()),
                after=_earned(effects.revenue.sum(), effects.cost.sum()),
            ),
            waterfall=steps,
            regions=_rows(cube.regions, revenue, cost, effects, axis=1),
            categories=_rows(cube.categories, revenue, cost, effects, axis=0),
            explained=self._explained(steps, language),
        )

    def _period(self, asked: Asked) -> Period:
        today: date = local_date(self._core.clock(), self._core.settings.zone)
        return asked.period(today, months=BASE_MONTHS)

    async def _cube(self, acting: Actor) -> Cube:
        tenant, reach = acting.tenant, acting.reach(USE_SCENARIOS)
        async with self._core.database.single() as connection:
            chosen = await find_chosen(connection, tenant, reach)

        async def load() -> Cube:
            async with self._core.database.single() as connection:
                return await load_cube(
                    connection,
                    Span(tenant, reach, EVER),
                    version=chosen.version,
                    as_of=chosen.as_of,
                )

        return await self._cubes.get(tenant, written_reach(reach), chosen.version, load)

    def _steps(
        self, revenue: Cents, cost: Cents, effects: Effects, language: Language
    ) -> list[WaterfallStep]:
        cents = {
            "before": revenue.sum() - cost.sum(),
            "price": effects.price_effect.sum(),
            "volume": effects.volume_effect.sum(),
            "cost": effects.cost_effect.sum(),
            "after": effects.revenue.sum() - effects.cost.sum(),
        }
        return [
            WaterfallStep.model_validate(
                {"name": name, "label": self._text(name, language), "cents": int(value)}
            )
            for name, value in cents.items()
        ]

    def _explained(self, steps: Sequence[WaterfallStep], language: Language) -> Explained:
        *made_of, after = (
            Explained(name=step.name, label=step.label, value=step.cents, unit="eur_cents")
            for step in steps
        )
        formula = self._text("formula", language)
        return after.model_copy(update={"formula": formula, "terms": made_of})

    def _text(self, name: str, language: Language) -> str:
        return self._core.catalogue.text(f"retail.whatif.{name}", language, {})


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


def _rows(
    named: Sequence[Region | Category], revenue: Cents, cost: Cents, effects: Effects, *, axis: int
) -> list[ScenarioRow]:
    sums = (each.sum(axis=axis) for each in (revenue, cost, effects.revenue, effects.cost))
    return [
        ScenarioRow(
            id=each.id,
            name=each.name,
            before=_earned(revenue_before, cost_before),
            after=_earned(revenue_after, cost_after),
        )
        for each, revenue_before, cost_before, revenue_after, cost_after in zip(
            named, *sums, strict=True
        )
    ]


def _earned(revenue: np.int64, cost: np.int64) -> Earned:
    margin = int(revenue - cost)
    return Earned(
        revenue=int(revenue),
        cost=int(cost),
        margin=margin,
        margin_rate=percent(margin, int(revenue)),
    )
