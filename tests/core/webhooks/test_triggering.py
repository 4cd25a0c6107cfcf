"""An event is written with its cause, to those who want it, and to nobody else."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from regie.core.db import Database
from regie.core.errors import Unavailable
from regie.core.webhooks import (
    EventData,
    PayloadRefused,
    WebhookEvent,
    Webhooks,
    switch_endpoint,
    trigger_webhook,
)

from .conftest import LOW, Tenant

URL = "https://hooks.example.fr/"


class Stranger(EventData, frozen=True, kw_only=True):
    text: str


async def test_it_is_triggered_by_name_alone_while_one_is_open(
    webhooks: Webhooks, tenant: Tenant
) -> None:
    await tenant.endpoint(URL)
    id_ = await trigger_webhook(WebhookEvent.QUOTA_LOW, LOW, tenant=tenant.name)
    assert [sent.message_id for sent in await tenant.deliveries()] == [id_]


async def test_when_none_is_open_it_says_so() -> None:
    with pytest.raises(Unavailable):
        await trigger_webhook(WebhookEvent.QUOTA_LOW, LOW)


async def test_with_a_connection_it_goes_with_its_transaction(
    webhooks: Webhooks, tenant: Tenant, database: Database
) -> None:
    await tenant.endpoint(URL)
    with pytest.raises(ZeroDivisionError):
        async with database.begin() as connection:
            await webhooks.trigger(
                WebhookEvent.QUOTA_LOW, LOW, connection=connection, tenant=tenant.name
            )
            raise ZeroDivisionError
    assert await tenant.deliveries() == []


@pytest.mark.parametrize(
    ("filters", "told"),
    [
        (["*"], True),
        (["quota.low"], True),
        (["quota.*"], True),
        (["job.failed", "quota.low"], True),
        (["job.*"], False),
        (["quota.low.*"], False),
        (["quot.*"], False),
    ],
)
async def test_filters_choose(
    webhooks: Webhooks, tenant: Tenant, filters: list[str], *, told: bool
) -> None:
    await tenant.endpoint(URL, *filters)
    await webhooks.trigger(WebhookEvent.QUOTA_LOW, LOW, tenant=tenant.name)
    assert bool(await tenant.deliveries()) is told


async def test_endpoints_of_other_tenants_hear_nothing(webhooks: Webhooks, tenant: Tenant) -> None:
    await tenant.endpoint(URL)
    assert await webhooks.trigger(WebhookEvent.QUOTA_LOW, LOW, tenant="somebody") is None


async def test_one_that_is_off_hears_nothing(webhooks: Webhooks, tenant: Tenant) -> None:
    endpoint, _ = await tenant.endpoint(URL)
    async with tenant.database.begin() as connection:
        await switch_endpoint(connection, tenant.name, endpoint.id, on=False)
    assert await webhooks.trigger(WebhookEvent.QUOTA_LOW, LOW, tenant=tenant.name) is None


async def test_all_endpoints_get_the_same_message(webhooks: Webhooks, tenant: Tenant) -> None:
    for _ in range(3):
        await tenant.endpoint(URL)
    id_ = await webhooks.trigger(WebhookEvent.QUOTA_LOW, LOW, tenant=tenant.name)
    assert [sent.message_id for sent in await tenant.deliveries()] == [id_] * 3


async def test_a_key_tells_once(webhooks: Webhooks, tenant: Tenant) -> None:
    await tenant.endpoint(URL)
    for key in ("2026-11-21", "2026-11-21", "2026-11-22"):
        await webhooks.trigger(WebhookEvent.QUOTA_LOW, LOW, tenant=tenant.name, key=key)
    assert len(await tenant.deliveries()) == 2


async def test_what_the_schema_refuses_leaves_nothing(webhooks: Webhooks, tenant: Tenant) -> None:
    await tenant.endpoint(URL)
    with pytest.raises(PayloadRefused):
        await webhooks.trigger(WebhookEvent.QUOTA_LOW, {"remaining": 1}, tenant=tenant.name)
    assert await tenant.deliveries() == []


async def test_an_event_that_nobody_declared_is_refused(webhooks: Webhooks) -> None:
    stranger = WebhookEvent("quota.low", {"fr": "", "en": ""}, Stranger(text="x"))
    with pytest.raises(ValueError, match=r"App\.events"):
        await webhooks.trigger(stranger, Stranger(text="x"))


async def test_no_secret_is_in_the_database_in_clear(tenant: Tenant, database: Database) -> None:
    _, secret = await tenant.endpoint(URL)
    async with database.begin() as connection:
        found = await connection.execute(
            text("SELECT e::text FROM core.webhook_endpoint AS e WHERE tenant = :tenant"),
            {"tenant": tenant.name},
        )
        assert secret.removeprefix("whsec_") not in found.scalar_one()
