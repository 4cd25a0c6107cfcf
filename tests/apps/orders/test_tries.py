"""A stranger uses up his own tries against a number, and not its owner's."""

from __future__ import annotations

import pytest

from regie.apps.orders.tries import Tries
from regie.core.limits import Limiter, MemoryBuckets, Names, RateLimited

NUMBER = ("CL-1",)
MOST = 10
WINDOW_S = 600.0
BY_ALL = 100
OWNER = "203.0.113.9"
STRANGER = "198.51.100.1"


class Watchless:
    """Time that a test moves, in microseconds."""

    def __init__(self) -> None:
        self.us = 0

    def __call__(self) -> int:
        return self.us


@pytest.fixture
def time() -> Watchless:
    return Watchless()


@pytest.fixture
def tries(time: Watchless) -> Tries:
    return of_processes(1, time)


def of_processes(processes: int, time: Watchless) -> Tries:
    """In one of so many, that knows nothing of the others."""
    limiter = Limiter(None, MemoryBuckets(Names(b"tests"), now_us=time), processes=processes)
    return Tries(limiter, most=MOST, window_s=WINDOW_S, now_ns=lambda: time.us * 1000)


async def is_shut(tries: Tries, address: str) -> bool:
    try:
        await tries.look(NUMBER, address)
    except RateLimited:
        return True
    return False


async def tried(tries: Tries, address: str, most: int) -> int:
    """How many names it could try before it was stopped."""
    for count in range(most):
        if await is_shut(tries, address):
            return count
        await tries.failed(NUMBER, address)
    return most


async def test_an_address_has_ten_tries_against_a_number(tries: Tries) -> None:
    assert await tried(tries, STRANGER, 50) == MOST


async def test_whoever_has_used_them_up_shuts_nobody_else_out(tries: Tries) -> None:
    await tried(tries, STRANGER, 50)
    assert not await is_shut(tries, OWNER)


@pytest.mark.parametrize("every_s", [1, 60])
async def test_one_address_that_never_stops_leaves_the_number_open_to_others(
    tries: Tries, time: Watchless, every_s: int
) -> None:
    for _ in range(24 * 3600 // every_s if every_s == 60 else 7200):
        time.us += every_s * 1_000_000
        if not await is_shut(tries, STRANGER):
            await tries.failed(NUMBER, STRANGER)
        assert not await is_shut(tries, OWNER)


async def test_many_addresses_are_stopped_together(tries: Tries) -> None:
    admitted = [await tried(tries, f"198.51.100.{each}", 5) for each in range(60)]
    assert sum(admitted) == BY_ALL


async def test_a_day_of_them_tries_a_bounded_count_of_names(tries: Tries, time: Watchless) -> None:
    """Some 2,500, from however many addresses."""
    names = 0
    for minute in range(24 * 60):
        time.us += 60_000_000
        names += await tried(tries, f"address {minute}", 50)
    assert names in range(2_400, 2_501)


async def test_another_number_has_tries_of_its_own(tries: Tries) -> None:
    await tried(tries, STRANGER, 50)
    await tries.look(("CL-2",), STRANGER)


def remembered_is_refused(tries: Tries, address: str) -> bool:
    try:
        tries.look_at_remembered(NUMBER, address)
    except RateLimited:
        return True
    return False


async def test_who_has_used_them_up_is_not_told_what_is_remembered(tries: Tries) -> None:
    await tried(tries, STRANGER, MOST)
    assert [remembered_is_refused(tries, each) for each in (STRANGER, OWNER)] == [True, False]


async def test_when_many_have_used_them_up_nobody_is(tries: Tries) -> None:
    for each in range(60):
        await tried(tries, f"198.51.100.{each}", 5)
    assert remembered_is_refused(tries, OWNER)


async def test_one_that_is_wrong_is_told_so_only_if_there_was_a_try_left(tries: Tries) -> None:
    """Names that came at the same moment have all looked before."""
    for _ in range(MOST):
        await tries.failed(NUMBER, STRANGER)
    with pytest.raises(RateLimited):
        await tries.failed(NUMBER, STRANGER)


async def test_what_may_be_in_two_sources_is_shut_with_either(tries: Tries) -> None:
    await tried(tries, STRANGER, MOST)
    with pytest.raises(RateLimited):
        await tries.look(("another", *NUMBER), STRANGER)


async def waits(tries: Tries, *, remembered: bool) -> int | None:
    """Seconds that a refusal names."""
    with pytest.raises(RateLimited) as refused:
        if remembered:
            tries.look_at_remembered(NUMBER, STRANGER)
        else:
            await tries.look(NUMBER, STRANGER)
    return refused.value.retry_after_s


@pytest.mark.parametrize("remembered", [True, False])
@pytest.mark.parametrize(("processes", "wait_s"), [(1, 60), (4, 240)])
async def test_who_is_refused_is_told_by_when_there_is_a_try_again(
    time: Watchless, processes: int, wait_s: int, *, remembered: bool
) -> None:
    """Without Valkey each process gives out its share, and it comes back as much more slowly.
    How much of that is over is not told: it would say when others have tried."""
    tries = of_processes(processes, time)
    await tried(tries, STRANGER, MOST)
    told = [await waits(tries, remembered=remembered)]
    time.us += (wait_s - 1) * 1_000_000
    told.append(await waits(tries, remembered=remembered))
    time.us += 1_000_000
    assert (told, await is_shut(tries, STRANGER)) == ([wait_s, wait_s], False)
