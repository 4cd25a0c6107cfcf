"""What was sent can be seen and sent again, as it was."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import text

from regie.core.db import Database
from regie.core.webhooks import (
    DeliveryNotFound,
    DeliveryWaits,
    EndpointOff,
    WebhookEvent,
    Webhooks,
    find_delivery,
    preview,
    purge,
    replay,
    replay_failed,
    switch_endpoint,
)

from .conftest import LOW, Receiver, Serve, Tenant, answering

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


async def test_what_is_sent_again_is_the_same_message(
    webhooks: Webhooks, tenant: Tenant, serve: Serve
) -> None:
    receiver = answering()
    await tenant.endpoint((await serve(receiver)).url())
    await tenant.tell(webhooks)
    first = (await tenant.only()).sent
    async with tenant.database.begin() as connection:
        await replay(connection, tenant.name, first.id)
    await tenant.deliver(webhooks)
    again = await tenant.only()
    assert len({(headers["webhook-id"], body) for headers, body in receiver.got}) == 1
    assert (again.sent.state, [attempt.round for attempt in again.attempts]) == (
        "delivered",
        [1, 2],
    )


async def test_what_failed_gets_the_whole_schedule_again(
    webhooks: Webhooks, tenant: Tenant, serve: Serve
) -> None:
    receiver = answering("500 Oh")
    await tenant.endpoint((await serve(receiver)).url())
    await tenant.tell(webhooks)
    async with tenant.database.begin() as connection:
        await replay(connection, tenant.name, (await tenant.only()).sent.id)
    await tenant.deliver(webhooks)
    found = await tenant.only()
    assert (found.sent.state, found.sent.attempts, len(receiver.got)) == ("failed", 8, 8)


async def test_what_waits_is_not_sent_again(webhooks: Webhooks, tenant: Tenant) -> None:
    await tenant.endpoint("http://127.0.0.1:65535/")
    await webhooks.trigger(WebhookEvent.QUOTA_LOW, LOW, tenant=tenant.name)
    (sent,) = await tenant.deliveries()
    async with tenant.database.begin() as connection:
        with pytest.raises(DeliveryWaits):
            await replay(connection, tenant.name, sent.id)


async def test_nothing_is_sent_again_to_one_that_is_off(
    webhooks: Webhooks, tenant: Tenant, serve: Serve
) -> None:
    endpoint, _ = await tenant.endpoint((await serve(answering())).url())
    await tenant.tell(webhooks)
    (sent,) = await tenant.deliveries()
    async with tenant.database.begin() as connection:
        await switch_endpoint(connection, tenant.name, endpoint.id, on=False)
        with pytest.raises(EndpointOff):
            await replay(connection, tenant.name, sent.id)


async def test_another_tenant_s_delivery_is_not_found(
    webhooks: Webhooks, tenant: Tenant, serve: Serve
) -> None:
    await tenant.endpoint((await serve(answering())).url())
    await tenant.tell(webhooks)
    (sent,) = await tenant.deliveries()
    async with tenant.database.begin() as connection:
        with pytest.raises(DeliveryNotFound):
            await find_delivery(connection, "somebody", sent.id)
        with pytest.raises(DeliveryNotFound):
            await replay(connection, "somebody", sent.id)


@pytest.mark.parametrize(("since", "replayed"), [(timedelta(hours=-1), 2), (timedelta(hours=1), 0)])
async def test_all_that_failed_since_then_is_sent_again(
    webhooks: Webhooks, tenant: Tenant, serve: Serve, since: timedelta, replayed: int
) -> None:
    answers = iter([*["500 Oh"] * 8, "200 OK", *["200 OK"] * 2])
    receiver = Receiver(lambda exchange: exchange.answer(b"", next(answers)))
    endpoint, _ = await tenant.endpoint((await serve(receiver)).url())
    for _ in range(3):
        await tenant.tell(webhooks)
    async with tenant.database.begin() as connection:
        count = await replay_failed(connection, tenant.name, endpoint.id, datetime.now(UTC) + since)
    await tenant.deliver(webhooks)
    states = {sent.state for sent in await tenant.deliveries()}
    assert (count, states == {"delivered"}) == (replayed, replayed == 2)


async def test_an_endpoint_that_is_not_there_has_nothing_to_send_again(tenant: Tenant) -> None:
    async with tenant.database.begin() as connection:
        assert await replay_failed(connection, tenant.name, uuid4(), LONG_AGO) == 0


async def test_filters_narrow_the_list(webhooks: Webhooks, tenant: Tenant, serve: Serve) -> None:
    good, _ = await tenant.endpoint((await serve(answering())).url())
    bad, _ = await tenant.endpoint((await serve(answering("410 Gone"))).url())
    await tenant.tell(webhooks)
    assert [sent.endpoint_id for sent in await tenant.deliveries(state="failed")] == [bad.id]
    assert {sent.event for sent in await tenant.deliveries(endpoint_id=good.id)} == {
        "quota.low",
        "webhook.endpoint_disabled",
    }
    assert await tenant.deliveries(since=datetime.now(UTC) + timedelta(hours=1)) == []


async def test_old_days_go_with_their_attempts(
    webhooks: Webhooks, tenant: Tenant, serve: Serve, database: Database
) -> None:
    await tenant.endpoint((await serve(answering())).url())
    async with database.begin() as connection:
        for table in ("webhook_delivery", "webhook_attempt"):
            await connection.execute(
                text(
                    f"CREATE TABLE core_days.{table}_20260102 PARTITION OF core.{table}"
                    " FOR VALUES FROM ('2026-01-02 UTC') TO ('2026-01-03 UTC')"
                )
            )
        await connection.execute(
            text(
                "WITH old AS (INSERT INTO core.webhook_delivery"
                " (tenant, endpoint_id, message_id, event, body, state, created_at) VALUES"
                " (:t, gen_random_uuid(), 'msg_1', 'quota.low', '{}', 'failed', '2026-01-02 UTC')"
                " RETURNING id, created_at) INSERT INTO core.webhook_attempt"
                " (delivery_id, created_at, round, number) SELECT id, created_at, 1, 1 FROM old"
            ),
            {"t": tenant.name},
        )
    await tenant.tell(webhooks)
    async with database.begin() as connection:
        foreseen = await preview(connection)
        gone = await purge(connection)
        left = await preview(connection)
    assert [(each.table, each.rows) for each in gone] == [
        ("webhook_delivery", 1),
        ("webhook_attempt", 1),
    ]
    assert foreseen == gone
    assert [each.rows for each in left] == [0, 0]
    assert (await tenant.only()).sent.state == "delivered"


async def test_what_may_still_be_tried_is_not_purged(database: Database) -> None:
    async with database.begin() as connection:
        with pytest.raises(ValueError, match="14 days"):
            await purge(connection, keep_days=13)
