"""What fails or is too fast becomes a signed message to the tenant whose request it was."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, NamedTuple

import pytest
from standardwebhooks import Webhook

from core.http.servers import Exchange, serving
from gatewayplay import Tenant, ThreadedProvider
from regie.core.db import DatabaseUrl
from regie.core.webhooks.endpoints import Draft, create_endpoint
from tokenplay import House, bearer, opened_house

CHAT = "/v1/chat/completions"
PLAYGROUND = "/api/v1/gateway/playground"
SIGNED = ("webhook-id", "webhook-timestamp", "webhook-signature")
SAID = [{"role": "user", "content": "Bonjour"}]


@pytest.fixture
async def house(gateway_url: DatabaseUrl) -> AsyncIterator[House]:
    async with opened_house(gateway_url, REGIE_APPS="gateway") as house:
        yield house


@asynccontextmanager
async def listening(house: House, tenant: str) -> AsyncIterator[Callable[[], Awaitable[Any]]]:
    """For a tenant: the message that comes first, its signature verified."""
    messages: asyncio.Queue[tuple[dict[str, str], bytes]] = asyncio.Queue()

    async def hear(exchange: Exchange) -> None:
        headers = {name: exchange.header(name) or "" for name in SIGNED}
        messages.put_nowait((headers, await exchange.body()))
        await exchange.answer(b"heard")

    async with serving(hear) as server:
        core = house.runtime.core
        async with core.database.begin() as connection:
            draft = Draft(server.url(), ("*",))
            _, secret = await create_endpoint(connection, core.vault, tenant, draft)

        async def first() -> Any:
            async with asyncio.timeout(20):
                headers, body = await messages.get()
            return Webhook(secret).verify(body, headers)

        yield first


class Case(NamedTuple):
    model: str
    times: int
    event: str
    says: dict[str, object]


@pytest.mark.parametrize(
    "case",
    [
        Case("simple", 2, "rate.limit", {"key": "Clé de caisse"}),
        Case("demo-refuse", 1, "rate.limit", {"provider": "Essai", "retry_after_s": 20}),
        Case("demo-panne", 1, "api.error", {"route": CHAT, "code": "gateway.provider_failed"}),
    ],
    ids=["a key over its rate", "a provider over its own", "a provider that fails"],
)
async def test_the_tenant_of_the_key_is_told(house: House, tenant: Tenant, case: Case) -> None:
    key = tenant.key(name="Clé de caisse", requests_a_minute=1)
    asked = {"model": case.model, "messages": SAID}
    async with listening(house, tenant.name) as first:
        for _ in range(case.times):
            await house.client.post(CHAT, json=asked, headers=bearer(key.secret))
        message = await first()
    assert message["type"] == case.event
    assert case.says.items() <= message["data"].items()


async def test_the_tenant_of_who_is_signed_in_is_told(
    house: House, gateway_url: DatabaseUrl, provider: ThreadedProvider
) -> None:
    _, administrator = await house.administrator()
    tenant = Tenant(gateway_url.for_libpq(), house.organisation.tenant)
    tenant.provider(provider.url or "")
    tenant.model("demo-panne")
    asked = {"model": "demo-panne", "messages": SAID, "key_id": tenant.key().id}
    async with listening(house, tenant.name) as first:
        await house.client.post(PLAYGROUND, json=asked, headers=administrator)
        message = await first()
    assert (message["type"], message["data"]["route"]) == ("api.error", PLAYGROUND)
