"""Operators read why an endpoint was disabled."""

from __future__ import annotations

import pytest

from core.http.servers import Exchange, serving
from regie.core.outbox import drain
from regie.core.webhooks import WebhookEvent

from .conftest import Listen, NewRuntime, Read

LOW = {"provider": "groq", "remaining": 100}
LONG_AGO = """
    UPDATE core.webhook_endpoint
    SET failing_since = now() - interval '6 days', failed_at = now() - interval '1 hour'
"""


@pytest.mark.parametrize(
    ("status", "said"), [("410 Gone", "answered 410"), ("500 Sorry", "for several days")]
)
async def test_the_e_mail_gives_the_reason(
    new_runtime: NewRuntime, listen: Listen, read: Read, status: str, said: str
) -> None:
    async def refuse(exchange: Exchange) -> None:
        await exchange.answer(b"", status)

    runtime = new_runtime()
    async with runtime.opened(relaying=False), serving(refuse) as receiver:
        await listen(runtime, receiver.url())
        database = runtime.core.database
        async with database.begin() as connection:
            await connection.exec_driver_sql(LONG_AGO)
        webhooks = runtime.core.webhooks
        await webhooks.trigger(WebhookEvent.QUOTA_LOW, LOW)
        await drain(database, webhooks.subscriptions)
    ((text,),) = await read(
        "SELECT text FROM core.mail WHERE template = 'webhook_endpoint_disabled'"
    )
    assert said in text
