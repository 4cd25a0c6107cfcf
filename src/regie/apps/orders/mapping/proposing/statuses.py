"""The words that a source has for statuses: read only when asked, and what they may mean."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import Select, column, select, table

from ...domain import Status
from .concepts import pieces
from .proposal import Proposal

MOST_STATUSES: Final = 50
"""Whoever has more of them has another column in view."""

_STEMS: Final = {
    Status.CANCELLED: "annul cancel abandon refus reject trash void",
    Status.DELIVERED: "livre deliver remis recu receiv complet termin done",
    Status.PREPARING_DISPATCH: "prepar emball packing packed pret ready picking",
    Status.DISPATCHED: "exped envoy ship dispatch parti sent transit",
    Status.IN_PRODUCTION: "prod fabric impress atelier process cours progress confirm valid",
}
"""The first that fits: « en préparation expédition » prepares, it has not left."""


def statuses_select(proposal: Proposal) -> Select[Any] | None:
    """At most fifty different values of the column that seems to be the status."""
    guesses = proposal.orders.columns.get("status")
    if not guesses:
        return None
    seen = proposal.orders.table
    name = guesses[0].column.name
    orders = table(seen.name, column(name), schema=seen.schema).alias("o")
    chosen: Any = select(orders.c[name].label("status")).distinct().limit(MOST_STATUSES)
    return chosen


def meaning_guessed(wording: str) -> Status | None:
    words = pieces(wording)
    for status, stems in _STEMS.items():
        if any(word.startswith(stem) for word in words for stem in stems.split()):
            return status
    return None
