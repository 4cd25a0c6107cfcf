"""What has to be done about the ledger though nobody asks: expiry, notices, room for new days."""

from __future__ import annotations

import asyncio
from datetime import datetime
from time import monotonic
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.clock import Clock
from regie.core.db import Database
from regie.core.ending import end
from regie.core.errors import RegieError
from regie.core.observe import get_logger
from regie.core.webhooks import WebhookEvent, Webhooks

from ..events import QUOTA_EXHAUSTED, QuotaExhausted
from ..keys.domain import next_period
from . import repository
from .repository import Due

_log = get_logger(__name__)

EVERY_S: Final = 15.0
DAYS_EVERY_S: Final = 6 * 3600.0
_AGAIN_S: Final = 2.0


class Keeper:
    """In every process that serves; they share the work by locking rows. While PostgreSQL is away
    nothing is reserved either, and it goes on when that is back."""

    name = "gateway_keeper"

    def __init__(self, database: Database, webhooks: Webhooks, zone: ZoneInfo, clock: Clock):
        self._database = database
        self._webhooks = webhooks
        self._zone = zone
        self._clock = clock
        self._due = asyncio.Event()
        self._keeping: asyncio.Task[None] | None = None
        self._days_at = float("-inf")

    async def open(self) -> None:
        await self._round()
        self._keeping = asyncio.create_task(self._keep())

    async def close(self) -> None:
        if self._keeping is not None:
            await end(self._keeping)
            self._keeping = None

    def tell_soon(self) -> None:
        """Something is to be told; which, the database knows."""
        self._due.set()

    async def _keep(self) -> None:
        pause_s = EVERY_S
        while True:
            try:
                async with asyncio.timeout(pause_s):
                    await self._due.wait()
            except TimeoutError:
                pass
            self._due.clear()
            pause_s = EVERY_S if await self._round() else _AGAIN_S

    async def _round(self) -> bool:
        try:
            async with self._database.begin() as connection:
                if monotonic() - self._days_at > DAYS_EVERY_S:
                    await repository.make_days(connection)
                    self._days_at = monotonic()
                expired = await repository.expire(connection, self._zone.key)
            async with self._database.begin() as connection:
                for due in await repository.take_due(connection):
                    for event in due.events:
                        await self._tell(connection, due, event)
        except (RegieError, DBAPIError) as error:
            _log.warning("ledger_unkept", reason=type(error).__name__)
            return False
        if expired:
            _log.warning("reservations_expired", count=expired)
        return True

    async def _tell(self, connection: AsyncConnection, due: Due, event: str) -> None:
        """In the transaction that takes the notice: once, whoever dies."""
        if event == WebhookEvent.QUOTA_LOW.name:
            await self._webhooks.trigger(
                WebhookEvent.QUOTA_LOW,
                {
                    "provider": "gateway",
                    "subject": due.name,
                    "remaining": due.remaining_micros,
                    "limit": due.budget_micros,
                    "unit": "micro_euros",
                    "resets_at": self._resets_at(due),
                },
                connection=connection,
                tenant=due.tenant,
            )
        else:
            await self._webhooks.trigger(
                QUOTA_EXHAUSTED,
                QuotaExhausted(
                    key=due.name,
                    key_id=due.key_id,
                    budget_micros=due.budget_micros,
                    remaining_micros=due.remaining_micros,
                    resets_at=self._resets_at(due),
                ),
                connection=connection,
                tenant=due.tenant,
            )

    def _resets_at(self, due: Due) -> datetime | None:
        kind = "month" if due.period == "month" else "total"
        return next_period(kind, self._clock(), self._zone)
