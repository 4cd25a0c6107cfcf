"""The webhooks of one process: what it triggers, what it delivers, and its place in the schema."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any, Final, TypeVar
from urllib.parse import urlsplit
from uuid import UUID

from prometheus_client import CollectorRegistry
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.clock import Clock, utc_now
from regie.core.db import Database
from regie.core.errors import RegieError
from regie.core.http import Guard
from regie.core.observe import get_logger
from regie.core.outbox import AnySubscription, Subscription, first_time
from regie.core.vault import Vault

from .ambient import entered, left
from .beside import Beside
from .delivering import Deliverer
from .environment import Declared, write_declared
from .errors import EndpointOff
from .events import AnyEvent, EventCatalogue, WebhookEvent
from .filters import idle_filters
from .guarding import check_address, webhook_client
from .lanes import AT_ONCE, KINDS
from .metrics import WebhookMetrics
from .notices import Notify, notify_nobody
from .payloads import EndpointDisabled, EventData, TestData
from .recording import Disabled
from .retention import make_days
from .schedule import RETRIES_S
from .writing import Written, write_to_all, write_to_one

_log = get_logger(__name__)

D = TypeVar("D", bound=EventData)

MAIN_TENANT: Final = "main"
TIDY_S: Final = 6 * 3600.0
"""Days are made two weeks ahead, so this may fail for long before anything comes of it."""
_AGAIN_S: Final = (2.0, 60.0)
"""After a failure, and at most, doubled each time."""
_LEASE_S: Final = 30.0
_TIME_LIMIT_S: Final = 60.0
_PATIENCE: Final = (60.0,) * 1000
"""The outbox counts each time a row comes back, also when it was not our turn; the schedule of
attempts is the delivery's own."""
_LONGEST_TEXT: Final = 500


