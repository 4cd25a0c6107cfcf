"""Figures as the world sees them."""

from __future__ import annotations

from datetime import date
from typing import Final

from regie.apps.retail.months import Period, first_of
from regie.core.i18n import Language, typeset

from .domain import MEASURES, NowAndThen, Sums, growth
from .repository import Node
from .schemas import (
    Compared,
    FigurePeriod,
    FigureRow,
    Growth,
    Measures,
    RetailCategory,
    RetailPlace,
    SeenMeasure,
)
from .tree import Placed

_THOUSANDTHS: Final = 1000


def measures_of(sums: Sums, *, of_category: bool) -> Measures:
    """Baskets and targets are of whole stores: a category has none."""
    revenue, margin, baskets = sums.revenue_goal, sums.margin_goal, sums.baskets_goal
    return Measures(
        revenue=sums.excl_cents,
        revenue_incl=sums.incl_cents,
        cost=sums.cost_cents,
        margin=sums.margin_cents,
        margin_rate=sums.margin_rate,
        quantity=sums.quantity_e3 / _THOUSANDTHS,
        baskets=None if of_category else sums.baskets,
        average_basket=None if of_category else sums.average_basket_cents,
        target=revenue.target,
        gap=revenue.gap,
        attainment=revenue.attainment,
        margin_target=margin.target,
        margin_gap=margin.gap,
        margin_attainment=margin.attainment,
        baskets_target=baskets.target,
        baskets_gap=baskets.gap,
        baskets_attainment=baskets.attainment,
    )


def compared(found: NowAndThen, *, of_category: bool) -> Compared:
    now = measures_of(found.now, of_category=of_category)
    then = measures_of(found.then, of_category=of_category)
    return Compared(figures=now, last_year=then, growth=_growth(now, then))


def row_of(placed: Placed, *, of_category: bool) -> FigureRow:
    node = placed.node
    told = compared(placed.total, of_category=of_category)
    return FigureRow(
        id=node.id,
        parent_id=placed.parent_id,
        level=placed.level,
        kind=node.kind,
        code=node.code,
        name=node.name,
        spark=list(placed.total.spark),
        figures=told.figures,
        last_year=told.last_year,
        growth=told.growth,
    )


def seen_period(period: Period, today: date) -> FigurePeriod:
    return FigurePeriod(
        first=period.first, last=period.last, complete=period.last < first_of(today)
    )


def seen_measures(language: Language) -> list[SeenMeasure]:
    return [
        SeenMeasure.model_validate(
            {
                "name": each.name,
                "title": typeset(each.titles, language),
                "unit": each.unit,
                "aggregation": each.aggregation,
            }
        )
        for each in MEASURES
    ]


def seen_place(node: Node, *, parent_id: int | None = None, level: int = 0) -> RetailPlace:
    return RetailPlace(
        id=node.id,
        parent_id=parent_id,
        level=level,
        kind=node.kind,
        code=node.code,
        name=node.name,
    )


def seen_category(node: Node, *, parent_id: int | None = None, level: int = 0) -> RetailCategory:
    return RetailCategory(
        id=node.id, parent_id=parent_id, level=level, code=node.code, name=node.name
    )


def _growth(now: Measures, then: Measures) -> Growth:
    points = None
    if now.margin_rate is not None and then.margin_rate is not None:
        points = round(now.margin_rate - then.margin_rate, 2)
    return Growth(
        revenue=growth(now.revenue, then.revenue),
        margin=growth(now.margin, then.margin),
        margin_rate=points,
        quantity=growth(now.quantity, then.quantity),
        baskets=growth(now.baskets, then.baskets),
        average_basket=growth(now.average_basket, then.average_basket),
    )
