"""What a request causes beside itself costs it nothing, whatever becomes of it."""

from __future__ import annotations

import asyncio

import pytest
from prometheus_client import CollectorRegistry

from regie.core.errors import Unavailable
from regie.core.observe import count_statement, count_statements
from regie.core.webhooks import WebhookEvent
from regie.core.webhooks.beside import ROOM, Beside
from regie.core.webhooks.metrics import WebhookMetrics


class Counted:
    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self.beside = Beside(WebhookMetrics(self._registry))

    def of(self, outcome: str) -> float | None:
        labels = {"event": "quota.low", "outcome": outcome}
        return self._registry.get_sample_value("regie_webhook_events_beside_total", labels)


async def told() -> str | None:
    return "msg_1"


async def not_wanted() -> str | None:
    return None


async def database_away() -> str | None:
    raise Unavailable("away")


@pytest.mark.parametrize(
    ("trigger", "outcome"),
    [(told, "told"), (not_wanted, "not_needed"), (database_away, "failed")],
)
async def test_what_became_of_an_event_is_counted(trigger, outcome: str) -> None:
    counted = Counted()
    counted.beside.tell(WebhookEvent.QUOTA_LOW, trigger)
    await counted.beside.close()
    assert counted.of(outcome) == 1


async def test_what_finds_no_room_is_not_told() -> None:
    counted = Counted()
    for _ in range(ROOM + 7):
        counted.beside.tell(WebhookEvent.QUOTA_LOW, told)
    await counted.beside.close()
    assert (counted.of("told"), counted.of("no_room")) == (ROOM, 7)


async def test_its_statements_are_not_counted_as_the_requests() -> None:
    async def asks() -> str | None:
        count_statement()
        return None

    counted = Counted()
    with count_statements() as of_request:
        counted.beside.tell(WebhookEvent.QUOTA_LOW, asks)
        await counted.beside.close()
    assert of_request.count == 0


async def test_events_are_told_one_after_the_other() -> None:
    under_way, most = 0, 0

    async def slowly() -> str | None:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        await asyncio.sleep(0)
        under_way -= 1
        return None

    counted = Counted()
    for _ in range(10):
        counted.beside.tell(WebhookEvent.QUOTA_LOW, slowly)
    await counted.beside.close()
    assert most == 1
