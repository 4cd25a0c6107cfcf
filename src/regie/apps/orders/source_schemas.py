"""HTTP shapes of sources: what is found out about them, what they say, what the assistant knows."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Final, Literal

from fastapi import Path
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, JsonValue, StringConstraints

from regie.core.sqlguard import Engine, Verdict

from .domain import Status
from .mapping.schema import SOURCE_NAME
from .schemas import NO_CONTROL, composed

MOST_NUMBERS = 500

SourceName = Annotated[str, Path(min_length=1, max_length=40, pattern=SOURCE_NAME)]
OrderNumber = Annotated[
    str,
    StringConstraints(min_length=1, max_length=64, pattern=NO_CONTROL),
    AfterValidator(composed),
]


class SeenFinding(BaseModel):
    check: str
    """A stable word."""
    verdict: Verdict
    sentence: str
    """In the reader's language."""
    remedy: str | None
    """What an administrator would run or write; null when nothing needs mending."""


class SeenSource(BaseModel):
    name: str
    engine: Engine | None
    """Null while it is connected to nothing."""
    formats: list[str]
    """How it writes its numbers, each 0 a digit."""
    harmless: bool
    """No line fails."""
    findings: list[SeenFinding]
    took_ms: float
    examined_at: datetime


class SeenSources(BaseModel):
    """In the order in which they are asked."""

    sources: list[SeenSource]


class Letter(BaseModel):
    language: Literal["fr", "en"]
    text: str
    """Plain, ready to be mailed. Holds no password."""


class ChangedOrders(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        strict=True,
        json_schema_extra={"examples": [{"numbers": ["CL-401372-487531"]}]},
    )

    numbers: Annotated[list[OrderNumber], Field(min_length=1, max_length=MOST_NUMBERS)]


class ChangesHeard(BaseModel):
    heard: int
    """Orders that are read anew from now on."""
    repeated: bool
    """The message had come before, and did nothing this time."""


_STATUSES: Final[dict[str, JsonValue]] = {
    "statuses": [
        {"status": "in_production", "label": "En production", "final": False},
        {"status": "preparing_dispatch", "label": "En préparation expédition", "final": False},
        {"status": "dispatched", "label": "Expédiée", "final": False},
        {"status": "delivered", "label": "Livrée", "final": True},
        {"status": "cancelled", "label": "Annulée", "final": True},
    ]
}
"""The demo's."""


class SeenStatus(BaseModel):
    status: Status
    label: str
    """In the reader's language."""
    final: bool
    """Nothing follows it."""


class SeenStatuses(BaseModel):
    """In the order in which an order goes through them."""

    model_config = ConfigDict(json_schema_extra={"examples": [_STATUSES]})

    statuses: list[SeenStatus]
