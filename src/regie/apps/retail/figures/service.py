"""Pages of figures: kept in memory and in Valkey, each of one version of the figures.

A page is kept under its tenant, the reach of who asked and the version that the figures had when
it was asked for. The version is read each time, in one statement: an import, a target or a store
that moved is seen by the next request of every process, also while Valkey is away.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final, Literal

from pydantic import BaseModel
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.apps.retail.errors import CategoryNotFound, PlaceNotFound
from regie.apps.retail.months import EVER, Period, first_of, shifted, written
from regie.apps.retail.permissions import READ_RESULTS
from regie.core.access import Actor, Reach
from regie.core.app import Core
from regie.core.cache import Policy, Scope
from regie.core.clock import local_date
from regie.core.i18n import Language

from .answers import (
    compared,
    measures_of,
    row_of,
    seen_category,
    seen_measures,
    seen_period,
    seen_place,
)
from .asked import Asked
from .cells import Level
from .domain import NOTHING, UNSOLD, NowAndThen, Sums, added
from .repository import (
    Chosen,
    Node,
    Span,
    categories_with_figures,
    filtered_categories,
    filtered_places,
    find_chosen,
    months_with_figures,
    places_with_figures,
    stores_and_categories,
)
from .schemas import (
    Consolidation,
    FigureRow,
    MonthOfSeries,
    RetailDashboard,
    RetailFilters,
)
from .tree import Placed, placed, total_of

By = Literal["place", "category"]

SERIES_MONTHS: Final = 24
RANKED: Final = 5
_PAGES: Final = Policy(ttl_s=3600)


@dataclass(frozen=True, slots=True)
class About:
    """Who reads, and when."""

    today: date
    language: Language

    def chosen(self, chosen: Chosen, period: Period) -> dict[str, Any]:
        """The fields of `schemas.Chosen`."""
        return {
            "period": seen_period(period, self.today),
            "last_year": seen_period(period.last_year, self.today),
            "place": None if chosen.place is None else seen_place(chosen.place),
            "category": None if chosen.category is None else seen_category(chosen.category),
            "as_of": chosen.as_of,
            "measures": seen_measures(self.language),
        }


class Figures:
    def __init__(self, core: Core):
        self._core = core
        self._pages = core.cache.region("retail.pages", bytes, _PAGES)

    def today(self) -> date:
        return local_date(self._core.clock(), self._core.settings.zone)

    def _about(self, language: Language) -> About:
        return About(self.today(), language)

    async def dashboard(self, acting: Actor, language: Language, asked: Asked) -> bytes:
        """Raises PlaceNotFound, CategoryNotFound, PeriodInvalid."""
        period = asked.period(self.today())

        async def load(connection: AsyncConnection, chosen: Chosen, span: Span) -> BaseModel:
            return await _dashboard(connection, chosen, span, self._about(language))

        return await self._page("dashboard", acting, language, asked, period=period, load=load)

    async def consolidation(
        self, acting: Actor, language: Language, asked: Asked, *, by: By, depth: Level
    ) -> bytes:
        """Raises PlaceNotFound, CategoryNotFound, PeriodInvalid."""
        period = asked.period(self.today())

        async def load(connection: AsyncConnection, chosen: Chosen, span: Span) -> BaseModel:
            level: Level = "store" if chosen.is_store else depth
            about = self._about(language)
            return await _consolidation(connection, chosen, span, about, by=by, depth=level)

        name = f"consolidation:{by}:{depth}"
        return await self._page(name, acting, language, asked, period=period, load=load)

    async def filters(self, acting: Actor, language: Language) -> bytes:
        """Only what is within reach."""

        async def load(connection: AsyncConnection, chosen: Chosen, span: Span) -> BaseModel:
            del chosen
            return await _filters(connection, span, self._about(language))

        return await self._page("filters", acting, language, Asked(), period=EVER, load=load)

    async def _page(
        self,
        name: str,
        acting: Actor,
        language: Language,
        asked: Asked,
        *,
        period: Period,
        load: Callable[[AsyncConnection, Chosen, Span], Awaitable[BaseModel]],
    ) -> bytes:
        reach = acting.reach(READ_RESULTS)
        async with self._core.database.single() as connection:
            chosen = await found(connection, acting.tenant, reach, asked, language)
        span = span_of(acting.tenant, reach, period, chosen, language)

        async def make() -> bytes:
            async with self._core.database.begin() as connection:
                page = await load(connection, chosen, span)
            return page.model_dump_json().encode()

        key = (
            name,
            language,
            chosen.version,
            written_reach(reach),
            written(first_of(self.today())),
            written(period.first),
            written(period.last),
            asked.place,
            asked.category,
        )
        return await self._pages.get_or_load(Scope(acting.tenant), key, make)


async def found(
    connection: AsyncConnection, tenant: str, reach: Reach, asked: Asked, language: Language
) -> Chosen:
    """What a page is about. Raises PlaceNotFound, CategoryNotFound."""
    chosen = await find_chosen(
        connection, tenant, reach, asked.place, asked.category, language=language
    )
    if asked.place is not None and chosen.place is None:
        raise PlaceNotFound
    if asked.category is not None and chosen.category is None:
        raise CategoryNotFound
    return chosen


def span_of(tenant: str, reach: Reach, period: Period, chosen: Chosen, language: Language) -> Span:
    return Span(
        tenant,
        reach,
        period,
        within=chosen.place.path if chosen.place else "",
        category=chosen.category.path if chosen.category else "",
        level="store" if chosen.is_store else "region",
        language=language,
    )


def written_reach(reach: Reach) -> str:
    """For keys: `*` is everywhere."""
    return "*" if reach.paths is None else ",".join(sorted(reach.paths))


async def _consolidation(
    connection: AsyncConnection, chosen: Chosen, span: Span, about: About, *, by: By, depth: Level
) -> Consolidation:
    if by == "place":
        rows = placed(await places_with_figures(connection, replace(span, level=depth)))
    else:
        rows = placed(await categories_with_figures(connection, span))
    of_category = by == "category" or bool(span.category)
    return Consolidation(
        **about.chosen(chosen, span.period),
        by=by,
        months=span.spark_months,
        total=compared(total_of(rows), of_category=of_category),
        rows=[row_of(row, of_category=of_category) for row in rows],
    )


async def _dashboard(
    connection: AsyncConnection, chosen: Chosen, span: Span, about: About
) -> RetailDashboard:
    series = Period(shifted(span.period.last, 1 - SERIES_MONTHS), span.period.last)
    first = min(span.period.last_year.first, series.last_year.first)
    by_month = await months_with_figures(
        connection, replace(span, period=Period(first, span.period.last))
    )

    def of(period: Period) -> Sums:
        return added(*(by_month.get(month, NOTHING) for month in period.months))

    nodes = await stores_and_categories(connection, span)
    of_category = bool(span.category)
    stores = [row_of(row, of_category=of_category) for row in _sellers(nodes)]
    total = NowAndThen(of(span.period), of(span.period.last_year))
    by_target = any(row.figures.attainment is not None for row in stores)
    ranked = _ranked(stores, by_target=by_target)
    return RetailDashboard(
        **about.chosen(chosen, span.period),
        total=compared(total, of_category=of_category),
        series=[
            MonthOfSeries(
                month=month,
                figures=measures_of(of(Period(month, month)), of_category=of_category),
                last_year=measures_of(of(Period(month, month).last_year), of_category=of_category),
            )
            for month in series.months
        ],
        ranked_by="attainment" if by_target else "growth",
        best=ranked[:RANKED][: (len(ranked) + 1) // 2],
        worst=ranked[::-1][:RANKED][: len(ranked) // 2],
        categories=_top_categories(nodes, chosen),
    )


def _sellers(nodes: Sequence[Node]) -> list[Placed]:
    """Stores that sold something, this year or last: none of them has what another has below it."""
    return [
        Placed(node, None, 0, node.figures)
        for node in nodes
        if node.kind != "category" and (node.figures.now.excl_cents or node.figures.then.excl_cents)
    ]


def _ranked(stores: Sequence[FigureRow], *, by_target: bool) -> list[FigureRow]:
    """The best first, without those of which it cannot be told."""

    def mark(row: FigureRow) -> float | None:
        return row.figures.attainment if by_target else row.growth.revenue

    told = [(value, row) for row in stores if (value := mark(row)) is not None]
    return [row for _, row in sorted(told, key=lambda each: -each[0])]


def _top_categories(nodes: Sequence[Node], chosen: Chosen) -> list[FigureRow]:
    rows = placed([node for node in nodes if node.kind == "category"])
    level = 0 if chosen.category is None else 1
    top = [
        row_of(row, of_category=True)
        for row in rows
        if row.level == level and replace(row.total, spark=()) != UNSOLD
    ]
    return sorted(top, key=lambda row: -row.figures.revenue)


async def _filters(connection: AsyncConnection, span: Span, about: About) -> RetailFilters:
    places = placed(await filtered_places(connection, span))
    categories, first, last = await filtered_categories(connection, span)
    return RetailFilters(
        places=[seen_place(row.node, parent_id=row.parent_id, level=row.level) for row in places],
        categories=[
            seen_category(row.node, parent_id=row.parent_id, level=row.level)
            for row in placed(categories)
        ],
        first_month=first,
        last_month=last,
        last_complete_month=shifted(first_of(about.today), -1),
    )
