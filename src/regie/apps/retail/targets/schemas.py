"""HTTP shapes of targets: revenue without VAT, in cents."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from regie.apps.retail.fields import WHOLE, Id
from regie.apps.retail.months import AskedMonth, Month

Cents = Annotated[int, Field(ge=1, le=10**15), WHOLE]


class TargetStore(BaseModel):
    id: int
    code: str
    name: str


class SeenTarget(BaseModel):
    store: TargetStore
    month: Month
    revenue: int
    achieved: int
    """Revenue of that month, so far."""
    version: int


class SeenTargets(BaseModel):
    targets: list[SeenTarget]
    next: str | None


class TargetDraft(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    store_id: Id
    month: AskedMonth
    revenue: Cents


class TargetChange(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    revenue: Cents
