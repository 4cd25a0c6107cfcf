"""Orders as this app speaks of them: pure rules, no clock, no I/O."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache


class Status(StrEnum):
    """In the order in which an order goes through them."""

    IN_PRODUCTION = "in_production"
    PREPARING_DISPATCH = "preparing_dispatch"
    DISPATCHED = "dispatched"
    DELIVERED = "delivered"
    CANCELLED = "cancelled"
    OTHER = "other"
    """A word of the source that nobody has given a meaning yet; it is shown as it is."""

    @property
    def final(self) -> bool:
        """Nothing follows it."""
        return self in (Status.DELIVERED, Status.CANCELLED)


@dataclass(frozen=True, slots=True)
class Step:
    """A status that an order reached, and the day on which it did."""

    status: Status
    wording: str
    """The source's own word."""
    on: date


@dataclass(frozen=True, slots=True)
class Order:
    number: str
    customer: str
    status: Status
    wording: str
    ordered_on: date
    dispatch_expected_on: date | None
    designation: str
    copies: int | None
    history: tuple[Step, ...]
    email: str | None = None
    """Where a code goes that proves who asks. Never in an answer."""


_DASHES = re.compile(r"[\u00AD\u02D7\u058A\u2010-\u2015\u2043\u2212\u2E3A\u2E3B\u30FC]")
_BLANKS = re.compile(r"[\s\u200B-\u200D\u2060\uFEFF]+")


def normalise_number(text: str) -> str:
    """« cl–401372 – 487531 » → `CL-401372-487531`: spaces, dashes and case, nothing guessed."""
    flat = _BLANKS.sub("", unicodedata.normalize("NFKC", text))
    return _DASHES.sub("-", flat).upper()


def meaning_of(wording: str, meanings: Mapping[str, Status]) -> Status:
    """What a word of the source stands for; `meanings` has its keys through `folded`."""
    return meanings.get(folded(wording), Status.OTHER)


@lru_cache(maxsize=1024)
def folded(wording: str) -> str:
    """Two spellings of one word of the source are equal under this: case, padding, composition."""
    return " ".join(unicodedata.normalize("NFKC", wording).casefold().split())


def days_late(order: Order, today: date) -> int | None:
    """Days past the expected dispatch: until it happened, or until today when it has not.

    None when there is nothing to be late against (no date promised, cancelled, an unknown status)
    or when the order has left on a day that the source does not tell.
    """
    expected = order.dispatch_expected_on
    if expected is None or order.status in (Status.CANCELLED, Status.OTHER):
        return None
    reached = today
    if order.status in (Status.DISPATCHED, Status.DELIVERED):
        left_on = [step.on for step in order.history if step.status is Status.DISPATCHED]
        if not left_on:
            return None
        reached = min(left_on)
    return max(0, (reached - expected).days)
