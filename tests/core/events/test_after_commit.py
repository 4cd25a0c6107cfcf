"""An event leaves with its cause, or not at all."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from eventplay import HERE, next_of, number_of
from regie.core.db import Database, DatabaseUrl
from regie.core.events import Audience, Events, MemoryBus, put_event, relayed
from regie.core.outbox import drain

TOPIC = "orders.7"


@pytest.fixture
async def database(migrated: DatabaseUrl) -> AsyncIterator[Database]:
    database = Database(migrated, pool_size=2, pool_overflow=0)
    await database.open()
    yield database
    await database.close()


@pytest.fixture
async def events() -> AsyncIterator[Events]:
    events = Events(MemoryBus())
    await events.open()
    yield events
    await events.close()


async def test_an_event_leaves_after_the_commit(database: Database, events: Events) -> None:
    reader = events.subscribe([TOPIC], HERE)
    async with database.begin() as connection:
        await put_event(connection, TOPIC, "step", {"n": 1}, audience=HERE)
    await drain(database, [relayed(events)])
    event = await next_of(reader)
    assert (event.name, number_of(event)) == ("step", 1)


async def test_an_event_of_a_transaction_that_failed_never_leaves(
    database: Database, events: Events
) -> None:
    reader = events.subscribe([TOPIC], HERE)
    with pytest.raises(ZeroDivisionError):
        async with database.begin() as connection:
            await put_event(connection, TOPIC, "step", {"n": 1}, audience=HERE)
            raise ZeroDivisionError
    async with database.begin() as connection:
        await put_event(connection, TOPIC, "step", {"n": 2}, audience=HERE)
    await drain(database, [relayed(events)])
    assert number_of(await next_of(reader)) == 2


async def test_its_audience_goes_with_it(database: Database, events: Events) -> None:
    reader = events.subscribe([TOPIC], Audience("t1", person="7"))
    async with database.begin() as connection:
        for number, person in enumerate(("8", "7")):
            audience = Audience("t1", person=person)
            await put_event(connection, TOPIC, "step", {"n": number}, audience=audience)
    await drain(database, [relayed(events)])
    assert number_of(await next_of(reader)) == 1
