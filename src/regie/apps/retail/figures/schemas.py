"""HTTP shapes of figures. Amounts are cents without VAT unless they say otherwise; rates are per
cent; months are `2026-11`."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel

from regie.apps.retail.months import Month
from regie.core.explain import Unit

MeasureName = Literal[
    "revenue",
    "revenue_incl",
    "cost",
    "margin",
    "margin_rate",
    "quantity",
    "baskets",
    "average_basket",
    "target",
    "gap",
    "attainment",
    "margin_target",
    "margin_gap",
    "margin_attainment",
    "baskets_target",
    "baskets_gap",
    "baskets_attainment",
]
Aggregation = Literal["sum", "ratio_of_sums", "distinct"]
"""How a total is made: added, divided after both parts were added, or counted once each."""


class SeenMeasure(BaseModel):
    name: MeasureName
    title: str
    unit: Unit
    aggregation: Aggregation


class FigurePeriod(BaseModel):
    first: Month
    last: Month
    complete: bool
    """Whether its last month is over: else it is compared with a whole month of last year."""


class Measures(BaseModel):
    """Null is what cannot be told: a rate of nothing, a target where there is none, baskets of a
    category (one basket has many of them)."""

    revenue: int
    revenue_incl: int
    """With VAT."""
    cost: int
    margin: int
    margin_rate: float | None
    quantity: float
    baskets: int | None
    average_basket: int | None
    target: int | None
    gap: int | None
    """Revenue of the store-months that have a target, less their targets."""
    attainment: float | None
    """The same, in per cent of their targets."""
    margin_target: int | None
    margin_gap: int | None
    """Of the store-months that have a target of margin, and of them alone."""
    margin_attainment: float | None
    baskets_target: int | None
    baskets_gap: int | None
    """Of the store-months that have a target of baskets, and of them alone."""
    baskets_attainment: float | None


class Growth(BaseModel):
    """In per cent of last year; `margin_rate` in points. Null where last year had nothing."""

    revenue: float | None
    margin: float | None
    margin_rate: float | None
    quantity: float | None
    baskets: float | None
    average_basket: float | None


class Compared(BaseModel):
    figures: Measures
    last_year: Measures
    growth: Growth


class FigureRow(Compared):
    """A place or a category, with all below it."""

    id: int
    parent_id: int | None
    """A row of the same answer, before this one."""
    level: int
    """0 for those without a parent here."""
    kind: str
    """Of a place (`nation`, `direction`, `store`…), or `category`."""
    code: str
    """Of a store its own, by which files of sales name it."""
    name: str
    spark: list[int]
    """Revenue of the twelve months that end with the period's last one (`Consolidation.months`)."""


class RetailPlace(BaseModel):
    id: int
    parent_id: int | None
    """Within reach: null for the highest that the reader sees."""
    level: int
    kind: str
    code: str
    name: str


class RetailCategory(BaseModel):
    id: int
    parent_id: int | None
    level: int
    code: str
    name: str


class Chosen(BaseModel):
    """What an answer is about."""

    period: FigurePeriod
    last_year: FigurePeriod
    place: RetailPlace | None
    """Null: all that is within reach."""
    category: RetailCategory | None
    as_of: datetime | None
    """When figures or targets last changed; null before the first."""
    measures: list[SeenMeasure]


class Consolidation(Chosen):
    by: Literal["place", "category"]
    months: list[Month]
    total: Compared
    rows: list[FigureRow]
    """Depth first, by name. Rows of one level add up to the one above in what is added up."""


class MonthOfSeries(BaseModel):
    month: Month
    figures: Measures
    last_year: Measures


class RetailDashboard(Chosen):
    total: Compared
    series: list[MonthOfSeries]
    """24 months that end with the period's last one."""
    ranked_by: Literal["attainment", "growth"]
    """Of `best` and `worst`: by attainment where stores have targets."""
    best: list[FigureRow]
    worst: list[FigureRow]
    """The worst first; no store stands in both."""
    categories: list[FigureRow]
    """Those right below the chosen one, or the top ones; the largest first."""


class RetailFilters(BaseModel):
    places: list[RetailPlace]
    categories: list[RetailCategory]
    """Those of which something was sold within reach."""
    first_month: Month | None
    last_month: Month | None
    last_complete_month: Month
    """The one that is shown when none is chosen."""


Figure = Literal[
    "revenue",
    "margin",
    "margin_rate",
    "baskets",
    "average_basket",
    "target",
    "gap",
    "attainment",
    "margin_target",
    "margin_gap",
    "margin_attainment",
    "baskets_target",
    "baskets_gap",
    "baskets_attainment",
]
"""What can be explained."""
