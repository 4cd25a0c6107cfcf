"""A model that is tried on the page: the answer, and what it cost."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator

import pytest

from gatewayplay import Held, Tenant, ThreadedProvider
from regie.core.db import DatabaseUrl
from tokenplay import House, opened_house

PATH = "/api/v1/gateway/playground"


@pytest.fixture
async def house(gateway_url: DatabaseUrl) -> AsyncIterator[House]:
    async with opened_house(gateway_url, REGIE_APPS="gateway") as house:
        yield house


@pytest.fixture
def key(house: House, gateway_url: DatabaseUrl, provider: ThreadedProvider) -> Held:
    tenant = Tenant(gateway_url.for_libpq(), house.organisation.tenant)
    tenant.provider(provider.url or "")
    tenant.model("simple")
    return tenant.key()


async def test_its_last_event_says_what_was_booked(house: House, key: Held) -> None:
    _, administrator = await house.administrator()
    said = [{"role": "user", "content": "Bonjour"}]
    answer = await house.client.post(
        PATH, json={"key_id": key.id, "model": "simple", "messages": said}, headers=administrator
    )
    name, _, told = answer.text.rstrip().rpartition("\n\n")[2].partition("\n")
    (booked,) = await asyncio.to_thread(key.booked)
    assert name == "event: regie"
    assert json.loads(told.removeprefix("data: "))["cost_micros"] == booked["cost_micros"]
