from __future__ import annotations

import asyncio

import pytest

from regie.apps.orders.coalescing import Coalesced


class Source:
    """Answers with how often it was asked, when it is told to."""

    def __init__(self) -> None:
        self.asked = 0
        self.begun = asyncio.Event()
        self.answers = asyncio.Event()

    async def load(self) -> int:
        self.asked += 1
        mine = self.asked
        self.begun.set()
        await self.answers.wait()
        return mine


@pytest.fixture
def source() -> Source:
    return Source()


@pytest.fixture
def loads() -> Coalesced[str, int]:
    return Coalesced()


async def test_who_asks_in_the_same_turn_is_answered_together(
    loads: Coalesced[str, int], source: Source
) -> None:
    source.answers.set()
    assert await asyncio.gather(*(loads.load("a", source.load) for _ in range(100))) == [1] * 100


async def test_who_comes_once_it_has_begun_loads_anew(
    loads: Coalesced[str, int], source: Source
) -> None:
    first = asyncio.ensure_future(loads.load("a", source.load))
    await source.begun.wait()
    second = asyncio.ensure_future(loads.load("a", source.load))
    await asyncio.sleep(0)
    source.answers.set()
    assert await asyncio.gather(first, second) == [1, 2]


async def test_what_is_under_way_may_be_joined(loads: Coalesced[str, int], source: Source) -> None:
    first = asyncio.ensure_future(loads.load("a", source.load))
    await source.begun.wait()
    joined = loads.under_way("a")
    assert joined is not None
    source.answers.set()
    assert (await joined, await first) == (1, 1)


async def test_what_is_forgotten_is_not_joined(loads: Coalesced[str, int], source: Source) -> None:
    first = asyncio.ensure_future(loads.load("a", source.load))
    await source.begun.wait()
    loads.forget(lambda key: key == "a")
    assert loads.under_way("a") is None
    source.answers.set()
    assert await first == 1


async def test_nothing_is_remembered(loads: Coalesced[str, int], source: Source) -> None:
    source.answers.set()
    assert [await loads.load("a", source.load) for _ in range(2)] == [1, 2]


async def test_who_goes_away_harms_nobody(loads: Coalesced[str, int], source: Source) -> None:
    first, second = (asyncio.ensure_future(loads.load("a", source.load)) for _ in range(2))
    await source.begun.wait()
    first.cancel()
    source.answers.set()
    assert await second == 1


async def test_a_failure_reaches_all_who_wait(loads: Coalesced[str, int]) -> None:
    async def fail() -> int:
        raise OSError

    outcomes = await asyncio.gather(
        *(loads.load("a", fail) for _ in range(2)), return_exceptions=True
    )
    assert [type(outcome) for outcome in outcomes] == [OSError, OSError]
