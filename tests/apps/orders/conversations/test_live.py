"""What happens is seen as it happens, and nothing of it is lost."""

from __future__ import annotations

import asyncio
from uuid import UUID, uuid4

import pytest

from orderplay import DESK, Customer, Shop, events_of
from regie.apps.orders.conversations.live import Live
from regie.core.access import MAIN_TENANT
from regie.core.events import Audience, Event
from regie.core.observe import count_statements

OF_A_LOOK = 2
"""Statements."""


async def followed(shop: Shop, customer: Customer, after: int = 0) -> list[tuple[str, object]]:
    """What a stream of a closed conversation says, which ends by itself."""
    answer = await shop.client.get(
        f"{customer.url}/events", params={"after": after}, headers=customer.headers
    )
    return list(events_of(answer.text))


@pytest.fixture
async def closed(shop: Shop, customer: Customer) -> Customer:
    await customer.say("Je veux parler à quelqu'un")
    agent = await shop.agent()
    for deed in ("take", "close"):
        await shop.client.post(f"{DESK}/conversations/{customer.id}/{deed}", headers=agent)
    return customer


async def test_a_stream_tells_every_message_then_the_state_and_ends(
    shop: Shop, closed: Customer
) -> None:
    names = [name for name, _ in await followed(shop, closed)]
    assert names == ["message"] * 5 + ["state"]


@pytest.mark.parametrize("after", [1, 3, 5])
async def test_whoever_comes_back_has_what_is_behind_the_last_one_seen(
    shop: Shop, closed: Customer, after: int
) -> None:
    told = [data for name, data in await followed(shop, closed, after) if name == "message"]
    assert [each["seq"] for each in told] == list(range(after + 1, 6))  # type: ignore[index]


async def test_a_message_is_told_to_who_follows(shop: Shop, customer: Customer) -> None:
    core = shop.house.services.core
    following = Live(core.events, core.database).follow(MAIN_TENANT, UUID(customer.id), 1)
    first: Event = await anext(following)
    await customer.say("Bonjour")
    told = [await anext(following) for _ in range(2)]
    await following.aclose()
    assert (first.name, [each.name for each in told]) == ("state", ["message", "message"])


async def test_the_queue_is_no_news_to_who_does_not_wait(shop: Shop, customer: Customer) -> None:
    core = shop.house.services.core
    live = Live(core.events, core.database)
    following = live.follow(MAIN_TENANT, UUID(customer.id), 1)
    await anext(following)
    with count_statements() as looked:
        told = asyncio.create_task(anext(following))
    waiting = Audience(MAIN_TENANT, roles=frozenset(("orders.waiting",)))
    queue = core.events.subscribe(("orders.queue",), waiting)
    await live.told(MAIN_TENANT, uuid4(), queue=True)
    await anext(queue)
    await queue.aclose()
    await customer.say("Bonjour")
    await told
    await following.aclose()
    assert looked.count == OF_A_LOOK
