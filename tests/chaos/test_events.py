"""What carries events between processes killed, hung, emptied and cut off, while everybody reads.

Whatever happens, a reader gets every event once and in order, or is told by a reset that it may
have missed some; also one that changes from process to process all the time.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, field
from itertools import cycle

import psycopg
import pytest
from redis.asyncio import Redis

from eventplay import HERE, LONG_ENOUGH_S, Installation, Reader, number_of, step
from regie.core.db import DatabaseUrl
from regie.core.embedded import EmbeddedValkey
from regie.core.events import RESET, Event, Events
from regie.core.events.hub import AHEAD_S
from regie.core.valkey import WireLimits
from upheaval import kill, stopped

TOPIC = "jobs.1"
EVERY_S = 0.002
HASTY = WireLimits(answer_s=0.1)

Upheaval = Callable[[], Awaitable[None]]


@dataclass
class Wanderer:
    """A browser: reads a little, leaves, and goes on elsewhere with the last id that it saw."""

    processes: list[Events]
    got: list[Event] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.task = asyncio.create_task(self._wander())

    async def _wander(self) -> None:
        after = self.processes[0].subscribe([TOPIC], HERE).position
        for events in cycle(self.processes):
            subscription = events.subscribe([TOPIC], HERE, after)
            with suppress(TimeoutError):
                async with asyncio.timeout(2 * AHEAD_S):
                    self.got.append(await anext(subscription))
                async with asyncio.timeout(0.05):
                    async for event in subscription:
                        self.got.append(event)
            after = subscription.position
            await subscription.aclose()


def faults(got: list[Event]) -> list[str]:
    """What was got twice, out of order, or missed without a reset."""
    found: list[str] = []
    expected, excused = 0, False
    for event in got:
        if event.name == RESET:
            excused = True
            continue
        number = number_of(event)
        if number != expected and not excused:
            found.append(f"{number} instead of {expected}")
        expected, excused = number + 1, False
    return found


class Trial:
    """Two processes that publish in turn, so that numbers have one order, and readers of all
    kinds."""

    def __init__(self, processes: list[Events]):
        self.processes = processes
        self.readers = [Reader(events.subscribe([TOPIC], HERE)) for events in processes]
        self.wanderers = [Wanderer(processes), Wanderer(processes[::-1])]
        self.published = 0

    async def publish_meanwhile(self, upheaval: Upheaval) -> None:
        going_on = asyncio.create_task(upheaval())
        while not going_on.done():
            await self._publish()
        await going_on

    async def settle(self) -> list[str]:
        """Publishes until everybody hears it again; then, what was wrong."""
        everybody = [reader.got for reader in (*self.readers, *self.wanderers)]
        goal = self.published
        async with asyncio.timeout(LONG_ENOUGH_S):
            while not all(got and _reached(got, goal) for got in everybody):
                await self._publish()
        return [fault for got in everybody for fault in faults(got)]

    async def close(self) -> None:
        for reader in self.readers:
            await reader.close()
        for wanderer in self.wanderers:
            wanderer.task.cancel()
        await asyncio.wait([wanderer.task for wanderer in self.wanderers])

    async def _publish(self) -> None:
        await step(self.processes[0], self.published)
        self.published += 1
        await asyncio.sleep(EVERY_S)


def _reached(got: list[Event], goal: int) -> bool:
    return got[-1].name != RESET and number_of(got[-1]) >= goal


@pytest.fixture
async def trial(doomed: EmbeddedValkey) -> AsyncIterator[Trial]:
    async with AsyncExitStack() as stack:
        installation = Installation(valkey=doomed.url, wire=HASTY, heartbeat_s=0.02)
        processes = [await stack.enter_async_context(installation.process()) for _ in range(2)]
        trial = Trial(processes)
        stack.push_async_callback(trial.close)
        yield trial


def upheaval(how: str, server: EmbeddedValkey) -> Upheaval:
    async def happen() -> None:
        await asyncio.sleep(0.2)
        match how:
            case "killed":
                kill(server)
                await asyncio.sleep(0.3)
                await asyncio.to_thread(server.start)
            case "hung":
                with stopped(server):
                    await asyncio.sleep(0.5)
            case "hung for a moment":
                with stopped(server):
                    await asyncio.sleep(0.12)
            case _:
                async with Redis.from_url(server.url) as client:
                    await client.flushall()
        await asyncio.sleep(0.3)

    return happen


HOW = ["killed", "hung", "hung for a moment", "emptied"]


@pytest.mark.parametrize("how", HOW)
async def test_no_event_is_lost_in_silence_or_told_twice(
    trial: Trial, doomed: EmbeddedValkey, how: str
) -> None:
    for _ in range(2):
        await trial.publish_meanwhile(upheaval(how, doomed))
    assert await trial.settle() == []


async def test_what_is_published_while_valkey_is_hung_comes_without_a_reset(
    trial: Trial, doomed: EmbeddedValkey
) -> None:
    await trial.publish_meanwhile(upheaval("hung", doomed))
    await trial.settle()
    assert [reader.resets for reader in trial.readers] == [0, 0]


async def test_who_cannot_be_told_for_too_long_is_reset(
    trial: Trial, doomed: EmbeddedValkey
) -> None:
    with stopped(doomed):
        for _ in range(1_500):
            await step(trial.processes[0], trial.published)
            trial.published += 1
    assert await trial.settle() == []
    assert all(reader.resets for reader in trial.readers)


@pytest.mark.long
@pytest.mark.parametrize("how", HOW)
async def test_the_same_twenty_times(trial: Trial, doomed: EmbeddedValkey, how: str) -> None:
    for _ in range(20):
        await trial.publish_meanwhile(upheaval(how, doomed))
        assert await trial.settle() == []


@pytest.mark.parametrize("rounds", [3, pytest.param(20, marks=pytest.mark.long)])
async def test_with_connections_to_postgresql_cut_off_the_same_holds(
    new_database: Callable[[], DatabaseUrl], rounds: int
) -> None:
    url = new_database()
    installation = Installation(database=url)

    async def cut_off() -> None:
        await asyncio.sleep(0.1)
        async with await psycopg.AsyncConnection.connect(url.for_libpq(), autocommit=True) as own:
            await own.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        await asyncio.sleep(0.3)

    async with AsyncExitStack() as stack:
        processes = [await stack.enter_async_context(installation.process()) for _ in range(2)]
        trial = Trial(processes)
        stack.push_async_callback(trial.close)
        for _ in range(rounds):
            await trial.publish_meanwhile(cut_off)
            assert await trial.settle() == []
