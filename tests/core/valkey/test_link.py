"""Many tasks share one connection; what follows when its server is not well."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path
from time import monotonic

import pytest

from regie.core.embedded import EmbeddedValkey
from regie.core.valkey import (
    Script,
    ValkeyAway,
    ValkeyBusy,
    ValkeyFailed,
    ValkeyLink,
    ValkeyRefused,
    ValkeyTimeout,
    WireLimits,
)
from upheaval import kill, stopped, until
from wire import Wire, wired

from .conftest import NewLink


async def test_each_of_many_tasks_gets_its_own_answer(link: ValkeyLink) -> None:
    async def echo(number: int) -> bool:
        return await link.send("ECHO", str(number)) == str(number).encode()

    assert all(await asyncio.gather(*map(echo, range(5000))))


async def test_a_large_value_comes_back_whole(link: ValkeyLink) -> None:
    value = bytes(range(256)) * 65_536
    await link.send("SET", "large", value)
    assert await link.send("GET", "large") == value


async def test_an_error_belongs_to_the_command_that_made_it(link: ValkeyLink) -> None:
    answers = await asyncio.gather(
        link.send("ECHO", "a"), link.send("NOSUCH"), link.send("ECHO", "b"), return_exceptions=True
    )
    assert [type(answer) for answer in answers] == [bytes, ValkeyRefused, bytes]


async def test_a_refusal_says_its_word(link: ValkeyLink) -> None:
    await link.send("SET", "text", "a")
    with pytest.raises(ValkeyRefused) as refusal:
        await link.send("HGET", "text", "field")
    assert refusal.value.word == "WRONGTYPE"


async def test_a_cancelled_asker_harms_nobody(link: ValkeyLink) -> None:
    cancelled, kept = link.send("ECHO", "a"), link.send("ECHO", "b")
    cancelled.cancel()
    assert await kept == b"b"


async def test_what_is_asked_in_one_turn_leaves_together(link: ValkeyLink) -> None:
    def packets() -> object:
        return link.send("INFO", "stats")

    before = _stat(await packets(), "total_reads_processed")
    await asyncio.gather(*(link.send("PING") for _ in range(100)))
    assert _stat(await packets(), "total_reads_processed") - before == 2


def _stat(info: bytes, name: str) -> int:
    return next(
        int(line.split(":")[1]) for line in info.decode().splitlines() if line.startswith(name)
    )


async def test_a_script_runs_although_the_server_has_never_seen_it(link: ValkeyLink) -> None:
    await link.send("SCRIPT", "FLUSH")
    script = Script("return {KEYS[1], ARGV[1]}")
    assert await script.run(link, ["k"], ["a"]) == await script.run(link, ["k"], ["a"])


async def test_what_a_script_refuses_reaches_its_caller(link: ValkeyLink) -> None:
    with pytest.raises(ValkeyRefused):
        await Script("return redis.error_reply('MINE no')").run(link, [], [])


async def test_the_password_is_demanded(valkey: EmbeddedValkey, new_link: NewLink) -> None:
    link = new_link(f"unix://:wrong@{valkey.socket}")
    await link.open()
    with pytest.raises(ValkeyAway):
        await link.send("PING")


async def test_another_database_is_another_place(
    link: ValkeyLink, valkey: EmbeddedValkey, new_link: NewLink
) -> None:
    other = new_link(f"{valkey.url}?db=3")
    await other.open()
    await link.send("SET", "here", "a")
    assert await other.send("GET", "here") is None


async def test_it_knows_the_clock_of_the_server(link: ValkeyLink) -> None:
    seconds, _ = await link.send("TIME")
    assert abs(link.server_ahead_s + monotonic() - int(seconds)) < 2


async def test_too_much_in_flight_is_refused_at_once(
    valkey: EmbeddedValkey, new_link: NewLink
) -> None:
    link = new_link(valkey, limits=WireLimits(in_flight=3))
    await link.open()
    answers = [link.send("PING") for _ in range(3)]
    with pytest.raises(ValkeyBusy):
        link.send("PING")
    assert await asyncio.gather(*answers) == [b"PONG"] * 3


async def test_too_many_unsent_bytes_are_refused_at_once(
    valkey: EmbeddedValkey, new_link: NewLink
) -> None:
    link = new_link(valkey, limits=WireLimits(unsent_bytes=1000))
    await link.open()
    answer = link.send("ECHO", b"a" * 600)
    with pytest.raises(ValkeyBusy):
        link.send("ECHO", b"a" * 600)
    assert len(await answer) == 600


async def test_messages_reach_the_listener(
    link: ValkeyLink, valkey: EmbeddedValkey, new_link: NewLink
) -> None:
    heard: list[bytes] = []
    ear = new_link(valkey)
    ear.listen("news", heard.append)
    await ear.open()
    await link.send("PUBLISH", "news", "a")
    await until(lambda: heard)
    assert heard == [b"a"]


async def test_who_welcomes_talks_before_anybody_else(
    valkey: EmbeddedValkey, new_link: NewLink
) -> None:
    link = new_link(valkey)
    seen: list[bool] = []

    async def greet(wire) -> None:
        await wire.send("PING")
        seen.append(link.up)

    link.welcome.append(greet)
    await link.open()
    assert seen == [False]


class TestAServerThatDies:
    async def test_fails_what_is_in_flight(self, doomed: EmbeddedValkey, new_link: NewLink) -> None:
        link = new_link(doomed)
        await link.open()
        with stopped(doomed):
            answer = link.send("PING")
            await asyncio.sleep(0)
            kill(doomed)
        with pytest.raises(ValkeyAway):
            await answer

    async def test_is_not_waited_for(self, doomed: EmbeddedValkey, new_link: NewLink) -> None:
        link = new_link(doomed)
        await link.open()
        kill(doomed)
        await until(lambda: not link.up)
        with pytest.raises(ValkeyAway):
            link.send("PING")

    async def test_is_found_again_when_it_is_back(
        self, doomed: EmbeddedValkey, new_link: NewLink
    ) -> None:
        link = new_link(doomed)
        await link.open()
        kill(doomed)
        await until(lambda: not link.up)
        await asyncio.to_thread(doomed.start)
        await until(lambda: link.up)
        assert await link.send("PING") == b"PONG"

    async def test_tells_those_who_want_to_know(
        self, doomed: EmbeddedValkey, new_link: NewLink
    ) -> None:
        link = new_link(doomed)
        told: list[bool] = []
        link.farewell.append(lambda: told.append(True))
        await link.open()
        kill(doomed)
        await until(lambda: told)
        assert link.losses == 1


class TestAServerThatHangs:
    async def test_fails_commands_and_loses_the_connection(
        self, doomed: EmbeddedValkey, new_link: NewLink
    ) -> None:
        link = new_link(doomed, limits=WireLimits(answer_s=0.1))
        await link.open()
        with stopped(doomed):
            with pytest.raises(ValkeyFailed):
                await link.send("PING")
            await until(lambda: not link.up)

    async def test_is_noticed_without_any_command(
        self, doomed: EmbeddedValkey, new_link: NewLink
    ) -> None:
        link = new_link(doomed, limits=WireLimits(answer_s=0.1), heartbeat_s=0.01)
        await link.open()
        with stopped(doomed):
            await until(lambda: not link.up)

    async def test_is_not_taken_for_back_while_it_only_accepts(
        self, doomed: EmbeddedValkey, new_link: NewLink
    ) -> None:
        link = new_link(doomed, limits=WireLimits(answer_s=0.1))
        with stopped(doomed):
            await link.open()
            with pytest.raises(ValkeyAway):
                link.send("PING")

    async def test_is_used_again_when_it_goes_on(
        self, doomed: EmbeddedValkey, new_link: NewLink
    ) -> None:
        link = new_link(doomed, limits=WireLimits(answer_s=0.1))
        await link.open()
        with stopped(doomed):
            with suppress(ValkeyFailed):
                await link.send("PING")
            await until(lambda: not link.up)
        await until(lambda: link.up)
        assert await link.send("PING") == b"PONG"


@pytest.fixture
async def fragile(valkey: EmbeddedValkey, tmp_path: Path) -> AsyncIterator[Wire]:
    async with wired(valkey.socket, tmp_path) as wire:
        yield wire


def through(valkey: EmbeddedValkey, folder: Path) -> str:
    return valkey.url.replace(str(valkey.socket.parent), str(folder))


async def test_a_connection_that_is_reset_is_made_anew(
    valkey: EmbeddedValkey, fragile: Wire, tmp_path: Path, new_link: NewLink
) -> None:
    link = new_link(through(valkey, tmp_path))
    await link.open()
    for _ in range(20):
        fragile.cut()
        await until(lambda: not link.up)
        await link.ping()
    assert link.losses == 20


async def test_a_slow_answer_fails_alone_while_the_server_talks(
    link: ValkeyLink, valkey: EmbeddedValkey, new_link: NewLink
) -> None:
    hurried = new_link(valkey, limits=WireLimits(answer_s=0.05))
    hurried.listen("noise", len)
    await hurried.open()

    async def talk() -> None:
        while True:
            await link.send("PUBLISH", "noise", "a")
            await asyncio.sleep(0.005)

    talking = asyncio.create_task(talk())
    with pytest.raises(ValkeyTimeout):
        await hurried.send("BLPOP", "nothing", "0.2")
    assert hurried.losses == 0
    talking.cancel()


async def test_what_leaves_last_leaves_after_all_that_was_asked_in_the_turn(
    link: ValkeyLink,
) -> None:
    order: list[bytes] = []

    def leave() -> None:
        link.send("APPEND", "order", "last")

    link.before_leaving(leave)
    link.send("APPEND", "order", "first ")
    await asyncio.sleep(0)
    order.append(await link.send("GET", "order"))
    assert order == [b"first last"]


async def test_what_was_to_leave_when_the_connection_broke_is_told_so() -> None:
    away = ValkeyLink("away", "unix:///nowhere")
    with pytest.raises(ValkeyAway):
        away.before_leaving(lambda: None)
