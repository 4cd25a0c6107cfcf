"""One process's connection broken, just while another publishes."""

from __future__ import annotations

from pathlib import Path

import pytest

from eventplay import HERE, Installation, Reader, next_of, step, steps_of
from regie.core.embedded import EmbeddedValkey
from regie.core.events import RESET, ReplayLimits
from upheaval import until
from wire import wired


@pytest.mark.parametrize("missed", [1, 450], ids=["one", "several pages"])
async def test_what_was_told_meanwhile_is_read_when_the_connection_is_back(
    valkey: EmbeddedValkey, tmp_path: Path, missed: int
) -> None:
    installation = Installation(valkey.url)
    async with installation.process() as told, wired(valkey.socket, tmp_path) as wire:
        installation.valkey = valkey.url.replace(str(valkey.socket.parent), str(tmp_path))
        async with installation.process() as deaf:
            reader, witness = (each.subscribe(["jobs.1"], HERE) for each in (deaf, told))
            await step(told, 0)
            await steps_of(reader, 1)
            wire.away = True
            wire.cut()
            await next_of(witness)
            watching = Reader(witness)
            for number in range(1, missed + 1):
                await step(told, number)
            await watching.until(missed)
            wire.away = False
            await step(told, missed + 1)
            assert await Reader(reader).until(missed + 1) == list(range(1, missed + 2))
            await watching.close()
            await reader.aclose()


async def test_when_more_was_told_than_is_kept_readers_look_anew(
    valkey: EmbeddedValkey, tmp_path: Path
) -> None:
    installation = Installation(valkey.url, replay=ReplayLimits(events=20))
    async with installation.process() as told, wired(valkey.socket, tmp_path) as wire:
        installation.valkey = valkey.url.replace(str(valkey.socket.parent), str(tmp_path))
        async with installation.process() as deaf:
            reader = deaf.subscribe(["jobs.1"], HERE)
            await step(told, 0)
            await steps_of(reader, 1)
            wire.away = True
            wire.cut()
            watching = Reader(told.subscribe(["jobs.1"], HERE))
            for number in range(1, 50):
                await step(told, number)
            await watching.until(49)
            wire.away = False
            assert (await next_of(reader)).name == RESET
            await watching.close()


async def test_an_emptied_server_that_stays_connected_costs_nothing(valkey: EmbeddedValkey) -> None:
    installation = Installation(valkey.url)
    async with installation.process() as one, installation.process() as other:
        reader = other.subscribe(["jobs.1"], HERE)
        await step(one, 1)
        await steps_of(reader, 1)
        bus = one._bus
        await bus._link.send("DEL", bus._stream)
        await step(one, 2)
        assert await steps_of(reader, 1) == [2]


async def test_health_says_when_nothing_is_heard(valkey: EmbeddedValkey, tmp_path: Path) -> None:
    async with wired(valkey.socket, tmp_path) as wire:
        url = valkey.url.replace(str(valkey.socket.parent), str(tmp_path))
        async with Installation(url).process() as events:
            bus = events._bus
            wire.away = True
            wire.cut()
            await until(lambda: not bus._hears.is_set())
            with pytest.raises(Exception, match="away"):
                await events.ping()
