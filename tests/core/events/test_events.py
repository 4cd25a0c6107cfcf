"""Names, audiences and subscriptions that make no sense; and nothing left behind."""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator

import pytest

from eventplay import HERE, next_of, step
from regie.core.events import MOST_TOPICS, Audience, Events, MemoryBus


@pytest.fixture
async def events() -> AsyncIterator[Events]:
    events = Events(MemoryBus())
    await events.open()
    yield events
    await events.close()


@pytest.mark.parametrize("topic", ["", " ", "a b", "é", "a,b", "-a", "a\nb", "a" * 129])
async def test_what_is_no_topic_is_refused(events: Events, topic: str) -> None:
    with pytest.raises(ValueError, match="not a topic"):
        await step(events, 1, topic=topic)


@pytest.mark.parametrize("name", ["", "Step", "a b", "step\n", "reset", "error", "open", "message"])
async def test_what_is_no_name_or_means_something_else_is_refused(
    events: Events, name: str
) -> None:
    with pytest.raises(ValueError, match="not an event"):
        await events.publish("jobs.1", name, None, audience=HERE)


@pytest.mark.parametrize("topics", [[], [""], ["a", "b c"], [f"t{n}" for n in range(33)]])
def test_a_subscription_to_nothing_or_too_much_is_refused(topics: list[str]) -> None:
    with pytest.raises(ValueError, match=f"between 1 and {MOST_TOPICS}"):
        Events(MemoryBus()).subscribe(topics, HERE)


def test_an_audience_without_a_tenant_is_refused() -> None:
    with pytest.raises(ValueError, match="tenant"):
        Audience("")


async def test_a_subscription_that_nobody_holds_is_forgotten(events: Events) -> None:
    reader = events.subscribe(["jobs.1"], HERE)
    await step(events, 1)
    await next_of(reader)
    del reader
    gc.collect()
    assert events._hub.readers == 0  # nobody else asks


async def test_a_closed_subscription_ends(events: Events) -> None:
    reader = events.subscribe(["jobs.1"], HERE)
    await reader.aclose()
    assert [event async for event in reader] == []


async def test_a_subscription_that_never_came_to_its_position_is_forgotten(events: Events) -> None:
    reader = events.subscribe(["jobs.1"], HERE, "not-here-yet")
    await reader.aclose()
    assert events._hub.readers == 0


async def test_a_reader_that_is_ahead_of_its_process_goes_on_when_it_has_caught_up(
    events: Events,
) -> None:
    reader = events.subscribe(["jobs.1"], HERE, "ahead")
    for number, known_as in enumerate(("old", "ahead", "new")):
        await events.publish("jobs.1", "step", number, audience=HERE, known_as=known_as)
    assert (await next_of(reader)).id == "new"
