"""The outbox's handler: one attempt of one delivery, recorded before it is reported."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from random import uniform
from typing import Final, NoReturn, TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.clock import Clock
from regie.core.db import Database
from regie.core.errors import Unavailable
from regie.core.http import HttpClient, RemoteBusy
from regie.core.observe import get_logger
from regie.core.outbox import Delivery, Reject, Retry
from regie.core.vault import Vault, VaultError

from .attempting import Attempted, attempt
from .endpoints import open_secrets
from .lanes import Send
from .metrics import WebhookMetrics
from .recording import (
    Disabled,
    Loaded,
    blame,
    give_up,
    load,
    record_failed,
    record_interrupted,
    record_received,
)
from .schedule import pause_s
from .signing import Secret, signed_headers

_log = get_logger(__name__)

OWN_TROUBLE_S: Final = 300.0
"""Until a secret that cannot be opened is tried again: an operator has to act first."""
_BUSY_S: Final = (1.0, 4.0)
_AWAY_S: Final = 5.0
_RECORD_AGAIN_S: Final = 0.5
CONNECTIONS: Final = 2
"""To the database at once: a hundred attempts under way must not drain the pool of a process
that also serves."""
_EARLY_S: Final = 0.5
"""Not worth giving a row back for."""

T = TypeVar("T")

WhenDisabled = Callable[[AsyncConnection, Disabled], Awaitable[None]]
"""Called in the transaction that disables an endpoint."""


class Deliverer:
    """What goes wrong with us (no connection free, no key) costs a delivery no attempt.

    A process that dies between the answer and the record sends again, with the same webhook-id;
    the attempt is in the history as interrupted.
    """

    def __init__(
        self,
        database: Database,
        client: HttpClient,
        vault: Vault,
        *,
        clock: Clock,
        retries_s: tuple[float, ...],
        when_disabled: WhenDisabled,
        metrics: WebhookMetrics | None,
    ):
        self._database = database
        self._client = client
        self._vault = vault
        self._clock = clock
        self._retries_s = retries_s
        self._when_disabled = when_disabled
        self._metrics = metrics
        self._turns = asyncio.Semaphore(CONNECTIONS)

    async def __call__(self, delivery: Delivery[Send]) -> None:
        send, number = delivery.payload, delivery.attempt
        loaded = await self._load(delivery)
        if loaded is None:
            raise Reject("purged")
        if loaded.state != "waiting" or loaded.round != send.round:
            return
        if not loaded.enabled:
            await self._give_up(send, "endpoint_disabled" if loaded.known else "endpoint_deleted")
        if loaded.early_s is not None and loaded.early_s > _EARLY_S:
            raise Retry("early", after_s=loaded.early_s)
        done = await self._attempt(loaded)
        if self._metrics is not None:
            self._metrics.attempted(done)
        if done.received:
            await self._record(
                lambda connection: record_received(
                    connection, send, number, loaded.endpoint_id, done
                )
            )
            return
        await self._failed(send, number, loaded, done)

    async def _load(self, delivery: Delivery[Send]) -> Loaded | None:
        try:
            async with self._connected() as connection:
                loaded = await load(connection, delivery.payload)
                if loaded is not None and delivery.lapsed:
                    await record_interrupted(connection, delivery.payload, delivery.attempt - 1)
                return loaded
        except Unavailable as error:
            raise Retry("database_away", after_s=_AWAY_S) from error

    async def _record(self, write: Callable[[AsyncConnection], Awaitable[T]]) -> T:
        """Goes on until it is written, for what was done must not be done again for want of a
        record; the outbox ends that when the attempt's time is over."""
        while True:
            try:
                async with self._connected() as connection:
                    return await write(connection)
            except Unavailable:
                await asyncio.sleep(_RECORD_AGAIN_S)

    @asynccontextmanager
    async def _connected(self) -> AsyncGenerator[AsyncConnection]:
        async with self._turns, self._database.begin() as connection:
            yield connection

    async def _attempt(self, loaded: Loaded) -> Attempted:
        body = loaded.body.encode()
        timestamp = int(self._clock().timestamp())
        try:
            headers = signed_headers(self._keys(loaded), loaded.message_id, timestamp, body)
        except VaultError as error:
            _log.exception("webhook_secret_unreadable", endpoint=str(loaded.endpoint_id))
            raise Retry("secret_unreadable", after_s=OWN_TROUBLE_S) from error
        try:
            return await attempt(self._client, loaded.url, headers, body, self._clock)
        except RemoteBusy:
            raise Retry("busy", after_s=uniform(*_BUSY_S)) from None  # noqa: S311 - spreads load

    def _keys(self, loaded: Loaded) -> list[Secret]:
        if loaded.secrets is None:
            raise VaultError("the endpoint has no secret")
        secrets = open_secrets(self._vault, loaded.endpoint_id, loaded.secrets)
        return [Secret(each) for each in (secrets if loaded.former_too else secrets[:1])]

    async def _failed(self, send: Send, number: int, loaded: Loaded, done: Attempted) -> None:
        wait_s = pause_s(loaded.failures + 1, done.wished_s, self._retries_s)
        reason = None if wait_s is not None else "exhausted"
        if done.gone:
            wait_s, reason = None, "gone"

        async def write(connection: AsyncConnection) -> Disabled | None:
            await record_failed(connection, send, number, done, pause_s=wait_s, reason=reason)
            disabled = await blame(connection, loaded.endpoint_id, done)
            if disabled is not None:
                await self._when_disabled(connection, disabled)
            return disabled

        disabled = await self._record(write)
        if disabled is not None:
            _log.warning(
                "webhook_endpoint_disabled",
                endpoint=str(loaded.endpoint_id),
                because=disabled.because,
            )
            if self._metrics is not None:
                self._metrics.disabled(disabled.because)
        if wait_s is None:
            raise Reject(reason or "")
        raise Retry(done.error or "", after_s=wait_s)

    async def _give_up(self, send: Send, reason: str) -> NoReturn:
        await self._record(lambda connection: give_up(connection, send, reason))
        raise Reject(reason)
