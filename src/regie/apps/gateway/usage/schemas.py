"""HTTP shapes of usage."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel

from ..models.schemas import Named

Outcome = Literal["done", "left", "broke_off", "failed", "refused", "expired"]


class Figures(BaseModel):
    requests: int
    failures: int
    hits: int
    """Answered from the cache, for nothing."""
    estimates: int
    """Whose tokens were estimated, for nobody counted them."""
    expired: int
    """Whose process ended before they were settled: they cost what was reserved."""
    tokens_in: int
    tokens_out: int
    cost_micros: int
    saved_micros: int
    """What the cache's answers would have cost."""


class DayFigures(Figures):
    day: date


class KeyFigures(Figures):
    key: Named


class ModelFigures(Figures):
    model: str


class Usage(BaseModel):
    first: date
    last: date
    totals: Figures
    days: list[DayFigures]
    """Every day, also those without any."""
    by_key: list[KeyFigures]
    by_model: list[ModelFigures]


class SeenCall(BaseModel):
    """One request, without a word of what was asked or answered."""

    id: int
    at: datetime
    key: Named
    model: str
    provider: str | None
    outcome: Outcome
    cache: Literal["miss", "hit"]
    tokens_in: int
    tokens_out: int
    estimated: bool
    cost_micros: int
    first_ms: int | None
    """Until the first of the answer."""
    whole_ms: int | None
    own_us: int | None
    """Of that, ours and not the provider's."""
    request_id: str | None


class SeenCalls(BaseModel):
    calls: list[SeenCall]
    next: str | None = None
