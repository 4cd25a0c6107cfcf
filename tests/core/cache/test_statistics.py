"""What the cache did can be read, per prefix."""

from __future__ import annotations

import asyncio

from cacheplay import HERE, Installation
from regie.core.cache import Policy


async def test_each_way_of_answering_is_counted(installation: Installation) -> None:
    one, other = [await installation.process(Policy(60, 0, stale_s=60)) for _ in range(2)]
    await asyncio.gather(*(one.ask() for _ in range(3)))
    for _ in range(4):
        await one.ask()
    await other.ask()
    installation.clock.pass_s(61)
    installation.source.error = ConnectionError("away")
    for _ in range(2):
        await one.ask()
    counted = one.cache.statistics()[0]
    assert (counted.misses, counted.memory_hits, counted.stale_served) == (3, 4, 2)
    assert (counted.loads, counted.load_errors) == (2, 1)
    assert other.cache.statistics()[0].valkey_hits == 1


async def test_what_is_in_memory_is_counted(installation: Installation) -> None:
    process = await installation.process()
    for number in ("CL-1", "CL-2"):
        await process.ask(number=number)
    assert process.cache.statistics()[0].entries == 2
    await process.cache.clear()
    assert process.cache.statistics()[0].bytes == 0


async def test_the_ratio_of_hits(installation: Installation) -> None:
    process = await installation.process()
    for _ in range(4):
        await process.ask()
    assert process.cache.statistics()[0].hit_ratio == 0.75


async def test_an_overtaken_load_is_counted(installation: Installation) -> None:
    process = await installation.process()
    installation.source.gate.clear()
    asking = asyncio.create_task(process.ask())
    await installation.source.reached.wait()
    await process.cache.invalidate("orders")
    installation.source.gate.set()
    await asking
    assert process.cache.statistics()[0].spoiled == 1


async def test_books_are_kept_although_the_switch_empties_the_memory(
    installation: Installation,
) -> None:
    process = await installation.process()
    for _ in range(3):
        await process.ask()
    await process.cache.switch(enabled=False)
    assert process.cache.statistics()[0].memory_hits == 2
    assert process.region.peek(HERE, ("CL-1",)) is None
    await process.cache.switch(enabled=True)
