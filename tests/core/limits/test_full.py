"""A Valkey that has no room left and evicts nothing, as that of the queues: limits hold."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from regie.core.embedded import EmbeddedHome, EmbeddedValkey, open_home
from regie.core.limits import Asked, Limit, Limiter, MemoryBuckets, ValkeyBuckets, Watch
from regie.core.valkey import ValkeyLink, ValkeyRefused

from .conftest import NAMES

DAY = Limit("day", 40, 86_400)
PROCESSES = 4


@pytest.fixture(scope="module")
def small_home() -> Iterator[EmbeddedHome]:
    folder = Path(tempfile.mkdtemp(prefix="regie-full-"))
    home = open_home(folder / "home", state_memory_mb=16)
    home.state.start()
    yield home
    home.state.stop(quick=True)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def small(small_home: EmbeddedHome) -> EmbeddedValkey:
    return small_home.state


@pytest.fixture
async def links(small: EmbeddedValkey) -> AsyncIterator[list[ValkeyLink]]:
    """One for each process."""
    links = [ValkeyLink("limits", small.url) for _ in range(PROCESSES)]
    for link in links:
        await link.open()
    await links[0].send("FLUSHDB", "SYNC")
    yield links
    for link in links:
        await link.close()


@pytest.fixture
def limiters(links: list[ValkeyLink]) -> list[Limiter]:
    return [
        Limiter(ValkeyBuckets(link, NAMES), MemoryBuckets(NAMES), processes=PROCESSES)
        for link in links
    ]


async def fill(link: ValkeyLink) -> None:
    """To the last byte that a key takes."""
    for size in (100_000, 1_000, 10):
        for number in range(10_000):
            try:
                await link.send("SET", f"filler:{size}:{number}", b"x" * size)
            except ValkeyRefused:
                break
        else:
            pytest.fail("it has no end")


async def make_room(link: ValkeyLink) -> None:
    await link.send("DEL", "filler:100000:0", "filler:100000:1")


async def admitted(limiters: list[Limiter]) -> int:
    """Of a hundred tries, each at the next process."""
    decisions = [
        await limiters[number % PROCESSES].decide(Asked((DAY.of("a"),))) for number in range(100)
    ]
    return sum(decision.admitted for decision in decisions)


async def test_a_full_server_keeps_the_whole_limit(
    links: list[ValkeyLink], limiters: list[Limiter]
) -> None:
    await fill(links[0])
    assert (await admitted(limiters), limiters[0].keeps) == (40, "all")


async def test_room_that_comes_and_goes_admits_nobody_twice(
    links: list[ValkeyLink], limiters: list[Limiter]
) -> None:
    counts: list[int] = []
    for _ in range(2):
        await fill(links[0])
        counts.append(await admitted(limiters))
        await make_room(links[0])
        counts.append(await admitted(limiters))
    assert counts == [40, 0, 0, 0]


async def test_what_was_taken_before_it_was_full_is_not_given_again(
    links: list[ValkeyLink], limiters: list[Limiter]
) -> None:
    before = await admitted(limiters)
    await fill(links[0])
    assert (before, await admitted(limiters)) == (40, 0)


async def test_a_watch_still_counts(links: list[ValkeyLink], limiters: list[Limiter]) -> None:
    await fill(links[0])
    asked = Asked((), (Watch("client", 100, 60).of("203.0.113.7"),))
    decisions = [await limiters[number % PROCESSES].decide(asked) for number in range(101)]
    assert [alert.seen for decision in decisions for alert in decision.alerts] == [101]
