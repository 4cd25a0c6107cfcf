"""Flushes: nothing is lost while the ledger is away, and nothing is added twice."""

from __future__ import annotations

import asyncio

import pytest

from regie.core.counters import Batch, Counters, Days, MemoryLedger
from regie.core.errors import Unavailable

from .conftest import NEVER_S, PARIS, SetClock


class Unreliable(MemoryLedger):
    """Fails as often as it is told: before it has added, or after."""

    def __init__(self) -> None:
        super().__init__()
        self.before = 0
        self.after = 0

    async def add(self, batch: Batch) -> bool:
        if self.before:
            self.before -= 1
            raise Unavailable
        added = await super().add(batch)
        if self.after:
            self.after -= 1
            raise Unavailable
        return added


class Slow(MemoryLedger):
    """Adds at once and answers when it is let."""

    def __init__(self) -> None:
        super().__init__()
        self.begun = asyncio.Event()
        self.answer = asyncio.Event()

    async def add(self, batch: Batch) -> bool:
        added = await super().add(batch)
        self.begun.set()
        await self.answer.wait()
        return added


async def flush_until_it_works(counters: Counters) -> None:
    while True:
        try:
            return await counters.flush()
        except Unavailable:
            continue


@pytest.mark.parametrize(("before", "after"), [(3, 0), (0, 3), (2, 2)])
async def test_what_fails_is_added_once(clock: SetClock, before: int, after: int) -> None:
    ledger = Unreliable()
    counters = Counters(ledger, PARIS, now=clock, flush_s=NEVER_S)
    ledger.before, ledger.after = before, after
    for _ in range(3):
        counters.count("main", "pages")
        await flush_until_it_works(counters)
    assert await counters.total("main", "pages") == 3


async def test_a_flush_that_is_cancelled_loses_nothing_and_adds_nothing_twice(
    clock: SetClock,
) -> None:
    ledger = Slow()
    counters = Counters(ledger, PARIS, now=clock, flush_s=NEVER_S)
    counters.count("main", "pages")
    flushing = asyncio.create_task(counters.flush())
    await ledger.begun.wait()
    flushing.cancel()
    await asyncio.wait({flushing})
    counters.count("main", "pages")
    ledger.answer.set()
    await counters.flush()
    assert await counters.total("main", "pages") == 2


async def test_flushes_at_the_same_time_add_once(counters: Counters) -> None:
    for _ in range(5):
        counters.count("main", "pages")
        await asyncio.gather(*(counters.flush() for _ in range(5)))
    assert await counters.total("main", "pages") == 5


async def test_what_is_counted_during_a_flush_comes_with_the_next(clock: SetClock) -> None:
    ledger = Slow()
    counters = Counters(ledger, PARIS, now=clock, flush_s=NEVER_S)
    counters.count("main", "pages")
    flushing = asyncio.create_task(counters.flush())
    await ledger.begun.wait()
    counters.count("main", "pages", 10)
    ledger.answer.set()
    await flushing
    before = await counters.total("main", "pages")
    await counters.flush()
    assert (before, await counters.total("main", "pages")) == (1, 11)


async def test_open_counters_flush_by_themselves(ledger: MemoryLedger) -> None:
    counters = Counters(ledger, PARIS, flush_s=0.01)
    await counters.open()
    counters.count("main", "pages")
    async with asyncio.timeout(10):
        while not await counters.total("main", "pages"):  # noqa: ASYNC110 - time must pass
            await asyncio.sleep(0.01)
    await counters.close()


async def test_they_go_on_after_an_outage(clock: SetClock) -> None:
    ledger = Unreliable()
    ledger.before = 5
    counters = Counters(ledger, PARIS, now=clock, flush_s=0.01)
    await counters.open()
    counters.count("main", "pages")
    async with asyncio.timeout(10):
        while not await counters.total("main", "pages"):  # noqa: ASYNC110 - as above
            await asyncio.sleep(0.01)
    await counters.close()


async def test_closing_writes_what_there_is(ledger: MemoryLedger, counters: Counters) -> None:
    await counters.open()
    counters.count("main", "pages")
    await counters.close()
    assert await ledger.total("main", "pages", Days()) == 1


async def test_closing_ends_while_the_ledger_is_away(clock: SetClock) -> None:
    ledger = Unreliable()
    counters = Counters(ledger, PARIS, now=clock, flush_s=NEVER_S)
    await counters.open()
    counters.count("main", "pages")
    ledger.before = 1
    await counters.close()
    assert counters.waiting == 1
