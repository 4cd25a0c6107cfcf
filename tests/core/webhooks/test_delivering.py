"""What a receiver gets, and what each of its answers leads to."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from pydantic import SecretStr
from sqlalchemy import text
from standardwebhooks import Webhook

from core.http.servers import Exchange
from regie.core.db import Database
from regie.core.vault import Vault
from regie.core.webhooks import (
    Secret,
    WebhookEvent,
    Webhooks,
    rotate_secret,
    switch_endpoint,
    verify,
)

from .conftest import LOW, MakeWebhooks, Receiver, Serve, Tenant, answering

DEAD = "http://127.0.0.1:65535"


async def test_standardwebhooks_verifies_what_we_send(
    webhooks: Webhooks, tenant: Tenant, serve: Serve
) -> None:
    receiver = answering()
    _, secret = await tenant.endpoint((await serve(receiver)).url())
    await tenant.tell(webhooks)
    headers, body = receiver.got[0]
    assert Webhook(secret).verify(body, headers)["data"] == LOW


async def test_our_verifier_accepts_it_too(
    webhooks: Webhooks, tenant: Tenant, serve: Serve
) -> None:
    receiver = answering()
    _, secret = await tenant.endpoint((await serve(receiver)).url())
    id_ = await tenant.tell(webhooks)
    headers, body = receiver.got[0]
    assert verify([Secret(secret)], headers, body, now=datetime.now(UTC)).id == id_


async def test_a_message_says_its_type_its_time_and_its_data(
    webhooks: Webhooks, tenant: Tenant, serve: Serve
) -> None:
    receiver = answering()
    _, secret = await tenant.endpoint((await serve(receiver)).url())
    await tenant.tell(webhooks)
    message = Webhook(secret).verify(receiver.got[0][1], receiver.got[0][0])
    assert (list(message), message["type"]) == (["type", "timestamp", "data"], "quota.low")


@pytest.mark.parametrize(
    ("status", "error"),
    [
        ("500 Internal Server Error", "webhooks.status"),
        ("429 Too Many Requests", "webhooks.status"),
        ("404 Not Found", "webhooks.status"),
        ("302 Found", "webhooks.redirected"),
        ("308 Permanent Redirect", "webhooks.redirected"),
    ],
)
async def test_anything_but_2xx_is_tried_to_the_end_of_the_schedule(
    webhooks: Webhooks, tenant: Tenant, serve: Serve, status: str, error: str
) -> None:
    receiver = answering(status, "Location: http://127.0.0.1:1/")
    await tenant.endpoint((await serve(receiver)).url())
    await tenant.tell(webhooks)
    found = await tenant.only()
    assert (found.sent.state, found.sent.reason) == ("failed", "exhausted")
    assert [attempt.error for attempt in found.attempts] == [error] * 4


@pytest.mark.parametrize("status", ["200 OK", "201 Created", "202 Accepted", "204 No Content"])
async def test_2xx_is_success(
    webhooks: Webhooks, tenant: Tenant, serve: Serve, status: str
) -> None:
    await tenant.endpoint(
        (await serve(Receiver(lambda exchange: exchange.answer(b"", status)))).url()
    )
    await tenant.tell(webhooks)
    assert (await tenant.only()).sent.state == "delivered"


async def test_every_attempt_sends_the_same_bytes_under_the_same_id(
    webhooks: Webhooks, tenant: Tenant, serve: Serve
) -> None:
    answers = iter(["500 Oh", "503 No", "200 OK"])
    receiver = Receiver(lambda exchange: exchange.answer(b"", next(answers)))
    await tenant.endpoint((await serve(receiver)).url())
    id_ = await tenant.tell(webhooks)
    sent = [(headers["webhook-id"], body) for headers, body in receiver.got]
    assert sent == [(id_, receiver.got[0][1])] * 3


async def test_the_history_holds_what_the_receiver_said(
    webhooks: Webhooks, tenant: Tenant, serve: Serve
) -> None:
    answers = iter([("500 Oh", b"caf\xc3\xa9 \x00 \xff"), ("200 OK", b"merci")])

    async def answer(exchange: Exchange) -> None:
        status, body = next(answers)
        await exchange.answer(body, status)

    await tenant.endpoint((await serve(Receiver(answer))).url())
    await tenant.tell(webhooks)
    attempts = (await tenant.only()).attempts
    assert [(a.status, a.excerpt) for a in attempts] == [
        (500, "café \ufffd \ufffd"),
        (200, "merci"),
    ]


async def test_of_ten_megabytes_the_beginning_is_kept(
    webhooks: Webhooks, tenant: Tenant, serve: Serve
) -> None:
    await tenant.endpoint(
        (await serve(Receiver(lambda exchange: exchange.answer(b"x" * 10_000_000)))).url()
    )
    await tenant.tell(webhooks)
    found = await tenant.only()
    assert (found.sent.state, found.attempts[0].excerpt) == ("delivered", "x" * 1024)


async def test_an_answer_that_breaks_off_after_its_head_was_an_answer(
    webhooks: Webhooks, tenant: Tenant, serve: Serve
) -> None:
    async def break_off(exchange: Exchange) -> None:
        await exchange.send(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nha")
        exchange.reset()

    await tenant.endpoint((await serve(Receiver(break_off))).url())
    await tenant.tell(webhooks)
    assert (await tenant.only()).sent.state == "delivered"


@pytest.mark.parametrize(
    ("said", "error"),
    [
        (b"", "remote.unavailable"),
        (b"HTTP/1.1 2", "remote"),
        (b"SSH-2.0-x\r\n\r\n", "remote.bad_answer"),
    ],
)
async def test_what_is_no_answer_is_a_failure(
    webhooks: Webhooks, tenant: Tenant, serve: Serve, said: bytes, error: str
) -> None:
    async def say(exchange: Exchange) -> None:
        await exchange.send(said)
        exchange.writer.close()

    await tenant.endpoint((await serve(Receiver(say))).url())
    await tenant.tell(webhooks)
    first = (await tenant.only()).attempts[0]
    assert (first.error or "").startswith(error)


async def test_410_disables_the_endpoint_at_once(
    webhooks: Webhooks, tenant: Tenant, serve: Serve
) -> None:
    receiver = answering("410 Gone")
    await tenant.endpoint((await serve(receiver)).url())
    await tenant.tell(webhooks)
    await tenant.tell(webhooks)
    found = await tenant.only()
    assert (found.sent.state, found.sent.reason, len(receiver.got)) == ("failed", "gone", 1)


async def test_other_endpoints_learn_of_a_disabled_one_once(
    webhooks: Webhooks, tenant: Tenant, serve: Serve
) -> None:
    gone, other = answering("410 Gone"), answering()
    endpoint, _ = await tenant.endpoint((await serve(gone)).url("/hook?token=secret"), "quota.*")
    _, secret = await tenant.endpoint((await serve(other)).url(), "webhook.*")
    for _ in range(3):
        await webhooks.trigger(WebhookEvent.QUOTA_LOW, LOW, tenant=tenant.name)
    await tenant.deliver(webhooks)
    await tenant.deliver(webhooks)
    messages = [Webhook(secret).verify(body, headers) for headers, body in other.got]
    assert [(m["type"], m["data"]["endpoint"], m["data"]["reason"]) for m in messages] == [
        ("webhook.endpoint_disabled", str(endpoint.id), "gone")
    ]
    assert b"token" not in other.got[0][1]


async def test_the_notice_is_written_with_what_it_tells_of(
    make_webhooks: MakeWebhooks, tenant: Tenant, serve: Serve
) -> None:
    told: list[str] = []

    async def notify(connection, disabled) -> None:
        row = await connection.execute(
            text("SELECT enabled FROM core.webhook_endpoint WHERE id = :id"),
            {"id": disabled.endpoint_id},
        )
        told.append(f"{disabled.because} {row.scalar_one()}")

    webhooks = await make_webhooks(notify=notify)
    await tenant.endpoint((await serve(answering("410 Gone"))).url())
    await tenant.tell(webhooks)
    assert told == ["gone False"]


@pytest.mark.parametrize(
    ("since_h", "last_h", "enabled"), [(6 * 24, 1, False), (4 * 24, 1, True), (30 * 24, 72, True)]
)
async def test_days_of_failure_disable_an_endpoint(
    webhooks: Webhooks, tenant: Tenant, since_h: int, last_h: int, *, enabled: bool
) -> None:
    endpoint, _ = await tenant.endpoint(DEAD)
    async with tenant.database.begin() as connection:
        await connection.execute(
            text(
                "UPDATE core.webhook_endpoint"
                " SET failing_since = now() - make_interval(hours => :s),"
                " failed_at = now() - make_interval(hours => :l) WHERE id = :id"
            ),
            {"s": since_h, "l": last_h, "id": endpoint.id},
        )
    await tenant.tell(webhooks)
    assert (await tenant.seen(endpoint)).enabled is enabled


async def test_one_success_ends_the_days_of_failure(
    webhooks: Webhooks, tenant: Tenant, serve: Serve
) -> None:
    answers = iter(["500 Oh", "200 OK"])
    receiver = Receiver(lambda exchange: exchange.answer(b"", next(answers)))
    endpoint, _ = await tenant.endpoint((await serve(receiver)).url())
    await tenant.tell(webhooks)
    assert (await tenant.seen(endpoint)).failing_since is None


@pytest.mark.parametrize(
    ("wish", "least_s", "most_s"),
    [("120", 120, 125), ("0", 80, 100.1), ("9999999", 86_400, 86_405), ("soon", 80, 100.1)],
)
async def test_a_receiver_s_wish_to_be_left_alone_is_obeyed_within_bounds(
    make_webhooks: MakeWebhooks,
    tenant: Tenant,
    serve: Serve,
    wish: str,
    least_s: float,
    *,
    most_s: float,
) -> None:
    webhooks = await make_webhooks(retries_s=(100.0,))
    receiver = answering("429 Too Many Requests", f"Retry-After: {wish}")
    await tenant.endpoint((await serve(receiver)).url())
    await tenant.tell(webhooks)
    found = await tenant.only()
    assert found.sent.next_at is not None
    pause = found.sent.next_at - found.attempts[0].recorded_at
    assert least_s <= pause.total_seconds() <= most_s


async def test_the_outbox_waits_as_long_as_the_delivery_says(
    make_webhooks: MakeWebhooks, tenant: Tenant, database: Database
) -> None:
    webhooks = await make_webhooks(retries_s=(100.0,))
    await tenant.endpoint(DEAD)
    await tenant.tell(webhooks)
    async with database.begin() as connection:
        rows = await connection.execute(
            text(
                "SELECT o.due_at >= d.next_at FROM core.webhook_delivery AS d"
                " JOIN core.outbox AS o ON o.payload LIKE '%' || d.id || '%'"
                " WHERE d.tenant = :tenant"
            ),
            {"tenant": tenant.name},
        )
    assert rows.scalars().all() == [True]


async def test_a_host_that_keeps_failing_is_left_alone(
    make_webhooks: MakeWebhooks, tenant: Tenant, serve: Serve
) -> None:
    webhooks = await make_webhooks(retries_s=(0.0,) * 9)
    receiver = answering("503 Service Unavailable")
    await tenant.endpoint((await serve(receiver)).url())
    await tenant.tell(webhooks)
    errors = [attempt.error for attempt in (await tenant.only()).attempts]
    assert errors == ["webhooks.status"] * 5 + ["webhooks.left_alone"] * 5
    assert len(receiver.got) == 5


async def test_without_leave_loopback_is_refused_and_never_connected_to(
    make_webhooks: MakeWebhooks, tenant: Tenant, serve: Serve
) -> None:
    webhooks = await make_webhooks(loopback=False)
    canary = await serve(answering())
    await tenant.endpoint(canary.url())
    await tenant.tell(webhooks)
    first = (await tenant.only()).attempts[0]
    assert (first.error, canary.connections) == ("remote.address_refused", 0)


async def test_while_a_secret_is_replaced_both_sign(
    webhooks: Webhooks, tenant: Tenant, serve: Serve
) -> None:
    receiver = answering()
    endpoint, former = await tenant.endpoint((await serve(receiver)).url())
    async with tenant.database.begin() as connection:
        _, new = await rotate_secret(
            connection, tenant.vault, tenant.name, endpoint.id, timedelta(hours=1)
        )
    await tenant.tell(webhooks)
    headers, body = receiver.got[0]
    assert [Webhook(secret).verify(body, headers)["data"] for secret in (new, former)] == [LOW] * 2


@pytest.mark.parametrize("overlap", [timedelta(0), timedelta(microseconds=1)])
async def test_afterwards_the_new_one_signs_alone(
    webhooks: Webhooks, tenant: Tenant, serve: Serve, overlap: timedelta
) -> None:
    receiver = answering()
    endpoint, _ = await tenant.endpoint((await serve(receiver)).url())
    async with tenant.database.begin() as connection:
        await rotate_secret(connection, tenant.vault, tenant.name, endpoint.id, overlap)
    await tenant.tell(webhooks)
    assert len(receiver.got[0][0]["webhook-signature"].split(" ")) == 1


async def test_what_waits_for_an_endpoint_that_is_switched_off_fails_unsent(
    webhooks: Webhooks, tenant: Tenant, serve: Serve
) -> None:
    receiver = answering()
    endpoint, _ = await tenant.endpoint((await serve(receiver)).url())
    await webhooks.trigger(WebhookEvent.QUOTA_LOW, LOW, tenant=tenant.name)
    async with tenant.database.begin() as connection:
        await switch_endpoint(connection, tenant.name, endpoint.id, on=False)
    await tenant.deliver(webhooks)
    found = await tenant.only()
    assert (found.sent.reason, receiver.got) == ("endpoint_disabled", [])


async def test_a_secret_that_cannot_be_opened_costs_no_attempt(
    make_webhooks: MakeWebhooks, tenant: Tenant, serve: Serve
) -> None:
    webhooks = await make_webhooks(vault=Vault(SecretStr("another key, of another house " * 2)))
    await tenant.endpoint((await serve(answering())).url())
    await tenant.tell(webhooks)
    found = await tenant.only()
    assert (found.sent.state, found.sent.attempts) == ("waiting", 0)
