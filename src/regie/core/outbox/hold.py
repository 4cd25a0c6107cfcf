"""The rows that one relay has in its hands, and their leases."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection
from dataclasses import dataclass
from time import monotonic
from typing import Final

from regie.core.db import Database

from .delivery import AnySubscription
from .leases import Report, Taken, prolong
from .reporter import DATABASE_ERRORS

OBEDIENCE_S: Final = 5.0
"""What a handler may take to end once it is cancelled. After that its row is let go."""


@dataclass(eq=False)
class Hold:
    taken: Taken
    subscription: AnySubscription
    began: float
    """By our monotonic clock, before the row was asked for: leases are reckoned short."""
    until: float
    handling: asyncio.Task[Report]
    dropped: bool = False
    """Cancelled by the relay, not by its handler: its failure is nobody's."""

    @property
    def prolongable(self) -> bool:
        limit_s = self.subscription.time_limit_s + OBEDIENCE_S
        return not self.handling.done() and monotonic() < self.began + limit_s

    def drop(self) -> None:
        if not self.handling.done():
            self.dropped = True
            self.handling.cancel()


async def keep_leases(
    database: Database,
    writing: asyncio.Lock,
    holds: Callable[[], Collection[Hold]],
    every_s: float,
) -> None:
    """Prolongs what is being handled, and ends handlers whose row is no longer theirs.

    While the database is away a handler goes on until its lease has ended by our own clock:
    from then on somebody else may have its row.
    """
    while True:
        await asyncio.sleep(every_s)
        held = {hold.taken.token: hold for hold in holds() if hold.prolongable}
        if not held:
            continue
        asked = monotonic()
        leases = {token: hold.subscription.lease_s for token, hold in held.items()}
        try:
            async with writing, database.begin() as connection:
                ours = await prolong(connection, leases)
        except DATABASE_ERRORS:
            lost = {token for token, hold in held.items() if monotonic() > hold.until}
        else:
            for token in ours:
                held[token].until = asked + leases[token]
            lost = held.keys() - ours
        for token in lost:
            held[token].drop()
