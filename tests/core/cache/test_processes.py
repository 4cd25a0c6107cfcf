"""Several processes on one Valkey: one load, and nothing old after an invalidation."""

from __future__ import annotations

import asyncio

import pytest

from cacheplay import HERE, PATIENT, Installation, Process
from regie.core.cache import MemoryLimits, Policy, Scope
from regie.core.cache.message import Message, decode_message, encode_message
from regie.core.valkey import ValkeyLink
from upheaval import until

FIVE = 5
LAST = Message(b"the last")


async def processes(installation: Installation, count: int = 2, **options) -> list[Process]:
    return [await installation.process(**options) for _ in range(count)]


async def test_all_processes_together_load_once(installation: Installation) -> None:
    made = await processes(installation, FIVE)
    installation.source.gate.clear()
    asking = asyncio.gather(*(process.ask() for process in made for _ in range(200)))
    await installation.source.reached.wait()
    installation.source.gate.set()
    assert await asking == ["first"] * FIVE * 200
    assert installation.source.loads == 1


async def test_what_one_loaded_another_reads(installation: Installation) -> None:
    one, other = await processes(installation)
    await one.ask()
    await other.ask()
    assert installation.source.loads == 1


async def test_another_process_learns_of_an_invalidation(installation: Installation) -> None:
    one, other = await processes(installation)
    for process in (one, other):
        await process.ask()
    await one.cache.invalidate("orders")
    await until(lambda: other.region.peek(HERE, ("CL-1",)) is None)
    installation.source.state = "second"
    assert await other.ask() == "second"


async def test_another_process_learns_of_a_forgotten_key(installation: Installation) -> None:
    one, other = await processes(installation)
    for number in ("CL-1", "CL-2"):
        await other.ask(number=number)
    await one.region.forget(HERE, ("CL-1",))
    await until(lambda: other.region.peek(HERE, ("CL-1",)) is None)
    assert other.region.peek(HERE, ("CL-2",))


async def test_an_entry_written_while_its_tag_is_invalidated_does_not_survive_it(
    installation: Installation,
) -> None:
    """laravel/framework #61328: the entry was written after the flush had listed what to remove,
    stayed, and no later flush found it."""
    writer, flusher, reader = await processes(installation, 3)
    installation.source.gate.clear()
    writing = asyncio.create_task(writer.ask())
    await installation.source.reached.wait()
    installation.source.state = "second"
    await flusher.cache.invalidate("orders")
    installation.source.gate.set()
    assert await writing == "first"
    await until(lambda: not writer.cache.loading)
    assert [await process.ask() for process in (writer, flusher, reader)] == ["second"] * 3
    installation.source.state = "third"
    await flusher.cache.invalidate("orders")
    await until(lambda: not reader.region.peek(HERE, ("CL-1",)))
    assert await reader.ask() == "third"


async def test_a_key_that_is_forgotten_while_it_is_loaded_is_not_stored(
    installation: Installation,
) -> None:
    writer, other = await processes(installation)
    installation.source.gate.clear()
    writing = asyncio.create_task(writer.ask())
    await installation.source.reached.wait()
    installation.source.state = "second"
    await other.region.forget(HERE, ("CL-1",))
    installation.source.gate.set()
    await writing
    await until(lambda: not writer.cache.loading)
    assert await other.ask() == "second"


async def test_a_version_that_was_evicted_makes_entries_worthless_and_never_right_again(
    installation: Installation,
) -> None:
    one, other = await processes(installation)
    await one.ask()
    for key in await one.links[0].send("KEYS", f"{installation.namespace}:v:*"):
        await one.links[0].send("DEL", key)
    installation.source.state = "second"
    assert await other.ask() == "second"


async def test_who_waits_takes_over_from_a_loader_that_died(installation: Installation) -> None:
    dead, other = await processes(installation, lease_s=0.03)
    installation.source.gate.clear()
    first = asyncio.create_task(dead.ask())
    await installation.source.reached.wait()
    for link in dead.links:
        await link.close()
    installation.source.gate.set()
    assert await other.ask() == "first"
    await first


