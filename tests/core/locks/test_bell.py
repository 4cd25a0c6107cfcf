"""A release is heard by those who wait, in all processes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from regie.core.embedded import EmbeddedValkey
from regie.core.locks import Locks, MemoryLeases, ValkeyBell
from regie.core.valkey import ValkeyLink, WireLimits


@pytest.fixture
async def bells(valkey: EmbeddedValkey) -> AsyncIterator[list[ValkeyBell]]:
    """Of two processes."""
    limits = WireLimits(answer_s=5)
    links = [ValkeyLink("locks", valkey.url, limits=limits) for _ in range(4)]
    bells = [ValkeyBell(links[0], links[1]), ValkeyBell(links[2], links[3])]
    for link in links:
        await link.open()
    yield bells
    for link in links:
        await link.close()


async def test_a_release_is_heard_elsewhere(bells: list[ValkeyBell]) -> None:
    ours, theirs = bells
    with theirs.listening("lock") as rung:
        async with Locks(MemoryLeases(), ours).hold("lock"):
            pass
        await asyncio.wait_for(rung.wait(), 10)


async def test_only_those_hear_it_who_wait_for_that_lock(bells: list[ValkeyBell]) -> None:
    ours, theirs = bells
    with theirs.listening("one") as one, theirs.listening("two") as two:
        ours.ring("one")
        await asyncio.wait_for(one.wait(), 10)
        assert not two.is_set()


async def test_who_waits_takes_it_when_it_is_heard(bells: list[ValkeyBell]) -> None:
    leases = MemoryLeases()
    ours, theirs = (Locks(leases, bell) for bell in bells)

    async def take() -> None:
        async with theirs.hold("lock"):
            pass

    async with ours.hold("lock"):
        taking = asyncio.create_task(take())
        await asyncio.sleep(0.05)
    await asyncio.wait_for(taking, 10)


async def test_without_valkey_a_lock_is_held_all_the_same() -> None:
    link, ear = (ValkeyLink("away", "unix:///nowhere/valkey.sock") for _ in range(2))
    bell = ValkeyBell(link, ear)
    async with Locks(MemoryLeases(), bell).hold("lock") as held:
        assert (held.name, bell.hears) == ("lock", False)
