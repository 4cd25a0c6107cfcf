"""HTTP shapes of the orders app."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints

from .domain import Status
from .service import Tracked

NO_CONTROL = r"^[^\x00-\x1F\x7F-\x9F]*$"


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


class TrackRequest(BaseModel):
    """Which order, and under which name. Only the shape is checked here: whether a number could
    exist is known to the source alone, and an answer must not tell."""

    model_config = ConfigDict(
        extra="forbid",
        strict=True,
        json_schema_extra={"examples": [{"number": "CL-401372-487531", "name": "Mina RAMI"}]},
    )

    number: Annotated[
        str,
        StringConstraints(min_length=1, max_length=64, pattern=NO_CONTROL),
        AfterValidator(_composed),
    ]
    name: Annotated[
        str,
        StringConstraints(min_length=1, max_length=120, pattern=NO_CONTROL),
        AfterValidator(_composed),
    ]


@dataclass(frozen=True, slots=True)
class TrackedStep:
    status: Status
    status_label: str
    on: date


@dataclass(frozen=True, slots=True)
class TrackAnswer:
    number: str
    status: Status
    status_label: str
    """In the reader's language; the source's own word when its meaning is not known."""
    ordered_on: date
    expected_on: date | None
    """When dispatch was promised."""
    days_late: int | None
    """0 when in time; null when there is nothing to be late against."""
    designation: str
    copies: int
    history: list[TrackedStep]
    """From the first step to the last."""
    source: str
    as_of: datetime
    """When the data were read."""


def as_answer(tracked: Tracked, label: Callable[[Status], str]) -> TrackAnswer:
    order = tracked.order

    def shown(status: Status, wording: str) -> str:
        return wording if status is Status.OTHER else label(status)

    return TrackAnswer(
        number=order.number,
        status=order.status,
        status_label=shown(order.status, order.wording),
        ordered_on=order.ordered_on,
        expected_on=order.dispatch_expected_on,
        days_late=tracked.days_late,
        designation=order.designation,
        copies=order.copies,
        history=[
            TrackedStep(step.status, shown(step.status, step.wording), step.on)
            for step in order.history
        ],
        source=tracked.source,
        as_of=tracked.read_at.astimezone(UTC),
    )