@pytest.mark.parametrize(("waiting", "told"), [(1, 1), (0, 0)], ids=["waited for", "not"])
async def test_a_lease_s_return_is_told_to_who_waits_for_it(
    installation: Installation, waiting: int, told: int
) -> None:
    loader, *others = await processes(installation, 1 + waiting)
    heard: list[Message] = []
    ear = ValkeyLink("ear", installation.url or "", limits=PATIENT)
    ear.listen(f"{installation.namespace}:bus", lambda text: heard.append(decode_message(text)))
    await ear.open()
    installation.source.gate.clear()
    asking = [asyncio.create_task(loader.ask())]
    await installation.source.reached.wait()
    asking += [asyncio.create_task(other.ask()) for other in others]
    (lease,) = await loader.links[0].send("KEYS", f"{installation.namespace}:l:*")
    await until(lambda: all(other.cache.loading for other in others))
    while others and await loader.links[0].send("STRLEN", lease) == 8:  # noqa: ASYNC110 - in Valkey
        await asyncio.sleep(0.002)
    installation.source.gate.set()
    await asyncio.gather(*asking)
    await until(lambda: not loader.cache.loading)
    await loader.links[0].send("PUBLISH", f"{installation.namespace}:bus", encode_message(LAST))
    await until(lambda: LAST in heard)
    await ear.close()
    assert [message.lease for message in heard if message != LAST] == [lease] * told


async def test_a_long_load_keeps_its_lease(installation: Installation) -> None:
    one, other = await processes(installation, lease_s=0.15)
    installation.source.gate.clear()
    asking = [asyncio.create_task(process.ask()) for process in (one, other)]
    await asyncio.sleep(0.2)
    installation.source.gate.set()
    await asyncio.gather(*asking)
    assert installation.source.loads == 1


async def test_a_process_that_begins_while_it_is_switched_off_does_not_cache(
    installation: Installation,
) -> None:
    one = await installation.process()
    await one.cache.switch(enabled=False)
    late = await installation.process()
    assert not late.cache.enabled
    await one.cache.switch(enabled=True)
    await until(lambda: late.cache.enabled)


async def test_a_message_that_nobody_understands_empties_the_memory(
    installation: Installation,
) -> None:
    one, other = await processes(installation)
    await other.ask()
    await one.links[0].send("PUBLISH", f"{installation.namespace}:bus", b"\xff")
    await until(lambda: other.region.peek(HERE, ("CL-1",)) is None)


async def test_an_entry_of_another_shape_is_not_read(installation: Installation) -> None:
    one, other = await processes(installation)
    policy = Policy(ttl_s=60)
    old = one.cache.region("shape", int, policy)
    new = other.cache.region("shape", str, policy)

    async def number() -> int:
        return 1

    async def text() -> str:
        return "one"

    await old.get_or_load(HERE, (), number)
    assert await new.get_or_load(HERE, (), text) == "one"


@pytest.mark.parametrize("end", [b"", b"\xff\xff\xff"], ids=["cut off", "no text"])
async def test_what_cannot_be_read_is_loaded_and_counted(
    installation: Installation, end: bytes
) -> None:
    one, other = await processes(installation)
    await one.ask()
    link = one.links[0]
    (key,) = await link.send("KEYS", f"{installation.namespace}:e:orders:*")
    blob = await link.send("GET", key)
    await link.send("SET", key, blob[:-3] + end)
    await other.ask()
    assert other.cache.statistics()[0].unreadable > 0
    assert installation.source.loads == 2


@pytest.mark.parametrize("size", [10, 100_000, 9_000_000])
async def test_values_of_any_size_are_served(installation: Installation, size: int) -> None:
    one, other = await processes(installation)
    value = bytes(index * 7919 % 251 for index in range(1000)) * (size // 1000 or 1)

    async def load() -> bytes:
        return value

    for process in (one, other):
        region = process.cache.region("bytes", bytes, Policy(ttl_s=60))
        assert await region.get_or_load(HERE, (), load) == value


@pytest.mark.parametrize("visits", [20_000, pytest.param(300_000, marks=pytest.mark.long)])
async def test_mixed_sessions_in_mixed_processes_never_mix(
    installation: Installation, visits: int
) -> None:
    """Their memories hold a quarter of the answers: the others come from Valkey each time."""
    made = await processes(installation, 3, limits=MemoryLimits(entries=50))
    persons = [Scope("t1", "a"), Scope("t1", "b"), Scope("t2", "a"), Scope("t1", "a", "r")]

    async def own(scope: Scope, number: int) -> tuple[Scope, int]:
        return scope, number

    functions = [
        process.cache.cached(prefix="own", policy=Policy(ttl_s=60))(own) for process in made
    ]

    async def visit(index: int) -> bool:
        scope, number = persons[index % 4], index // 12 % 50
        return await functions[index % 3](scope, number) == (scope, number)

    for begin in range(0, visits, 2_000):
        assert all(await asyncio.gather(*map(visit, range(begin, begin + 2_000))))
