"""What of an order may be shown, and the rest left out."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final

from ..domain import Status
from ..service import Tracked
from .policy import Tier

_HIDDEN: Final = re.compile(r"\d(?=(?:\D*\d){3})")


@dataclass(frozen=True, slots=True)
class CardStep:
    status: Status
    status_label: str
    on: date


@dataclass(frozen=True, slots=True)
class OrderCard:
    """An order, as far as whoever asks has shown that it is theirs; the rest is null."""

    number: str
    status: Status
    status_label: str
    """In the reader's language; the source's own word when its meaning is not known."""
    ordered_on: date
    expected_on: date | None
    days_late: int | None
    designation: str | None
    copies: int | None
    history: list[CardStep] | None
    source: str
    as_of: datetime


def shown(status: Status, wording: str, label: Callable[[Status], str]) -> str:
    return wording if status is Status.OTHER else label(status)


def card_of(
    tracked: Tracked, tiers: frozenset[Tier], label: Callable[[Status], str]
) -> OrderCard | None:
    if "status" not in tiers:
        return None
    order = tracked.order
    content = "content" in tiers
    steps = [
        CardStep(each.status, shown(each.status, each.wording, label), each.on)
        for each in order.history
    ]
    return OrderCard(
        number=order.number,
        status=order.status,
        status_label=shown(order.status, order.wording, label),
        ordered_on=order.ordered_on,
        expected_on=order.dispatch_expected_on,
        days_late=tracked.days_late,
        designation=order.designation if content else None,
        copies=order.copies if content else None,
        history=steps if "timeline" in tiers else None,
        source=tracked.source,
        as_of=tracked.read_at.astimezone(UTC),
    )


def masked(number: str) -> str:
    """« CL-••••••-•••531 »: enough to recognise one's own, too little to open it."""
    return _HIDDEN.sub("•", number)
