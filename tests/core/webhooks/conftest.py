"""Webhooks on a migrated database, receivers on loopback, and a tenant of its own per test."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import pytest
from pydantic import SecretStr

from core.http.servers import Exchange, Script, Server, serving
from regie.core.db import Database, DatabaseUrl
from regie.core.outbox import drain
from regie.core.vault import Vault
from regie.core.webhooks import (
    CORE_EVENTS,
    Draft,
    Endpoint,
    EventCatalogue,
    Wanted,
    WebhookEvent,
    Webhooks,
    create_endpoint,
    find_delivery,
    find_endpoint,
    page_of_deliveries,
    webhook_guard,
)
from regie.core.webhooks.history import Sent, SentInFull

KEY = SecretStr("0123456789abcdef" * 4)
AT_ONCE_S = (0.0, 0.0, 0.0)
"""Three retries, none of which waits."""
LOW = {"provider": "groq", "remaining": 100}

MakeWebhooks = Callable[..., Awaitable[Webhooks]]
Serve = Callable[..., Awaitable[Server]]
_numbers = count(1)


@pytest.fixture(scope="module")
async def database(migrated: DatabaseUrl) -> AsyncIterator[Database]:
    database = Database(migrated, pool_size=10, pool_overflow=0)
    await database.open()
    yield database
    await database.close()


@pytest.fixture
def vault() -> Vault:
    return Vault(KEY)


@pytest.fixture
async def stack() -> AsyncIterator[AsyncExitStack]:
    async with AsyncExitStack() as stack:
        yield stack


@pytest.fixture
def make_webhooks(database: Database, vault: Vault, stack: AsyncExitStack) -> MakeWebhooks:
    async def make(*, loopback: bool = True, **options: Any) -> Webhooks:
        webhooks = Webhooks(
            database,
            options.pop("vault", vault),
            EventCatalogue(CORE_EVENTS),
            webhook_guard((), loopback=loopback),
            **{"retries_s": AT_ONCE_S, **options},
        )
        await webhooks.open()
        stack.push_async_callback(webhooks.close)
        return webhooks

    return make


@pytest.fixture
async def webhooks(make_webhooks: MakeWebhooks) -> Webhooks:
    return await make_webhooks()


@pytest.fixture
def serve(stack: AsyncExitStack) -> Serve:
    async def start(script: Script) -> Server:
        return await stack.enter_async_context(serving(script))

    return start


@dataclass
class Receiver:
    """Answers as it is told and keeps what it was sent."""

    script: Script
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    async def __call__(self, exchange: Exchange) -> None:
        names = ("webhook-id", "webhook-timestamp", "webhook-signature", "content-type")
        headers = {name: exchange.header(name) or "" for name in names}
        self.got.append((headers, await exchange.body()))
        await self.script(exchange)

    @property
    def ids(self) -> list[str]:
        return [headers["webhook-id"] for headers, _ in self.got]


def answering(status: str = "200 OK", *headers: str) -> Receiver:
    return Receiver(lambda exchange: exchange.answer(b"heard", status, *headers))


@dataclass(frozen=True)
class Tenant:
    """What the tests do with webhooks, for one tenant."""

    name: str
    database: Database
    vault: Vault

    async def endpoint(self, url: str, *events: str) -> tuple[Endpoint, str]:
        async with self.database.begin() as connection:
            draft = Draft(url, events or ("*",))
            return await create_endpoint(connection, self.vault, self.name, draft)

    async def seen(self, endpoint: Endpoint) -> Endpoint:
        async with self.database.begin() as connection:
            return await find_endpoint(connection, self.name, endpoint.id)

    async def tell(self, webhooks: Webhooks, **options: Any) -> str | None:
        """Triggers the event and delivers all that is ready."""
        options = {"tenant": self.name, **options}
        id_ = await webhooks.trigger(WebhookEvent.QUOTA_LOW, LOW, **options)
        await self.deliver(webhooks)
        return id_

    async def deliver(self, webhooks: Webhooks) -> int:
        return await drain(self.database, webhooks.subscriptions)

    async def deliveries(self, **wanted: Any) -> list[Sent]:
        async with self.database.begin() as connection:
            return await page_of_deliveries(connection, self.name, Wanted(**wanted), limit=100)

    async def only(self) -> SentInFull:
        (sent,) = await self.deliveries()
        async with self.database.begin() as connection:
            return await find_delivery(connection, self.name, sent.id)


@pytest.fixture
def tenant(database: Database, vault: Vault) -> Tenant:
    return Tenant(f"tenant{next(_numbers)}", database, vault)
