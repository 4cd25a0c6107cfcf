"""What keeps the buckets. Valkey does for an installation, the memory for one process."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import msgspec

from .limit import Asked, Claim


class Found(msgspec.Struct, frozen=True, gc=False):
    """What was there when the decision was made."""

    backlogs_us: list[int]
    """Of each claim, before it."""
    counts: list[int]
    """Of each watch, this event included."""


class Buckets(Protocol):
    async def take(self, asked: Asked) -> Found:
        """Takes every claim or, when one does not fit, none. Watches count in either case.

        A claim fits when its bucket's backlog and what it takes are within the capacity.
        """
        ...


def poured(claims: Sequence[Claim], backlogs_us: Sequence[int]) -> list[int] | None:
    """The backlogs after these claims, or None when one of them does not fit."""
    after_us: list[int] = []
    for claim, backlog_us in zip(claims, backlogs_us, strict=True):
        limit = claim.limit
        full_us = backlog_us + claim.cost * limit.interval_us
        if full_us > limit.capacity_us:
            return None
        after_us.append(full_us)
    return after_us
