"""Scenarios over HTTP."""

from __future__ import annotations

from fastapi import APIRouter, Depends

from regie.apps.retail.errors import (
    CategoryNotFound,
    LeverInvalid,
    PeriodInvalid,
    PlaceNotFound,
)
from regie.apps.retail.figures.asked import Asked, FirstQuery, LastQuery
from regie.apps.retail.figures.routes import language_of
from regie.apps.retail.permissions import USE_SCENARIOS
from regie.core.access import Actor
from regie.core.app import Core
from regie.core.i18n import Language
from regie.core.web import actor, api_router, may_raise, requires

from .schemas import SalesCube, SalesScenario, ScenarioOutcome
from .service import Scenarios


def routes(core: Core, scenarios: Scenarios) -> APIRouter:
    api = api_router("/api/v1/retail/whatif", "retail", guard=requires(USE_SCENARIOS))
    reader = language_of(core)

    @api.get("/cube")
    @may_raise(PeriodInvalid)
    async def show_sales_cube(
        first: FirstQuery = None,
        last: LastQuery = None,
        acting: Actor = Depends(actor),
        language: Language = reader,
    ) -> SalesCube:
        """All that the browser needs to calculate scenarios itself."""
        return await scenarios.cube(acting, language, Asked(first=first, last=last))

    @api.post("")
    @may_raise(PeriodInvalid, LeverInvalid, PlaceNotFound, CategoryNotFound)
    async def play_scenario(
        scenario: SalesScenario, acting: Actor = Depends(actor), language: Language = reader
    ) -> ScenarioOutcome:
        """What would have been earned."""
        asked = Asked(first=scenario.first, last=scenario.last)
        return await scenarios.play(acting, language, asked, scenario.levers)

    return api
