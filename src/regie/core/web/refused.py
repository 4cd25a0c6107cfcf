"""Whom the edge did not let through, for whoever keeps the record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from regie.core.access import Actor


@dataclass(frozen=True, slots=True)
class RefusedAccess:
    actor: Actor
    """Strangers are counted only."""
    method: str
    route: str
    """Its template."""
    code: str


OnRefusal = Callable[[RefusedAccess], None]
"""Called in the event loop, also by the thousand: neither waits nor raises."""


def record_nothing(refused: RefusedAccess) -> None:
    del refused
