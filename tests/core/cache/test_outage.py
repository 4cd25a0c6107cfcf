"""Valkey killed, hung, cut off, flushed and full: what holds meanwhile and afterwards."""

from __future__ import annotations

import asyncio
from contextlib import nullcontext
from pathlib import Path

import pytest

from cacheplay import HERE, PATIENT, Installation, Process
from regie.core.cache.cache import DEGRADED_S
from regie.core.embedded import EmbeddedValkey
from regie.core.valkey import ValkeyRefused, WireLimits
from upheaval import kill, stopped, until
from wire import wired

HASTY = WireLimits(answer_s=0.1)


async def pair(installation: Installation, wire: WireLimits = HASTY) -> tuple[Process, Process]:
    """Two processes that remember the first state and soon notice when Valkey is silent."""
    one, other = [await installation.process(wire=wire, heartbeat_s=0.01) for _ in range(2)]
    for process in (one, other):
        await process.ask()
    return one, other


def cut_off(process: Process) -> bool:
    return not any(link.up for link in process.links)


def connected(process: Process) -> bool:
    return all(link.up for link in process.links)


async def test_a_dead_valkey_is_not_noticed_by_callers(
    installation: Installation, server: EmbeddedValkey
) -> None:
    one, _ = await pair(installation)
    kill(server)
    for number in range(20):
        assert await one.ask(number=str(number)) == "first"


async def test_without_valkey_each_process_loads_once(
    installation: Installation, server: EmbeddedValkey
) -> None:
    one, other = await pair(installation)
    kill(server)
    await until(lambda: cut_off(one) and cut_off(other))
    before = installation.source.loads
    await asyncio.gather(*(p.ask(number="CL-2") for p in (one, other) for _ in range(500)))
    assert installation.source.loads - before == 2


@pytest.mark.parametrize("how", ["killed", "hung"])
async def test_while_valkey_is_away_nothing_in_memory_lives_long(
    installation: Installation, server: EmbeddedValkey, how: str
) -> None:
    one, other = await pair(installation)
    with stopped(server) if how == "hung" else nullcontext():
        if how == "killed":
            kill(server)
        await until(lambda: cut_off(one) and cut_off(other))
        installation.source.state = "second"
        assert not await one.cache.invalidate("orders")
        assert await one.ask() == "second"
        installation.clock.pass_s(DEGRADED_S)
        assert await other.ask() == "second"


async def test_what_was_loaded_meanwhile_does_not_live_long_either(
    installation: Installation, server: EmbeddedValkey
) -> None:
    one, _ = await pair(installation)
    kill(server)
    await until(lambda: cut_off(one))
    await one.ask(number="CL-2")
    installation.clock.pass_s(DEGRADED_S)
    assert one.region.peek(HERE, ("CL-2",)) is None


async def test_an_invalidation_that_could_not_be_told_is_told_when_valkey_is_back(
    installation: Installation, server: EmbeddedValkey
) -> None:
    one, other = await pair(installation)
    with stopped(server):
        await until(lambda: cut_off(one) and cut_off(other))
        installation.source.state = "second"
        assert not await one.cache.invalidate("orders")
    await until(lambda: connected(one) and connected(other))
    late = await installation.process()
    assert [await process.ask() for process in (one, other, late)] == ["second"] * 3


async def test_nothing_that_was_missed_is_served_after_a_reconnection(
    installation: Installation, server: EmbeddedValkey, tmp_path: Path
) -> None:
    """The bus of one process breaks for a moment, just while another invalidates."""
    told = await installation.process()
    async with wired(server.socket, tmp_path) as wire:
        url = server.url.replace(str(server.socket.parent), str(tmp_path))
        deaf = await installation.process(url=url)
        await deaf.ask()
        wire.away = True
        wire.cut()
        await until(lambda: cut_off(deaf))
        installation.source.state = "second"
        assert await told.cache.invalidate("orders")
        wire.away = False
        for link in deaf.links:
            await link.ping()
        assert await deaf.ask() == "second"
        await deaf.close()


async def test_a_hung_valkey_costs_a_caller_one_wait_and_then_none(
    installation: Installation, server: EmbeddedValkey
) -> None:
    one, _ = await pair(installation)
    with stopped(server):
        assert await one.ask(number="CL-2") == "first"
        await until(lambda: cut_off(one))
        assert await one.ask(number="CL-3") == "first"


async def test_a_flushed_valkey_costs_one_load(installation: Installation) -> None:
    one, other = await pair(installation, PATIENT)
    await one.links[0].send("FLUSHALL")
    await one.cache.invalidate("orders")
    before = installation.source.loads
    await asyncio.gather(*(p.ask() for p in (one, other, one, other)))
    assert installation.source.loads - before == 1


async def test_after_a_flush_an_invalidation_still_reaches_the_other_memory(
    installation: Installation,
) -> None:
    one, other = await pair(installation, PATIENT)
    await one.links[0].send("FLUSHALL")
    await one.cache.invalidate("orders")
    await until(lambda: other.region.peek(HERE, ("CL-1",)) is None)


async def test_a_full_valkey_is_done_without(
    installation: Installation, state_server: EmbeddedValkey
) -> None:
    """The server of the state refuses writes when it is full, as a cache's server may, too."""
    one = await installation.process(url=state_server.url)
    filling = one.links[0]
    await filling.send("SETRANGE", "filler", 16 * 1024 * 1024, "x")
    with pytest.raises(ValkeyRefused, match="OOM"):
        await filling.send("SET", "more", "x")
    assert [await one.ask(), await one.ask()] == ["first"] * 2
    assert installation.source.loads == 1


async def test_a_flapping_valkey_is_survived(
    installation: Installation, server: EmbeddedValkey, tmp_path: Path
) -> None:
    async with wired(server.socket, tmp_path) as wire:
        url = server.url.replace(str(server.socket.parent), str(tmp_path))
        one = await installation.process(url=url, wire=HASTY)
        for number in range(20):
            wire.cut()
            assert await one.ask(number=str(number)) == "first"
            await asyncio.gather(*(link.ping() for link in one.links), return_exceptions=True)
        await one.close()
