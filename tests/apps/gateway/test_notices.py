"""What is told of a budget: once per crossing, though processes and requests are many."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from gatewayplay import Held, Tenant
from regie.apps.gateway.ledger.domain import Reserve, Settle
from regie.apps.gateway.ledger.till import new_id
from regie.apps.gateway.services import Services
from regie.core.db import DatabaseUrl
from regie.core.webhooks.endpoints import Draft, create_endpoint
from tokenplay import House, opened_house

BUDGET = 1000


@dataclass
class Told:
    gateway: Services
    key: Held

    async def spend(self, amount: int) -> str:
        wanted = Reserve(
            tenant=self.key.tenant.name,
            key_id=self.key.id,
            id=new_id(),
            amount=amount,
            model="simple",
            price_in=1,
            price_out=1,
            lasts_s=60,
        )
        booked = await self.gateway.till.reserve(wanted)
        if booked.answer == "reserved":
            self.gateway.till.settle(
                Settle(
                    tenant=wanted.tenant,
                    key_id=wanted.key_id,
                    id=wanted.id,
                    amount=amount,
                    model="simple",
                    price_in=1,
                    price_out=1,
                    provider=None,
                    outcome="done",
                    tokens_in=0,
                    tokens_out=0,
                    estimated=False,
                )
            )
        return booked.answer

    async def events(self, many: int) -> Counter[str]:
        sql = "SELECT event FROM core.webhook_delivery WHERE tenant = %s"
        for _ in range(100):
            found = [row[0] for row in self.key.tenant.execute(sql, self.key.tenant.name)]
            if len(found) >= many:
                break
            await asyncio.sleep(0.05)
        await asyncio.sleep(0.2)  # for one too many
        return Counter(row[0] for row in self.key.tenant.execute(sql, self.key.tenant.name))


@pytest.fixture
async def house(gateway_url: DatabaseUrl) -> AsyncIterator[House]:
    async with opened_house(gateway_url, REGIE_APPS="gateway") as house:
        yield house


@pytest.fixture
async def told(house: House, gateway_url: DatabaseUrl) -> Told:
    """A key whose tenant has an endpoint that wants everything."""
    services = house.runtime.parts["gateway"].service
    assert isinstance(services, Services)
    tenant = Tenant.of(gateway_url)
    core = house.runtime.core
    async with core.database.begin() as connection:
        draft = Draft("http://127.0.0.1:9/", ("*",))
        await create_endpoint(connection, core.vault, tenant.name, draft)
    return Told(services, tenant.key(BUDGET))


async def test_a_low_budget_is_told_once(told: Told) -> None:
    for amount in (700, 150, 20, 20):
        await told.spend(amount)
    assert await told.events(1) == {"quota.low": 1}


async def test_an_exhausted_budget_is_told_once(told: Told) -> None:
    answers = [await told.spend(amount) for amount in (1000, 10, 10)]
    assert answers[1:] == ["exhausted", "exhausted"]
    assert await told.events(2) == {"quota.low": 1, "quota.exhausted": 1}


async def test_a_budget_that_was_raised_may_run_low_again(told: Told) -> None:
    await told.spend(900)
    await told.events(1)
    raised = "UPDATE gateway.balance SET budget_micros = 10000, low = false WHERE key_id = %s"
    told.key.tenant.execute(raised, told.key.id)
    await told.spend(8000)
    assert await told.events(2) == {"quota.low": 2}


async def test_a_notice_whose_process_died_is_told_by_another(told: Told) -> None:
    told.key.tenant.execute(
        "UPDATE gateway.balance SET due = '{quota.low}' WHERE key_id = %s", told.key.id
    )
    told.gateway.keeper.tell_soon()
    assert await told.events(1) == {"quota.low": 1}
