"""HTTP shapes of volumes and headcount."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from regie.apps.workforce.words import Rhythm
from regie.core.input import Day

Quantity = Annotated[float, Field(ge=0, le=1e12, allow_inf_nan=False)]
Present = Annotated[float, Field(ge=0, le=1e6, allow_inf_nan=False)]


class SeenVolume(BaseModel):
    id: int
    place_id: int
    place: str
    post_id: int
    task_id: int
    task: str
    unit: str
    rhythm: Rhythm
    period: date
    """The first day of the month, or of the year."""
    quantity: float
    version: int


class SeenVolumes(BaseModel):
    volumes: list[SeenVolume]
    next: str | None


class VolumeChange(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    quantity: Quantity


class SeenHeadcount(BaseModel):
    id: int
    place_id: int
    place: str
    post_id: int
    post: str
    present: float
    """Full-time equivalents."""
    as_of: date
    version: int


class SeenHeadcounts(BaseModel):
    headcounts: list[SeenHeadcount]
    next: str | None


class HeadcountChange(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    present: Present
    as_of: Day
