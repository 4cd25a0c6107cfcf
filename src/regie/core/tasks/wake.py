"""Waking workers. A wake names no job: whoever hears it takes the row that is due first.

So a wake that is lost, repeated or stuck behind a busy worker costs some time and never a job: the
rows are the truth, and `sweep` wakes again for rows that nobody took.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final, Protocol

import msgspec
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.db import Database
from regie.core.observe import get_logger
from regie.core.outbox import AnySubscription, Delivery, Kind, Subscription, put

_log = get_logger(__name__)

MOST_WAKES: Final = 200
"""At once; what is due beyond that is woken by the next sweeps."""

JOBS_CHANNEL: Final = "regie_jobs"


class Wake(msgspec.Struct, frozen=True):
    jobs: int = 1


WAKE: Final = Kind("jobs.wake", Wake)

_NOTIFY: Final = text("SELECT pg_notify(:channel, '')::text")


class Wakes(Protocol):
    async def wake(self, jobs: int) -> None:
        """Raises WakesAway when they cannot be sent."""
        ...

    async def waiting(self) -> int:
        """How many nobody has taken yet. Raises WakesAway."""
        ...


class WakesAway(Exception):
    """What carries wakes does not answer. Nothing is lost: rows wait."""


class NotifyWakes:
    """Without Valkey: PostgreSQL tells the workers that listen."""

    def __init__(self, database: Database):
        self._database = database

    async def wake(self, jobs: int) -> None:
        del jobs  # each worker that listens looks
        async with self._database.begin() as connection:
            await connection.execute(_NOTIFY, {"channel": JOBS_CHANNEL})

    async def waiting(self) -> int:
        return 0


async def put_wake(
    connection: AsyncConnection, *, jobs: int = 1, not_before: datetime | timedelta | None = None
) -> None:
    """Leaves when the caller's transaction has committed, and not before its time: Celery's own
    delays (ETA) run a job several times when they exceed its visibility time-out."""
    await put(connection, WAKE, Wake(jobs), not_before=not_before)


def wake_subscription(wakes: Wakes) -> AnySubscription:
    """For the relay of a process that may wake workers."""

    async def handle(delivery: Delivery[Wake]) -> None:
        try:
            await wakes.wake(min(delivery.payload.jobs, MOST_WAKES))
        except WakesAway as away:
            _log.warning("jobs_wake_left_to_the_sweep", reason=str(away))

    return Subscription(WAKE, handle, at_once=32)
