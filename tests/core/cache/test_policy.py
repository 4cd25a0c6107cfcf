"""What happens when an answer grows old and its source is slow or broken."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from cacheplay import HERE, Installation, Process
from regie.core.cache import LoadTimeout, Policy
from regie.core.embedded import EmbeddedValkey
from regie.core.errors import NotFound
from upheaval import until

POLICY = Policy(ttl_s=60, jitter=0, stale_s=600, retry_s=5, negative_ttl_s=5)


@pytest.fixture(params=["two levels", "memory only"])
async def place(request: pytest.FixtureRequest, server: EmbeddedValkey):
    made = Installation(server.url if request.param == "two levels" else None)
    yield made
    await made.close()


async def grown_old(place: Installation, policy: Policy) -> Process:
    """The first state is remembered and past its time; the source has the second."""
    process = await place.process(policy)
    await process.ask()
    place.source.state = "second"
    place.clock.pass_s(61)
    return process


async def test_after_its_time_an_answer_is_loaded_anew(place: Installation) -> None:
    process = await grown_old(place, POLICY)
    assert await process.ask() == "second"


async def test_a_source_that_fails_is_covered_by_the_stale_answer(place: Installation) -> None:
    process = await grown_old(place, POLICY)
    place.source.error = ConnectionError("away")
    assert await process.ask() == "first"


async def test_a_source_that_failed_is_left_alone_for_a_moment(place: Installation) -> None:
    process = await grown_old(place, POLICY)
    place.source.error = ConnectionError("away")
    for _ in range(10):
        await process.ask()
    assert place.source.loads == 2


async def test_and_then_asked_again(place: Installation) -> None:
    process = await grown_old(place, POLICY)
    place.source.error = ConnectionError("away")
    await process.ask()
    place.source.error = None
    place.clock.pass_s(6)
    assert await process.ask() == "second"


async def test_a_stale_answer_does_not_serve_beyond_its_bound(place: Installation) -> None:
    process = await grown_old(place, POLICY)
    place.source.error = ConnectionError("away")
    place.clock.pass_s(600)
    with pytest.raises(ConnectionError):
        await process.ask()


async def test_nor_does_it_contradict_a_source_that_says_there_is_none(
    place: Installation,
) -> None:
    process = await grown_old(place, POLICY)
    place.source.error = NotFound("gone")
    with pytest.raises(NotFound):
        await process.ask()
    place.source.error = ConnectionError("away")
    with pytest.raises(ConnectionError):
        await process.ask()


async def test_what_was_invalidated_never_covers_a_failure(place: Installation) -> None:
    process = await grown_old(place, POLICY)
    await process.cache.invalidate("orders")
    place.source.error = ConnectionError("away")
    with pytest.raises(ConnectionError):
        await process.ask()


async def test_a_slow_source_is_covered_and_its_answer_kept(place: Installation) -> None:
    process = await grown_old(place, replace(POLICY, soft_timeout_s=0.001))
    place.source.gate.clear()
    assert await process.ask() == "first"
    place.source.gate.set()
    await until(lambda: process.region.peek(HERE, ("CL-1",)))
    assert await process.ask() == "second"
    assert place.source.loads == 2


async def test_without_a_stale_answer_a_slow_source_is_waited_for(place: Installation) -> None:
    process = await place.process(replace(POLICY, soft_timeout_s=0.0))
    assert await process.ask() == "first"


async def test_a_load_that_takes_too_long_is_given_up(place: Installation) -> None:
    process = await place.process(replace(POLICY, hard_timeout_s=0.01))
    place.source.gate.clear()
    with pytest.raises(LoadTimeout):
        await process.ask()


async def test_and_is_covered_by_a_stale_answer(place: Installation) -> None:
    process = await grown_old(place, replace(POLICY, hard_timeout_s=0.01))
    place.source.gate.clear()
    assert await process.ask() == "first"


async def test_a_time_out_of_the_source_s_own_is_an_error_like_others(place: Installation) -> None:
    process = await place.process(POLICY)
    place.source.error = TimeoutError("mine")
    with pytest.raises(TimeoutError, match="mine"):
        await process.ask()


async def test_an_answer_is_refreshed_ahead_of_time_while_it_serves(place: Installation) -> None:
    process = await place.process(replace(POLICY, eager=0.8))
    await process.ask()
    place.source.state = "second"
    place.clock.pass_s(50)
    assert await process.ask() == "first"
    await until(lambda: not process.region.flights)
    assert await process.ask() == "second"


async def test_a_refresh_that_fails_ahead_of_time_changes_nothing(place: Installation) -> None:
    process = await place.process(replace(POLICY, eager=0.8))
    await process.ask()
    place.source.error = ConnectionError("away")
    place.clock.pass_s(50)
    for _ in range(5):
        assert await process.ask() == "first"
        await asyncio.sleep(0.002)
    assert place.source.loads == 2


async def test_only_one_of_two_processes_refreshes(installation: Installation) -> None:
    one, other = [await installation.process(replace(POLICY, eager=0.8)) for _ in range(2)]
    for process in (one, other):
        await process.ask()
    installation.source.gate.clear()
    installation.clock.pass_s(50)
    for process in (one, other):
        assert await process.ask() == "first"
    await installation.source.reached.wait()
    installation.source.gate.set()
    for process in (one, other):
        await until(lambda p=process: not p.region.flights)
    assert installation.source.loads == 2


async def test_nothing_is_remembered_for_a_short_time_only(place: Installation) -> None:
    loads = 0

    async def nothing() -> None:
        nonlocal loads
        loads += 1

    process = await place.process(POLICY)
    region = process.cache.region("none", str | None, POLICY)
    for _ in range(2):
        assert await region.get_or_load(HERE, (), nothing) is None
    assert loads == 1
    place.clock.pass_s(6)
    await region.get_or_load(HERE, (), nothing)
    assert loads == 2


async def test_unless_told_nothing_is_not_remembered(place: Installation) -> None:
    loads = 0

    async def nothing() -> None:
        nonlocal loads
        loads += 1

    process = await place.process()
    region = process.cache.region("none", str | None, Policy(ttl_s=60))
    for _ in range(2):
        await region.get_or_load(HERE, (), nothing)
    assert loads == 2


def test_times_are_spread_below_the_one_that_was_asked_for() -> None:
    times = {Policy(ttl_s=100, jitter=0.2).lifetime_s(negative=False) for _ in range(100)}
    assert len(times) > 90
    assert all(80 <= time <= 100 for time in times)


@pytest.mark.parametrize(
    "wrong", [{"ttl_s": 0}, {"jitter": 1.0}, {"eager": 1.5}, {"hard_timeout_s": 0}]
)
def test_a_policy_that_cannot_work_is_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=r"must|between"):
        Policy(**{"ttl_s": 1, **wrong})


async def test_a_value_of_another_type_is_refused_when_loaded(place: Installation) -> None:
    async def wrong() -> dict[str, int]:
        return {"number": 1}

    process = await place.process()
    with pytest.raises(ValueError, match="Expected"):
        await process.region.get_or_load(HERE, (), wrong)
