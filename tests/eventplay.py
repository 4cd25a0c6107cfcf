"""Events of several processes of one installation, and what a reader got of them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from itertools import count

import msgspec

from regie.core.db import Database, DatabaseUrl
from regie.core.events import (
    Audience,
    Bus,
    Event,
    Events,
    MemoryBus,
    PostgresBus,
    ReplayLimits,
    Subscription,
    ValkeyBus,
)
from regie.core.valkey import ValkeyLink, WireLimits

HERE = Audience("t1")
PATIENT = WireLimits(answer_s=1.0)
"""For tests that are not about time, on a machine with other things to do."""
LONG_ENOUGH_S = 20.0

_namespaces = count()


@dataclass
class Installation:
    """With an address of Valkey, else with a database, else of one process alone."""

    valkey: str | None = None
    database: DatabaseUrl | None = None
    replay: ReplayLimits = field(default_factory=ReplayLimits)
    wire: WireLimits = PATIENT
    heartbeat_s: float = 60.0
    namespace: str = field(default_factory=lambda: f"test:events:{next(_namespaces)}")

    @asynccontextmanager
    async def process(self) -> AsyncIterator[Events]:
        async with AsyncExitStack() as stack:

            async def opened(resource):
                await resource.open()
                stack.push_async_callback(resource.close)
                return resource

            bus: Bus = MemoryBus()
            links: list[ValkeyLink] = []
            if self.valkey is not None:
                links = [
                    ValkeyLink(name, self.valkey, limits=self.wire, heartbeat_s=self.heartbeat_s)
                    for name in ("events", "events-news")
                ]
                bus = ValkeyBus(*links, namespace=self.namespace, kept=self.replay.events)
            elif self.database is not None:
                database = await opened(Database(self.database, pool_size=2, pool_overflow=0))
                bus = PostgresBus(database, self.database)
            events = Events(bus, replay=self.replay)
            for link in links:
                await opened(link)
            yield await opened(events)


@dataclass
class Reader:
    """Reads in the background."""

    subscription: Subscription
    got: list[Event] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._task = asyncio.create_task(self._read())

    async def _read(self) -> None:
        async for event in self.subscription:
            self.got.append(event)

    @property
    def numbers(self) -> list[int]:
        return [number_of(event) for event in self.got if event.name == "step"]

    @property
    def resets(self) -> int:
        return sum(event.name == "reset" for event in self.got)

    async def until(self, wanted: int) -> list[int]:
        """The numbers of the steps that came, when there are so many."""
        async with asyncio.timeout(LONG_ENOUGH_S):
            while len(self.numbers) < wanted:  # noqa: ASYNC110 - what comes has no event here
                await asyncio.sleep(0.002)
        return self.numbers

    async def close(self) -> None:
        await self.subscription.aclose()
        await asyncio.wait({self._task})


def number_of(event: Event) -> int:
    return msgspec.json.decode(event.data)["n"]


async def step(
    events: Events, number: int, *, topic: str = "jobs.1", audience: Audience = HERE
) -> None:
    await events.publish(topic, "step", {"n": number}, audience=audience)


async def next_of(subscription: Subscription) -> Event:
    async with asyncio.timeout(LONG_ENOUGH_S):
        return await anext(subscription)


async def steps_of(subscription: Subscription, wanted: int) -> list[int]:
    return [number_of(await next_of(subscription)) for _ in range(wanted)]
