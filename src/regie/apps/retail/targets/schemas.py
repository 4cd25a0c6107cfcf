"""HTTP shapes of targets: amounts are cents without VAT, baskets a number of sales."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from regie.apps.retail.fields import WHOLE, Id
from regie.apps.retail.months import AskedMonth, Month

Cents = Annotated[int, Field(ge=1, le=10**15), WHOLE]
Baskets = Annotated[int, Field(ge=1, le=10**9), WHOLE]


class TargetStore(BaseModel):
    id: int
    code: str
    name: str


class SeenTarget(BaseModel):
    store: TargetStore
    month: Month
    revenue: int
    margin: int | None
    """Null where nobody planned any; so are baskets."""
    baskets: int | None
    achieved: int
    """Revenue of that month, so far."""
    achieved_margin: int
    achieved_baskets: int
    version: int


class SeenTargets(BaseModel):
    targets: list[SeenTarget]
    next: str | None


class TargetDraft(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    store_id: Id
    month: AskedMonth
    revenue: Cents
    margin: Cents | None = None
    """Of the revenue: no higher than it."""
    baskets: Baskets | None = None


class TargetChange(BaseModel):
    """What is left out stays; margin and baskets of null are planned no more."""

    model_config = ConfigDict(extra="forbid", strict=True)

    revenue: Cents | None = None
    margin: Cents | None = None
    baskets: Baskets | None = None
