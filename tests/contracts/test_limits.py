"""What every kind of bucket must do: Valkey's for an installation, the memory's for one process."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from itertools import count

import pytest

from regie.core.embedded import EmbeddedValkey
from regie.core.limits import (
    Asked,
    Buckets,
    Decision,
    Limit,
    MemoryBuckets,
    Names,
    ValkeyBuckets,
    Watch,
)
from regie.core.valkey import ValkeyLink, WireLimits

DAY_S = 86_400
"""A window so long that nothing drains away while a test runs."""

SUBJECTS = map(str, count())


@pytest.fixture(params=["memory", "valkey"])
async def buckets(request: pytest.FixtureRequest) -> AsyncIterator[Buckets]:
    names = Names(b"a secret of the tests")
    if request.param == "memory":
        yield MemoryBuckets(names)
        return
    server: EmbeddedValkey = request.getfixturevalue("valkey")
    link = ValkeyLink("limits", server.url, limits=WireLimits(answer_s=5))
    await link.open()
    yield ValkeyBuckets(link, names)
    await link.close()


@pytest.fixture
def somebody() -> str:
    """Whom no other test knows."""
    return next(SUBJECTS)


Decide = Callable[..., "asyncio.Future[Decision]"]


@pytest.fixture
def decide(buckets: Buckets):
    async def decide(*claims, sights=()) -> Decision:
        asked = Asked(claims, tuple(sights))
        return Decision.of(asked, await buckets.take(asked), local=False)

    return decide


async def test_it_admits_the_burst_and_not_one_more(decide: Decide, somebody: str) -> None:
    limit = Limit("burst", 5, DAY_S)
    assert [(await decide(limit.of(somebody))).admitted for _ in range(7)] == [True] * 5 + [
        False
    ] * 2


async def test_a_burst_may_be_smaller_than_the_quota(decide: Decide, somebody: str) -> None:
    limit = Limit("small", 1000, DAY_S, burst=2)
    assert [(await decide(limit.of(somebody))).admitted for _ in range(3)] == [True, True, False]


async def test_of_many_at_once_it_admits_the_burst(decide: Decide, somebody: str) -> None:
    limit = Limit("rush", 50, DAY_S)
    decisions = await asyncio.gather(*(decide(limit.of(somebody)) for _ in range(500)))
    assert sum(decision.admitted for decision in decisions) == 50


async def test_what_was_refused_passes_when_it_drained(decide: Decide, somebody: str) -> None:
    limit = Limit("drain", 20, 1, burst=1)
    await decide(limit.of(somebody))
    async with asyncio.timeout(10):
        while not (await decide(limit.of(somebody))).admitted:  # noqa: ASYNC110 - time must pass
            await asyncio.sleep(0.01)


async def test_subjects_do_not_share(decide: Decide, somebody: str) -> None:
    limit = Limit("each", 1, DAY_S)
    await decide(limit.of(somebody))
    assert (await decide(limit.of(f"{somebody}, another"))).admitted


async def test_limits_of_other_names_do_not_share(decide: Decide, somebody: str) -> None:
    await decide(Limit("one", 1, DAY_S).of(somebody))
    assert (await decide(Limit("two", 1, DAY_S).of(somebody))).admitted


async def test_a_watch_knows_nothing_of_a_limit_of_its_name(decide: Decide, somebody: str) -> None:
    claim, sights = Limit("same", 3, DAY_S).of(somebody), [Watch("same", 2, DAY_S).of(somebody)]
    told = [len((await decide(claim, sights=sights)).alerts) for _ in range(3)]
    assert told == [0, 0, 1]


async def test_any_text_may_be_a_subject(decide: Decide, somebody: str) -> None:
    assert (await decide(Limit("odd", 1, DAY_S).of(f"{somebody} \ud800 é \0"))).admitted


async def test_a_request_may_cost_several_units(decide: Decide, somebody: str) -> None:
    limit = Limit("cost", 10, DAY_S)
    costs = [4, 4, 4, 2, 1]
    admitted = [(await decide(limit.of(somebody, cost))).admitted for cost in costs]
    assert admitted == [True, True, False, True, False]


async def test_to_look_costs_nothing(decide: Decide, somebody: str) -> None:
    limit = Limit("look", 3, DAY_S)
    for _ in range(5):
        looked = await decide(limit.of(somebody, cost=0))
    assert (looked.admitted, looked.standings[0].remaining) == (True, 3)


async def test_more_than_the_burst_never_passes(decide: Decide, somebody: str) -> None:
    decision = await decide(Limit("never", 3, DAY_S).of(somebody, cost=4))
    assert (decision.admitted, decision.retry_after_s) == (False, None)


@pytest.mark.parametrize("refusing_first", [True, False])
async def test_the_refusal_of_one_takes_nothing_from_the_others(
    decide: Decide, somebody: str, refusing_first: bool
) -> None:
    wide, narrow = Limit("wide", 10, DAY_S).of(somebody), Limit("narrow", 1, DAY_S).of(somebody)
    both = (narrow, wide) if refusing_first else (wide, narrow)
    for _ in range(5):
        await decide(*both)
    assert (await decide(wide)).standings[0].remaining == 8


async def test_it_names_those_that_refuse(decide: Decide, somebody: str) -> None:
    wide, narrow = Limit("wide", 10, DAY_S), Limit("narrow", 1, DAY_S)
    for _ in range(2):
        decision = await decide(wide.of(somebody), narrow.of(somebody))
    assert decision.refusing == (narrow,)


async def test_it_tells_what_remains(decide: Decide, somebody: str) -> None:
    limit = Limit("rest", 5, DAY_S)
    remaining = [(await decide(limit.of(somebody))).standings[0].remaining for _ in range(6)]
    assert remaining == [4, 3, 2, 1, 0, 0]


async def test_without_limits_everything_passes(decide: Decide) -> None:
    assert (await decide()).admitted


async def test_a_lowered_limit_holds_at_once(decide: Decide, somebody: str) -> None:
    for _ in range(8):
        await decide(Limit("changed", 10, DAY_S).of(somebody))
    assert not (await decide(Limit("changed", 10, DAY_S, burst=5).of(somebody))).admitted


async def test_a_watch_tells_once_when_its_threshold_is_passed(
    decide: Decide, somebody: str
) -> None:
    watch = Watch("noisy", 3, DAY_S)
    told = [len((await decide(sights=[watch.of(somebody)])).alerts) for _ in range(8)]
    assert told == [0, 0, 0, 1, 0, 0, 0, 0]


async def test_a_watch_begins_anew_after_its_window(decide: Decide, somebody: str) -> None:
    watch, told = Watch("again", 3, 0.05), 0
    async with asyncio.timeout(10):
        while told < 2:
            told += len((await decide(sights=[watch.of(somebody)])).alerts)
            await asyncio.sleep(0.001)


async def test_a_watch_counts_what_was_refused(decide: Decide, somebody: str) -> None:
    limit, watch = Limit("shut", 1, DAY_S), Watch("tries", 3, DAY_S)
    decisions = [await decide(limit.of(somebody), sights=[watch.of(somebody)]) for _ in range(4)]
    assert [alert.seen for decision in decisions for alert in decision.alerts] == [4]
