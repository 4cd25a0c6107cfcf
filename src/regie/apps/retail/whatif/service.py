"""Scenarios: what the figures within somebody's reach would have been."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Row

from regie.apps.retail.figures.asked import Asked
from regie.apps.retail.figures.repository import Span, find_chosen
from regie.apps.retail.figures.service import written_reach
from regie.apps.retail.months import EVER, Period
from regie.apps.retail.permissions import USE_SCENARIOS
from regie.core.access import Actor
from regie.core.app import Core
from regie.core.clock import local_date
from regie.core.explain import Explained
from regie.core.i18n import Language
from regie.core.threads import in_thread

from .cube import Cube, Cubes
from .repository import read_cells
from .schemas import (
    CubeCategory,
    CubeRegion,
    SalesCube,
    SalesLever,
    ScenarioOutcome,
    WaterfallStep,
)

if TYPE_CHECKING:
    from .playing import Played

BASE_MONTHS: Final = 12


class Scenarios:
    def __init__(self, core: Core):
        self._core = core
        self._cubes = Cubes()

    async def cube(self, acting: Actor, language: Language, asked: Asked) -> SalesCube:
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
                CubeCategory(id=each.id, name=each.names[language], above=list(each.above))
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
        from .playing import play  # noqa: PLC0415 - here numpy is loaded: see `_filled`

        played = play(cube, period, levers)
        steps = self._steps(played, language)
        regions = [(each.id, each.name) for each in cube.regions]
        categories = [(each.id, each.names[language]) for each in cube.categories]
        return ScenarioOutcome(
            version=cube.version,
            as_of=cube.as_of,
            first=period.first,
            last=period.last,
            total=played.total,
            waterfall=steps,
            regions=played.by_region(regions),
            categories=played.by_category(categories),
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
                rows = await read_cells(connection, Span(tenant, reach, EVER))
            return await in_thread(lambda: _filled(rows, chosen.version, chosen.as_of))

        return await self._cubes.get(tenant, written_reach(reach), chosen.version, load)

    def _steps(self, played: Played, language: Language) -> list[WaterfallStep]:
        return [
            WaterfallStep.model_validate(
                {"name": name, "label": self._text(name, language), "cents": cents}
            )
            for name, cents in played.steps.items()
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


def _filled(rows: Sequence[Row[Any]], version: int, as_of: datetime | None) -> Cube:
    """Here, in a thread, numpy is loaded once: in the loop it would hold up all requests."""
    from .filling import filled  # noqa: PLC0415

    return filled(rows, version=version, as_of=as_of)
