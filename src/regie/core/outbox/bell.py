"""Hearing at once that something was put. A bell that is not heard costs a poll's time, no row."""

from __future__ import annotations

from collections.abc import Callable

from regie.core.db import DatabaseUrl
from regie.core.db import listen as hear

from .put import CHANNEL


async def listen(url: DatabaseUrl, ring: Callable[[], None]) -> None:
    """Rings at each notification and at each new connection, for what went by before it.

    Holds one connection of its own, outside the pool. Runs until it is cancelled.
    """

    def heard(_: str) -> None:
        ring()

    await hear(url, CHANNEL, heard=heard, connected=ring)
