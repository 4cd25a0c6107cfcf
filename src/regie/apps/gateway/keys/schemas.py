"""HTTP shapes of keys."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from regie.core.input import Instant, ShortText

from ..models.schemas import Named
from ..money import Micros, RowId
from .domain import KeyState, PeriodKind

LOW_PERCENT = 20


def _without_doubles(ids: list[int]) -> list[int]:
    return list(dict.fromkeys(ids))


End = Annotated[Instant, Field(strict=False)]
ModelIds = Annotated[
    list[RowId], Field(min_length=1, max_length=200), AfterValidator(_without_doubles)
]
Rate = Annotated[int, Field(ge=1, le=600_000)]
Percent = Annotated[int, Field(ge=0, le=100)]


class KeyDraft(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        strict=True,
        json_schema_extra={
            "examples": [
                {"name": "Assistant du site", "period": "month", "budget_micros": 25_000_000}
            ]
        },
    )

    name: ShortText
    period: PeriodKind
    """A budget for each month of the calendar, or one for all time."""
    budget_micros: Micros
    models: ModelIds | None = None
    """Null: all of them."""
    requests_a_minute: Rate | None = None
    low_percent: Percent = LOW_PERCENT
    """`quota.low` is told when no more than this is left."""
    expires_at: End | None = None


class KeyChange(BaseModel):
    """What is not given stays."""

    model_config = ConfigDict(extra="forbid", strict=True)

    name: ShortText | None = None
    budget_micros: Micros | None = None
    models: ModelIds | None = None
    all_models: bool = False
    requests_a_minute: Rate | None = None
    without_rate: bool = False
    low_percent: Percent | None = None
    expires_at: End | None = None
    without_end: bool = False


class SeenKey(BaseModel):
    id: int
    name: str
    prefix: str
    """The beginning of its secret."""
    state: KeyState
    models: list[Named] | None
    requests_a_minute: int | None
    period: PeriodKind
    budget_micros: int
    spent_micros: int
    """In this period."""
    reserved_micros: int
    """By requests under way."""
    remaining_micros: int
    low_percent: int
    resets_at: datetime | None
    """When the next period begins."""
    expires_at: datetime | None
    created_at: datetime
    revoked_at: datetime | None
    version: int


class SeenKeyWithSecret(SeenKey):
    secret: str | None
    """Shown this once; null when the request is answered again for its Idempotency-Key."""


class SeenKeys(BaseModel):
    keys: list[SeenKey]
    next: str | None = None
