"""What whoever publishes or reads events may expect, whatever carries them between processes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from datetime import UTC, datetime

import pytest

from eventplay import HERE, Installation, next_of, number_of, step, steps_of
from regie.core.db import DatabaseUrl
from regie.core.embedded import EmbeddedValkey
from regie.core.events import RESET, Audience, Events, ReplayLimits, Subscription
from upheaval import until

SHARED = ["valkey", "postgres"]
ONE = Audience("t1", person="7", roles=frozenset({"hr", "sales"}))
OTHER = Audience("t1", person="8", roles=frozenset({"sales"}))
ELSEWHERE = Audience("t2", person="7", roles=frozenset({"hr"}))

Two = tuple[Events, Events]


def installed(kind: str, request: pytest.FixtureRequest) -> Installation:
    if kind == "valkey":
        server: EmbeddedValkey = request.getfixturevalue("valkey")
        return Installation(valkey=server.url)
    if kind == "postgres":
        make: Callable[[], DatabaseUrl] = request.getfixturevalue("new_database")
        return Installation(database=make())
    return Installation()


@pytest.fixture(params=["memory", *SHARED])
def installation(request: pytest.FixtureRequest) -> Installation:
    return installed(request.param, request)


@pytest.fixture
async def events(installation: Installation) -> AsyncIterator[Events]:
    async with installation.process() as events:
        yield events


@pytest.fixture
async def two(installation: Installation) -> AsyncIterator[Two]:
    async with installation.process() as one, installation.process() as other:
        yield one, other


shared = pytest.mark.parametrize("installation", SHARED, indirect=True)


async def test_a_reader_gets_what_is_published(events: Events) -> None:
    reader = events.subscribe(["jobs.1"], HERE)
    await step(events, 1)
    event = await next_of(reader)
    assert (event.topic, event.name, event.data) == ("jobs.1", "step", b'{"n":1}')


async def test_in_the_order_in_which_it_was_published(events: Events) -> None:
    reader = events.subscribe(["jobs.1"], HERE)
    for number in range(200):
        await step(events, number)
    assert await steps_of(reader, 200) == list(range(200))


async def test_a_subscription_begins_when_it_is_made(events: Events) -> None:
    witness = events.subscribe(["jobs.1"], HERE)
    await step(events, 1)
    await next_of(witness)
    reader = events.subscribe(["jobs.1"], HERE)
    await step(events, 2)
    assert await steps_of(reader, 1) == [2]


async def test_other_topics_are_not_heard(events: Events) -> None:
    reader = events.subscribe(["jobs.1", "jobs.3"], HERE)
    for number in range(5):
        await step(events, number, topic=f"jobs.{number}")
    assert await steps_of(reader, 2) == [1, 3]


async def test_data_are_whatever_json_can_hold(events: Events) -> None:
    reader = events.subscribe(["jobs.1"], HERE)
    data = {"text": "l’été\n\u2028\x00 « 🎉 »", "at": datetime(2026, 11, 21, tzinfo=UTC)}
    await events.publish("jobs.1", "step", data, audience=HERE)
    assert (await next_of(reader)).data == (
        '{"text":"l’été\\n\u2028\\u0000 « 🎉 »","at":"2026-11-21T00:00:00Z"}'.encode()
    )


@pytest.mark.parametrize(
    ("audience", "readers"),
    [
        (Audience("t1"), {"one", "other"}),
        (Audience("t2"), {"elsewhere"}),
        (Audience("t1", person="7"), {"one"}),
        (Audience("t1", roles=frozenset({"hr"})), {"one"}),
        (Audience("t1", roles=frozenset({"hr", "sales"})), {"one", "other"}),
        (Audience("t1", person="8", roles=frozenset({"hr"})), set()),
        (Audience("t3"), set()),
    ],
    ids=["tenant", "another tenant", "person", "role", "roles", "person in a role", "nobody"],
)
@pytest.mark.parametrize("late", [False, True], ids=["live", "replayed"])
async def test_nobody_receives_what_is_not_theirs(
    events: Events, audience: Audience, readers: set[str], late: bool
) -> None:
    def subscribe(after: str | None) -> dict[str, Subscription]:
        people = {"one": ONE, "other": OTHER, "elsewhere": ELSEWHERE}
        return {name: events.subscribe(["news"], who, after) for name, who in people.items()}

    before = events.subscribe(["news"], HERE).position
    subscriptions = subscribe(None)
    for number, told in ((1, audience), (2, Audience("t1")), (2, Audience("t2"))):
        await step(events, number, topic="news", audience=told)
    first = {name: await steps_of(reader, 1) for name, reader in subscriptions.items()}
    if late:
        again = subscribe(before)
        first = {name: await steps_of(reader, 1) for name, reader in again.items()}
    assert {name for name, numbers in first.items() if numbers == [1]} == readers


async def test_a_reader_that_comes_back_goes_on_where_it_was(events: Events) -> None:
    reader = events.subscribe(["jobs.1"], HERE)
    for number in range(10):
        await step(events, number)
    for _ in range(4):
        seen = await next_of(reader)
    await reader.aclose()
    assert await steps_of(events.subscribe(["jobs.1"], HERE, seen.id), 6) == [4, 5, 6, 7, 8, 9]


async def test_a_reader_that_has_seen_nothing_can_come_back(events: Events) -> None:
    position = events.subscribe(["jobs.1"], HERE).position
    await step(events, 1)
    assert await steps_of(events.subscribe(["jobs.1"], HERE, position), 1) == [1]


async def test_what_others_got_meanwhile_ages_no_position(events: Events) -> None:
    quiet, busy = (events.subscribe([topic], HERE) for topic in ("quiet", "busy"))
    before = quiet.position
    await step(events, 1, topic="busy")
    await next_of(busy)
    assert quiet.position not in (before, "")
    await step(events, 2, topic="quiet")
    assert await steps_of(events.subscribe(["quiet"], HERE, quiet.position), 1) == [2]


async def test_a_position_has_not_passed_what_still_waits(events: Events) -> None:
    reader = events.subscribe(["jobs.1"], HERE)
    for number in (1, 2):
        await step(events, number)
    seen = await next_of(reader)
    await steps_of(events.subscribe(["jobs.1"], HERE, seen.id), 1)
    assert reader.position == seen.id


@pytest.mark.parametrize("after", ["never-given", "a\nb", "é", "-", "x" * 500])
async def test_an_unknown_position_is_a_reset(events: Events, after: str) -> None:
    assert (await next_of(events.subscribe(["jobs.1"], HERE, after))).name == RESET


async def test_after_a_reset_a_reader_misses_nothing(events: Events) -> None:
    reader = events.subscribe(["jobs.1"], HERE, "never-given")
    reset = await next_of(reader)
    await step(events, 1)
    assert await steps_of(reader, 1) == [1]
    assert await steps_of(events.subscribe(["jobs.1"], HERE, reset.id), 1) == [1]


async def test_how_far_back_a_reader_can_go_is_bounded(installation: Installation) -> None:
    installation.replay = ReplayLimits(events=50)
    async with installation.process() as events:
        reader = events.subscribe(["jobs.1"], HERE)
        for number in range(60):
            await step(events, number)
        ids = [(await next_of(reader)).id for _ in range(60)]
        assert (await next_of(events.subscribe(["jobs.1"], HERE, ids[8]))).name == RESET
        assert await steps_of(events.subscribe(["jobs.1"], HERE, ids[20]), 39) == [*range(21, 60)]


@pytest.mark.parametrize("size", [10, 7_000])
async def test_a_reader_that_does_not_read_is_reset_and_goes_on(events: Events, size: int) -> None:
    slow, brisk = (events.subscribe(["jobs.1"], HERE) for _ in range(2))
    for number in range(300):
        await events.publish("jobs.1", "step", {"n": number, "x": "x" * size}, audience=HERE)
        await next_of(brisk)
    assert (await next_of(slow)).name == RESET
    await step(events, 300)
    assert await steps_of(slow, 1) == [300]


async def test_what_is_too_large_is_a_reset_of_its_topic(events: Events) -> None:
    concerned, unconcerned, elsewhere = (
        events.subscribe(["jobs.1"], ONE),
        events.subscribe(["jobs.2"], ONE),
        events.subscribe(["jobs.1"], ELSEWHERE),
    )
    await events.publish("jobs.1", "step", {"text": "x" * 10_000}, audience=HERE)
    assert (await next_of(concerned)).name == RESET
    for topic, tenant in (("jobs.2", "t1"), ("jobs.1", "t2")):
        await step(events, 1, topic=topic, audience=Audience(tenant))
    assert await steps_of(unconcerned, 1) + await steps_of(elsewhere, 1) == [1, 1]


async def test_of_one_event_told_twice_readers_get_the_first(events: Events) -> None:
    reader = events.subscribe(["jobs.1"], HERE)
    for number, known_as in ((1, "outbox-1"), (2, "outbox-1"), (3, "outbox-2")):
        await events.publish("jobs.1", "step", {"n": number}, audience=HERE, known_as=known_as)
    assert await steps_of(reader, 2) == [1, 3]


async def test_a_cancelled_reader_has_lost_nothing(events: Events) -> None:
    reader = events.subscribe(["jobs.1"], HERE)
    reading = asyncio.create_task(anext(reader))
    await asyncio.sleep(0)
    await step(events, 1)
    reading.cancel()
    await asyncio.wait({reading})
    assert await steps_of(reader, 1) == [1]


async def test_subscriptions_end_with_the_process(installation: Installation) -> None:
    async with AsyncExitStack() as stack:
        events = await stack.enter_async_context(installation.process())
        reader = events.subscribe(["jobs.1"], HERE)
        await step(events, 1)
        await stack.aclose()
        assert [number_of(event) async for event in reader] == [1]


async def test_it_says_that_it_works(events: Events) -> None:
    await events.ping()


@shared
async def test_it_is_received_in_other_processes(two: Two) -> None:
    one, other = two
    readers = [events.subscribe(["jobs.1"], HERE) for events in two]
    await step(one, 1)
    await steps_of(readers[1], 1)
    await step(other, 2)
    assert await steps_of(readers[0], 2) == [1, 2]


@shared
async def test_all_processes_have_one_order(two: Two) -> None:
    readers = [events.subscribe(["jobs.1"], HERE) for events in two]
    for number in range(100):
        await asyncio.gather(*(step(events, number + 1000 * i) for i, events in enumerate(two)))
    orders = [await steps_of(reader, 200) for reader in readers]
    assert orders[0] == orders[1]
    assert [number for number in orders[0] if number < 1000] == list(range(100))


@shared
async def test_a_reader_may_come_back_to_another_process(two: Two) -> None:
    one, other = two
    reader = one.subscribe(["jobs.1"], HERE)
    for number in range(5):
        await step(one, number)
    seen = [await next_of(reader) for _ in range(2)][-1]
    await steps_of(reader, 3)
    await steps_of(other.subscribe(["jobs.1"], HERE, seen.id), 3)
    assert await steps_of(other.subscribe(["jobs.1"], HERE, seen.id), 3) == [2, 3, 4]


@shared
async def test_a_reader_that_has_seen_nothing_may_change_over_too(two: Two) -> None:
    one, other = two
    idle = [events.subscribe(["a"], HERE) for events in two]
    await until(lambda: idle[0].position == idle[1].position)
    position = one.subscribe(["jobs.1"], HERE).position
    await step(one, 1)
    assert await steps_of(other.subscribe(["jobs.1"], HERE, position), 1) == [1]


@pytest.mark.parametrize("installation", ["valkey"], indirect=True)
async def test_a_process_that_begins_late_knows_what_went_by(installation: Installation) -> None:
    async with installation.process() as early:
        reader = early.subscribe(["jobs.1"], HERE)
        for number in range(500):
            await step(early, number)
            seen = await next_of(reader)
            if number == 400:
                position = seen.id
        async with installation.process() as late:
            reader = late.subscribe(["jobs.1"], HERE, position)
            assert await steps_of(reader, 99) == list(range(401, 500))
