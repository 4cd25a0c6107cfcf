"""HTTP shapes of scenarios. Amounts are cents without VAT."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from regie.apps.retail.fields import Id
from regie.apps.retail.months import AskedMonth, Month
from regie.core.explain import Explained

_Change = Annotated[float, Field(gt=-100, le=1000, allow_inf_nan=False)]

MOST_LEVERS = 50


class CubeRegion(BaseModel):
    """The place above a store; a store itself, for who sees no more than it."""

    id: int
    name: str


class CubeCategory(BaseModel):
    id: int
    name: str
    above: list[int]
    """The categories above it, the top one first: a lever on one of them moves this one too."""


class SalesCube(BaseModel):
    """All that a scenario needs, of a period. A cell is `region * len(categories) + category`."""

    version: int
    as_of: datetime | None
    first: Month
    last: Month
    regions: list[CubeRegion]
    categories: list[CubeCategory]
    """Those without categories below, and those in which something was sold directly."""
    revenue: list[int]
    cost: list[int]


class SalesLever(BaseModel):
    """Price: `f = 1 + change`, and volumes follow by `f ^ elasticity`. Several levers of a kind on
    one cell multiply."""

    model_config = ConfigDict(extra="forbid", strict=True)

    kind: Literal["price", "volume", "cost"]
    change_percent: _Change
    elasticity: Annotated[float, Field(ge=-10, le=10, allow_inf_nan=False)] = 0.0
    """Of a price lever: -1.2 means that 1 % more loses 1.2 % of the volume."""
    region_id: Id | None = None
    category_id: Id | None = None
    """With all below it. Null: all of them."""


class SalesScenario(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    first: AskedMonth | None = None
    last: AskedMonth | None = None
    """The twelve last complete months when neither is given."""
    levers: Annotated[list[SalesLever], Field(max_length=MOST_LEVERS)]


class Earned(BaseModel):
    revenue: int
    cost: int
    margin: int
    margin_rate: float | None


class BeforeAfter(BaseModel):
    before: Earned
    after: Earned


class ScenarioRow(BeforeAfter):
    id: int
    name: str


class WaterfallStep(BaseModel):
    """Of the waterfall: they begin with the margin before and add up to the margin after."""

    name: Literal["before", "price", "volume", "cost", "after"]
    label: str
    cents: int


class ScenarioOutcome(BaseModel):
    version: int
    as_of: datetime | None
    first: Month
    last: Month
    total: BeforeAfter
    waterfall: list[WaterfallStep]
    regions: list[ScenarioRow]
    categories: list[ScenarioRow]
    explained: Explained
