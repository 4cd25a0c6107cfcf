"""What locks must do, wherever their leases are kept."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from itertools import count

import pytest

from regie.core.db import Database, DatabaseUrl
from regie.core.locks import Leases, LockBusy, LockLost, Locks, MemoryLeases, PostgresLeases

NAMES = map("lock {}".format, count())
SHORT_S = 0.05
"""A lease that is over soon when nobody prolongs it."""
LONG_S = 600.0


@pytest.fixture(scope="module")
async def database(migrated: DatabaseUrl) -> AsyncIterator[Database]:
    database = Database(migrated, pool_size=20, pool_overflow=0)
    await database.open()
    yield database
    await database.close()


@pytest.fixture(params=["memory", "postgres"])
def leases(request: pytest.FixtureRequest, database: Database) -> Leases:
    return MemoryLeases() if request.param == "memory" else PostgresLeases(database)


@pytest.fixture
def ours(leases: Leases) -> Locks:
    return Locks(leases, owner="ours")


@pytest.fixture
def theirs(leases: Leases) -> Locks:
    """Of another process."""
    return Locks(leases, owner="theirs")


@pytest.fixture
def name() -> str:
    """Of a lock that no other test knows."""
    return next(NAMES)


async def lapsed(leases: Leases, name: str) -> int:
    """The token of a holder who died, when its lease is over."""
    token = await leases.take(name, "dead", SHORT_S)
    assert isinstance(token, int)
    while not all(holder.lapsed for holder in await leases.holders() if holder.name == name):  # noqa: ASYNC110 - time must pass
        await asyncio.sleep(0.01)
    return token


async def test_it_is_held_by_one_at_a_time(ours: Locks, theirs: Locks, name: str) -> None:
    inside, most = 0, 0

    async def enter(locks: Locks) -> None:
        nonlocal inside, most
        async with locks.hold(name):
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0)
            inside -= 1

    await asyncio.gather(*(enter(locks) for locks in (ours, theirs) * 10))
    assert most == 1


async def test_locks_of_other_names_are_free(ours: Locks, theirs: Locks, name: str) -> None:
    async with ours.hold(name), theirs.try_hold(f"{name}, another") as held:
        assert held is not None


async def test_a_trial_says_at_once_that_somebody_has_it(
    ours: Locks, theirs: Locks, name: str
) -> None:
    async with ours.hold(name), theirs.try_hold(name) as held:
        assert held is None


async def test_a_trial_in_the_same_process_says_so_too(ours: Locks, name: str) -> None:
    async with ours.hold(name), ours.try_hold(name) as held:
        assert held is None


@pytest.mark.parametrize("same_process", [True, False])
async def test_who_waits_in_vain_is_told(
    ours: Locks, theirs: Locks, name: str, same_process: bool
) -> None:
    async with ours.hold(name):
        with pytest.raises(LockBusy):
            async with (ours if same_process else theirs).hold(name, wait_s=0.05):
                pass


async def test_without_waiting_a_free_lock_is_taken(ours: Locks, name: str) -> None:
    async with ours.hold(name, wait_s=0) as held:
        assert held.name == name


async def test_who_waits_gets_it_when_it_is_released(ours: Locks, theirs: Locks, name: str) -> None:
    async with ours.hold(name):
        waiting = asyncio.create_task(_token(theirs, name))
        await asyncio.sleep(0.05)
        assert not waiting.done()
    await asyncio.wait_for(waiting, 10)


async def test_in_one_process_who_came_first_is_served_first(ours: Locks, name: str) -> None:
    served: list[int] = []

    async def enter(number: int) -> None:
        async with ours.hold(name):
            served.append(number)

    async with ours.hold(name):
        entering = [asyncio.create_task(enter(number)) for number in range(5)]
        await asyncio.sleep(0)
    await asyncio.gather(*entering)
    assert served == [0, 1, 2, 3, 4]


async def test_tokens_rise(ours: Locks, theirs: Locks, name: str) -> None:
    tokens = [await _token(locks, name) for locks in (ours, theirs) * 3]
    assert tokens == sorted(set(tokens))


async def test_it_is_released_when_the_body_fails(ours: Locks, theirs: Locks, name: str) -> None:
    with pytest.raises(KeyError):
        async with ours.hold(name):
            raise KeyError
    async with theirs.try_hold(name) as held:
        assert held is not None


async def test_a_body_s_own_time_out_stays_one(ours: Locks, name: str) -> None:
    with pytest.raises(TimeoutError):
        async with ours.hold(name):
            raise TimeoutError


async def test_it_is_released_when_the_holder_is_cancelled(
    ours: Locks, theirs: Locks, name: str
) -> None:
    holding = asyncio.create_task(_hold_for_ever(ours, name))
    await _until_held(ours, name)
    holding.cancel()
    with suppress(asyncio.CancelledError):
        await holding
    async with theirs.try_hold(name) as held:
        assert held is not None


async def test_who_is_cancelled_while_taking_leaves_it_free(
    ours: Locks, theirs: Locks, name: str
) -> None:
    taking = asyncio.create_task(_hold_for_ever(ours, name))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    taking.cancel()
    async with theirs.hold(name, wait_s=10) as held:
        assert held.name == name


async def test_the_dead_are_succeeded_when_their_lease_ends(
    leases: Leases, ours: Locks, name: str
) -> None:
    await leases.take(name, "dead", SHORT_S)
    async with ours.hold(name, wait_s=10) as held:
        assert held.owner == "ours"


async def test_the_living_prolong_their_lease(ours: Locks, theirs: Locks, name: str) -> None:
    async with ours.hold(name, lease_s=0.3):
        with pytest.raises(LockBusy):
            async with theirs.hold(name, wait_s=1):
                pass


async def test_a_lease_that_nobody_wanted_can_be_prolonged_late(leases: Leases, name: str) -> None:
    token = await lapsed(leases, name)
    assert await leases.renew(name, token, LONG_S)


async def test_a_lease_that_somebody_has_taken_cannot(leases: Leases, name: str) -> None:
    token = await lapsed(leases, name)
    await leases.take(name, "next", LONG_S)
    assert not await leases.renew(name, token, LONG_S)


async def test_a_stale_holder_releases_nothing(leases: Leases, ours: Locks, name: str) -> None:
    token = await lapsed(leases, name)
    await leases.take(name, "next", LONG_S)
    assert not await leases.release(name, token)
    async with ours.try_hold(name) as held:
        assert held is None


async def test_who_loses_it_is_cancelled_and_told(leases: Leases, ours: Locks, name: str) -> None:
    with pytest.raises(LockLost):
        async with ours.hold(name, lease_s=0.2) as held:
            await leases.release(name, held.token)  # as if the lease had ended and been taken
            await asyncio.sleep(LONG_S)


async def test_who_does_not_let_himself_be_cancelled_is_told_at_the_end(
    leases: Leases, ours: Locks, name: str
) -> None:
    with pytest.raises(LockLost):
        async with ours.hold(name, lease_s=0.2) as held:
            await leases.release(name, held.token)
            with suppress(asyncio.CancelledError):
                await held.lost.wait()
                await asyncio.sleep(LONG_S)


async def test_losing_it_leaves_the_cancelling_of_others_alone(
    leases: Leases, ours: Locks, name: str
) -> None:
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.5):
            with suppress(LockLost):
                async with ours.hold(name, lease_s=0.2) as held:
                    await leases.release(name, held.token)
                    await asyncio.sleep(LONG_S)
            await asyncio.sleep(LONG_S)


async def test_a_holder_passes_the_fence(ours: Locks, database: Database, name: str) -> None:
    async with ours.hold(name) as held, database.begin() as connection:
        await held.fence(connection)


async def test_whose_lease_is_over_passes_while_nobody_has_taken_it(
    leases: Leases, database: Database, name: str
) -> None:
    token = await lapsed(leases, name)
    async with database.begin() as connection:
        await leases.fence(connection, name, token)


@pytest.mark.parametrize("after", ["taken", "released", "never held"])
async def test_the_stale_do_not_pass(
    leases: Leases, database: Database, name: str, after: str
) -> None:
    token = -1
    if after != "never held":
        token = await lapsed(leases, name)
    if after == "released":
        await leases.release(name, token)
    if after == "taken":
        await leases.take(name, "next", LONG_S)
    with pytest.raises(LockLost):
        async with database.begin() as connection:
            await leases.fence(connection, name, token)


async def test_the_holders_are_known(ours: Locks, theirs: Locks, name: str) -> None:
    async with ours.hold(name) as held:
        seen = [holder for holder in await theirs.holders() if holder.name == name]
    assert [(one.owner, one.token, one.lapsed) for one in seen] == [("ours", held.token, False)]
    assert seen[0].since < seen[0].until


async def test_who_has_released_is_no_holder(ours: Locks, name: str) -> None:
    await _token(ours, name)
    assert name not in {holder.name for holder in await ours.holders()}


@pytest.mark.parametrize("name", ["", "x" * 201, "two\nlines", "nul\0"])
async def test_a_name_that_nobody_could_read_is_refused(ours: Locks, name: str) -> None:
    with pytest.raises(ValueError, match="name of a lock"):
        await _token(ours, name)


@pytest.mark.parametrize("lease_s", [0, -1, float("inf"), float("nan")])
async def test_a_lease_without_an_end_is_refused(ours: Locks, name: str, lease_s: float) -> None:
    with pytest.raises(ValueError, match="lease"):
        async with ours.hold(name, lease_s=lease_s):
            pass


async def _token(locks: Locks, name: str) -> int:
    async with locks.hold(name) as held:
        return held.token


async def _hold_for_ever(locks: Locks, name: str) -> None:
    async with locks.hold(name):
        await asyncio.sleep(LONG_S)


async def _until_held(locks: Locks, name: str) -> None:
    while name not in {holder.name for holder in await locks.holders()}:  # noqa: ASYNC110 - as above
        await asyncio.sleep(0.01)
