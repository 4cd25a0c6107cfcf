"""What a holder learns when his lease cannot be prolonged."""

from __future__ import annotations

import asyncio
import os

import pytest

from regie.core.errors import Unavailable
from regie.core.locks import LockLost, Locks, MemoryLeases


class Troubled(MemoryLeases):
    """A place that fails so many times when it is asked to prolong, and always to release."""

    def __init__(self, failures: int):
        super().__init__()
        self.failures = failures
        self.renewed = asyncio.Event()

    async def renew(self, name: str, token: int, lease_s: float) -> bool:
        if self.failures:
            self.failures -= 1
            raise Unavailable
        self.renewed.set()
        return await super().renew(name, token, lease_s)

    async def release(self, name: str, token: int) -> bool:  # noqa: ARG002 - a signature
        raise Unavailable


class Silent(MemoryLeases):
    """A place that says nothing."""

    async def renew(self, name: str, token: int, lease_s: float) -> bool:  # noqa: ARG002 - as above
        await asyncio.sleep(600)
        return True


@pytest.mark.parametrize("leases", [Troubled(10_000), Silent()], ids=["away", "silent"])
async def test_it_is_lost_when_the_lease_is_over_and_nobody_could_be_asked(
    leases: MemoryLeases,
) -> None:
    with pytest.raises(LockLost):
        async with Locks(leases).hold("lock", lease_s=0.3):
            await asyncio.sleep(600)


async def test_trouble_that_passes_in_time_is_not_noticed() -> None:
    leases = Troubled(2)
    async with Locks(leases).hold("lock", lease_s=3) as held:
        await asyncio.wait_for(leases.renewed.wait(), 10)
    assert not held.lost.is_set()


async def test_what_was_done_stays_done_when_it_cannot_be_released() -> None:
    leases = Troubled(0)
    async with Locks(leases).hold("lock"):
        done = True
    assert (done, len(await leases.holders())) == (True, 1)


async def test_nothing_of_a_lock_remains_in_the_process() -> None:
    before = asyncio.all_tasks()
    async with Locks(MemoryLeases()).hold("lock"):
        pass
    assert asyncio.all_tasks() == before


async def test_an_owner_is_named_by_machine_and_process() -> None:
    async with Locks(MemoryLeases()).hold("lock") as held:
        assert held.owner.endswith(f":{os.getpid()}")
