"""A relay without loops: for tests, commands and installations' last minutes."""

from __future__ import annotations

from collections.abc import Sequence

from regie.core.db import Database, ensure_days

from .attempt import attempt
from .delivery import AnySubscription
from .leases import report, take
from .tables import outbox_ended


async def drain(database: Database, subscriptions: Sequence[AnySubscription]) -> int:
    """Delivers what is ready, one row after the other, until nothing is; returns how many attempts
    that were. Leases are not prolonged: a handler has its `lease_s`."""
    async with database.begin() as connection:
        await ensure_days(connection, outbox_ended)
    by_kind = {each.kind.name: each for each in subscriptions}
    attempts = 0
    for kind, subscription in by_kind.items():
        while True:
            async with database.begin() as connection:
                rows = await take(connection, [subscription], {kind: 1})
            if not rows:
                break
            outcome = await attempt(subscription, rows[0])
            async with database.begin() as connection:
                await report(connection, [outcome])
            attempts += 1
    return attempts