class Webhooks:
    """Opening it makes room in the tables and writes the environment's endpoints. While the
    database is away that waits, and is tried again until it is done.

    No check: receivers that fail are their own affair; whether deliveries wait, the outbox tells.
    """

    name = "webhooks"

    def __init__(
        self,
        database: Database,
        vault: Vault,
        events: EventCatalogue,
        guard: Guard,
        *,
        declared: Sequence[Declared] | None = (),
        notify: Notify = notify_nobody,
        clock: Clock = utc_now,
        registry: CollectorRegistry | None = None,
        retries_s: tuple[float, ...] = RETRIES_S,
    ):
        """`declared`: what the environment names; None in a process whose environment does not
        decide, such as a job worker's on another machine."""
        self.events = events
        self.vault = vault
        self._database = database
        self._guard = guard
        self._declared = declared
        self._notify = notify
        self._clock = clock
        self._client = webhook_client(guard)
        metrics = None if registry is None else WebhookMetrics(registry)
        self._beside = Beside(metrics)
        self._deliver = Deliverer(
            database,
            self._client,
            vault,
            clock=clock,
            retries_s=retries_s,
            when_disabled=self._tell_of,
            metrics=metrics,
        )
        self._tidying: asyncio.Task[None] | None = None

    @property
    def subscriptions(self) -> tuple[AnySubscription, ...]:
        """For the relay: one per lane."""
        return tuple(
            Subscription(
                kind,
                self._deliver,
                retries_s=_PATIENCE,
                at_once=AT_ONCE,
                lease_s=_LEASE_S,
                time_limit_s=_TIME_LIMIT_S,
            )
            for kind in KINDS
        )

    async def open(self) -> None:
        await self._client.open()
        settled = await self._settle()
        self._tidying = asyncio.create_task(self._tidy(settled=settled))
        entered(self)

    async def close(self) -> None:
        left(self)
        await self._beside.close()
        if self._tidying is not None:
            self._tidying.cancel()
            await asyncio.wait([self._tidying])
            self._tidying = None
        await self._client.close()

    async def trigger(
        self,
        event: WebhookEvent[D],
        data: D | Mapping[str, Any],
        *,
        connection: AsyncConnection | None = None,
        tenant: str = MAIN_TENANT,
        key: str | None = None,
    ) -> str | None:
        """Tells every enabled endpoint that wants this event; returns the message's id, or None
        when nobody does, or when this event has had this `key`.

        With a connection it is written in its transaction and leaves when that commits; without
        one, in a transaction of its own. Raises PayloadRefused, and ValueError for an event that
        is not in the catalogue.
        """
        if event not in self.events:
            raise ValueError(f"{event.name} is in no manifest: declare it in App.events")
        body = event.body(data, self._clock())
        if connection is not None:
            return await self._write(connection, tenant, event, body, key)
        async with self._database.begin() as own:
            return await self._write(own, tenant, event, body, key)

    def trigger_beside(
        self,
        event: WebhookEvent[D],
        data: D | Mapping[str, Any],
        *,
        tenant: str = MAIN_TENANT,
        key: str | None = None,
    ) -> None:
        """For what a request causes and does not wait for: neither waits nor raises. Events that
        find no room, or no database, are counted, not told."""
        self._beside.tell(event, lambda: self.trigger(event, data, tenant=tenant, key=key))

    async def send_test(
        self, connection: AsyncConnection, endpoint_id: UUID, text: str, *, tenant: str
    ) -> Written:
        """A test event for one endpoint, whatever its filters say. Raises EndpointOff."""
        body = WebhookEvent.TEST.body(TestData(text=text), self._clock())
        written = await write_to_one(connection, tenant, endpoint_id, WebhookEvent.TEST.name, body)
        if written is None:
            raise EndpointOff
        return written

    async def check_address(self, url: str) -> None:
        """Raises AddressNotAllowed. Asks DNS: not for the middle of a transaction."""
        await check_address(self._guard, url)

    def idle_filters(self, filters: Sequence[str]) -> list[str]:
        """Those that no event of the catalogue satisfies."""
        return idle_filters(filters, (event.name for event in self.events))

    async def _write(
        self,
        connection: AsyncConnection,
        tenant: str,
        event: AnyEvent,
        body: str,
        key: str | None,
    ) -> str | None:
        if key is not None and not await first_time(
            connection, f"webhook:{event.name}", f"{tenant}/{key}"
        ):
            return None
        message_id, endpoints = await write_to_all(connection, tenant, event.name, body)
        return message_id if endpoints else None

    async def _tell_of(self, connection: AsyncConnection, disabled: Disabled) -> None:
        data = EndpointDisabled(
            endpoint=str(disabled.endpoint_id),
            host=urlsplit(disabled.url).hostname or "?",
            description=disabled.description[:_LONGEST_TEXT],
            reason=disabled.because,
            failing_since=disabled.failing_since,
        )
        await self.trigger(
            WebhookEvent.ENDPOINT_DISABLED, data, connection=connection, tenant=disabled.tenant
        )
        await self._notify(connection, disabled)

    async def _tidy(self, *, settled: bool) -> None:
        first_s, longest_s = _AGAIN_S
        pause_s = first_s
        while True:
            await asyncio.sleep(TIDY_S if settled else pause_s)
            pause_s = first_s if settled else min(2 * pause_s, longest_s)
            settled = await self._settle()

    async def _settle(self) -> bool:
        """Whether it was done. What an operator has to mend, such as a key that is missing, is
        logged each time."""
        try:
            async with self._database.begin() as connection:
                await make_days(connection)
                if self._declared is not None:
                    await write_declared(connection, self.vault, MAIN_TENANT, self._declared)
        except (RegieError, DBAPIError) as error:
            _log.warning("webhooks_unsettled", reason=type(error).__name__)
            return False
        for each in self._declared or ():
            if idle := self.idle_filters(each.events):
                _log.warning("webhook_filter_idle", endpoint=each.number, filters=idle)
        return True
