"""What happens is seen as it happens, and nothing of it is lost."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from orderplay import DESK, Customer, Shop, events_of
from regie.apps.orders.answering.memory import Memory
from regie.apps.orders.conversations import repository
from regie.apps.orders.conversations.live import Live
from regie.apps.orders.desk import repository as desk
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


async def test_what_is_said_at_the_very_end_is_told_before_the_stream_ends(
    shop: Shop, customer: Customer
) -> None:
    """The conversation is closed while it is being looked at: its row cannot be read, its messages
    can."""
    await customer.say("Je veux parler à quelqu'un")
    core, id_, now = shop.house.services.core, UUID(customer.id), datetime.now(UTC)
    following = Live(core.events, core.database).follow(MAIN_TENANT, id_, 3)
    async with core.database.begin() as closing:
        await closing.execute(text("LOCK TABLE orders.conversation IN ACCESS EXCLUSIVE MODE"))
        told = asyncio.create_task(_names(following))
        await _somebody_waits(shop)
        agent = await shop.house.organisation.person("Zoé", ("agent", None))
        seq = await desk.leave(closing, MAIN_TENANT, id_, agent, state="closed", now=now)
        assert seq is not None
        await desk.add(closing, id_, seq, "Au revoir", now)
    assert await told == ["message", "state"]


async def test_nobody_hears_what_was_said_later_before_what_was_said_earlier(
    shop: Shop, customer: Customer
) -> None:
    """Of two who speak at once the second has its number only when the first is done."""
    core, id_ = shop.house.services.core, UUID(customer.id)

    async def speak() -> None:
        async with core.database.begin() as connection:
            await _speak(connection, id_)

    async with core.database.begin() as first:
        await _speak(first, id_)
        second = asyncio.create_task(speak())
        await _somebody_waits(shop)
        heard = [each["seq"] for each in (await customer.read())["messages"]]
    await second
    assert [heard, [each["seq"] for each in (await customer.read())["messages"]]] == [
        [1],
        [1, 2, 3],
    ]


async def _speak(connection: AsyncConnection, conversation: UUID) -> None:
    now = datetime.now(UTC)
    seq = await repository.change(
        connection,
        conversation,
        was="automatic",
        state="automatic",
        language="fr",
        memory=Memory(),
        now=now,
    )
    assert seq is not None
    await desk.add(connection, conversation, seq, "Bonjour", now)


async def _names(events: AsyncIterator[Event]) -> list[str]:
    return [each.name async for each in events]


async def _somebody_waits(shop: Shop) -> None:
    async with asyncio.timeout(20):
        while not await shop.house.organisation.somebody_waits():  # noqa: ASYNC110 - PostgreSQL tells nobody
            await asyncio.sleep(0.02)


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
