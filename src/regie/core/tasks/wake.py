"""Waking workers. A wake names no job: whoever hears it takes the row that is due first.

So a wake that is lost, repeated or stuck behind a busy worker costs some time and never a job: the
rows are the truth, and `sweep` wakes again for rows that nobody took.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from itertools import count
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
"""Of PostgreSQL: says that a row is due (`new:…`), or which job is to end (`cancel:…`)."""

ORIGIN: Final = f"new:{secrets.token_hex(8)}"
"""Of this process: of all that hear of its rows it alone wakes a worker for them."""


class Wake(msgspec.Struct, frozen=True):
    jobs: int = 1


WAKE: Final = Kind("jobs.wake", Wake)

_numbers = count()
_RING: Final = text("SELECT pg_notify(:channel, :payload)::text")


class Wakes(Protocol):
    @property
    def needed(self) -> bool:
        """False when workers hear of new rows by themselves."""
        ...

    async def wake(self, jobs: int) -> None:
        """Raises WakesAway when they cannot be sent."""
        ...

    async def waiting(self) -> int:
        """How many nobody has taken yet. Raises WakesAway."""
        ...


class WakesAway(Exception):
    """What carries wakes does not answer. Nothing is lost: rows wait."""


class NotifyWakes:
    """Without Valkey: PostgreSQL tells the workers, who listen."""

    needed = False

    def __init__(self, database: Database):
        self._database = database

    async def wake(self, jobs: int) -> None:
        del jobs  # each worker that hears it looks
        async with self._database.begin() as connection:
            await ring(connection)

    async def waiting(self) -> int:
        return 0


def ringing() -> dict[str, str]:
    """The parameters `channel` and `payload` of a pg_notify that says that a row is due. Each is
    another: PostgreSQL tells the same thing once per transaction, however often it was said."""
    return {"channel": JOBS_CHANNEL, "payload": f"{ORIGIN}:{next(_numbers)}"}


async def ring(connection: AsyncConnection) -> None:
    """Sounds when the caller's transaction has committed."""
    await connection.execute(_RING, ringing())


async def put_wake(connection: AsyncConnection, not_before: datetime | timedelta) -> None:
    """For a row that is due later. Celery's own delays (ETA) would run a job several times when
    they exceed its visibility time-out."""
    await put(connection, WAKE, Wake(), not_before=not_before)


def wake_subscription(wakes: Wakes) -> AnySubscription:
    """For the relay of a process that may wake workers."""

    async def handle(delivery: Delivery[Wake]) -> None:
        try:
            await wakes.wake(min(delivery.payload.jobs, MOST_WAKES))
        except WakesAway as away:
            _log.warning("jobs_wake_left_to_the_sweep", reason=str(away))

    return Subscription(WAKE, handle, at_once=32)
