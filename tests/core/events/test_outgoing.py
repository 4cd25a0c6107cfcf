"""What waits to leave while the bus is away."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence

import pytest
from prometheus_client import CollectorRegistry

from eventplay import HERE, next_of, number_of, step
from regie.core.errors import Unavailable
from regie.core.events import RESET, Events, MemoryBus
from regie.core.events.outgoing import MOST_EVENTS


class Line(MemoryBus):
    """The twin, with a switch; `repeats` delivers and fails all the same."""

    def __init__(self) -> None:
        self.away = False
        self.repeats = False

    async def send(self, payloads: Sequence[bytes]) -> None:
        if not self.away:
            await super().send(payloads)
        if self.away or self.repeats:
            self.repeats = False
            raise Unavailable


Away = tuple[Events, Line]


@pytest.fixture
async def away() -> AsyncIterator[Away]:
    line = Line()
    events = Events(line)
    await events.open()
    yield events, line
    await events.close()


async def test_what_could_not_leave_leaves_in_order_when_the_bus_is_back(away: Away) -> None:
    events, line = away
    reader = events.subscribe(["jobs.1"], HERE)
    line.away = True
    for number in range(MOST_EVENTS // 10):
        await step(events, number)
    await asyncio.sleep(0)
    line.away = False
    got = [number_of(await next_of(reader)) for _ in range(MOST_EVENTS // 10)]
    assert got == list(range(MOST_EVENTS // 10))


async def test_one_too_many_is_a_reset_for_everybody_and_then_what_came_after(away: Away) -> None:
    events, line = away
    readers = [events.subscribe([topic], HERE) for topic in ("jobs.1", "jobs.2")]
    line.away = True
    for number in range(MOST_EVENTS + 3):
        await step(events, number)
    line.away = False
    assert [(await next_of(reader)).name for reader in readers] == [RESET, RESET]


async def test_what_had_left_though_it_seemed_not_to_is_told_once(away: Away) -> None:
    events, line = away
    reader = events.subscribe(["jobs.1"], HERE)
    line.repeats = True
    for number in range(3):
        await step(events, number)
    assert [number_of(await next_of(reader)) for _ in range(3)] == [0, 1, 2]


async def test_what_was_lost_is_counted() -> None:
    registry, line = CollectorRegistry(), Line()
    events = Events(line, registry=registry)
    line.away = True
    await events.open()
    for number in range(MOST_EVENTS + 1):
        await step(events, number)
    await events.close()
    lost = registry.get_sample_value("regie_events_published_total", {"outcome": "lost"})
    assert lost == MOST_EVENTS


async def test_closing_lets_what_waits_leave() -> None:
    events = Events(MemoryBus())
    await events.open()
    reader = events.subscribe(["jobs.1"], HERE)
    for number in range(200):
        await step(events, number)
    await events.close()
    assert len([event async for event in reader]) == 200
