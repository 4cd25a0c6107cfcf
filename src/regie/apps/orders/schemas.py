"""HTTP shapes of the orders app."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Container
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Annotated, ClassVar, Final

from pydantic import AfterValidator, BaseModel, ConfigDict, JsonValue, StringConstraints

from .answering.policy import Tier
from .domain import Status
from .service import Tracked

NO_CONTROL = r"^[^\x00-\x1F\x7F-\x9F]*$"


def composed(text: str) -> str:
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
        AfterValidator(composed),
    ]
    name: Annotated[
        str,
        StringConstraints(min_length=1, max_length=120, pattern=NO_CONTROL),
        AfterValidator(composed),
    ]


_ANSWERED: Final[dict[str, JsonValue]] = {
    "number": "CL-401372-487531",
    "status": "in_production",
    "status_label": "En production",
    "ordered_on": "2025-10-20",
    "expected_on": "2025-10-28",
    "days_late": 2,
    "designation": "DCC avec couverture",
    "copies": 5,
    "history": [
        {"status": "in_production", "status_label": "En production", "on": "2025-10-20"},
    ],
    "source": "production",
    "as_of": "2025-10-30T13:02:00Z",
}
"""The demo's, asked two days after it should have left."""


@dataclass(frozen=True, slots=True)
class TrackedStep:
    status: Status
    status_label: str
    on: date


@dataclass(frozen=True, slots=True)
class TrackAnswer:
    __pydantic_config__: ClassVar = ConfigDict(json_schema_extra={"examples": [_ANSWERED]})

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
    copies: int | None
    """Null where the source does not tell."""
    history: list[TrackedStep]
    """From the first step to the last."""
    source: str
    as_of: datetime
    """When the data were read."""


def as_answer(
    tracked: Tracked, label: Callable[[Status], str], tiers: Container[Tier]
) -> TrackAnswer:
    """What is in none of the tiers is left empty."""
    order, content = tracked.order, "content" in tiers
    history = order.history if "timeline" in tiers else ()

    def shown(status: Status, wording: str) -> str:
        return wording if status is Status.OTHER else label(status)

    return TrackAnswer(
        number=order.number,
        status=order.status,
        status_label=shown(order.status, order.wording),
        ordered_on=order.ordered_on,
        expected_on=order.dispatch_expected_on,
        days_late=tracked.days_late,
        designation=order.designation if content else "",
        copies=order.copies if content else None,
        history=[
            TrackedStep(step.status, shown(step.status, step.wording), step.on) for step in history
        ],
        source=tracked.source,
        as_of=tracked.read_at.astimezone(UTC),
    )
