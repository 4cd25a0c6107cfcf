"""What whoever uses a cache may expect of it: with Valkey, without, and switched off."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from cacheplay import HERE, Installation, Order, Process
from regie.core.cache import Policy, Scope
from regie.core.embedded import EmbeddedValkey
from regie.core.errors import NotFound, Unavailable

REMEMBERING = ["two levels", "memory only"]
POLICY = Policy(ttl_s=60, jitter=0, stale_s=600, negative_ttl_s=5, errors=(NotFound,))


@pytest.fixture(params=[*REMEMBERING, "switched off"])
async def process(request: pytest.FixtureRequest, valkey: EmbeddedValkey) -> AsyncIterator[Process]:
    installation = Installation(valkey.url if request.param == "two levels" else None)
    yield await installation.process(POLICY, enabled=request.param != "switched off")
    await installation.close()


remembering = pytest.mark.parametrize("process", REMEMBERING, indirect=True)


async def test_the_answer_is_the_source_s(process: Process) -> None:
    found = await process.region.get_or_load(HERE, ("CL-1",), process.source.load)
    assert found == Order("CL-1", "first")


async def test_an_error_of_the_source_reaches_the_caller(process: Process) -> None:
    process.source.error = ConnectionError("away")
    with pytest.raises(ConnectionError):
        await process.ask()


async def test_an_error_is_not_remembered(process: Process) -> None:
    process.source.error = ConnectionError("away")
    with pytest.raises(ConnectionError):
        await process.ask()
    process.source.error = None
    assert await process.ask() == "first"


async def test_after_an_invalidation_the_answer_is_new(process: Process) -> None:
    await process.ask()
    process.source.state = "second"
    await process.cache.invalidate("orders")
    assert await process.ask() == "second"


async def test_a_value_can_be_asked_for_without_waiting(process: Process) -> None:
    await process.ask()
    assert process.region.peek(HERE, ("CL-1",)) in (Order("CL-1", "first"), None)


async def test_an_invalidation_says_that_it_is_done(process: Process) -> None:
    assert await process.cache.invalidate("orders")


async def test_scopes_do_not_share_answers(process: Process) -> None:
    async def load(scope: Scope) -> Order:
        return Order(str(scope.person), str(scope.role))

    scopes = [
        Scope(tenant, person, role)
        for tenant in ("t1", "t2")
        for person in (None, "p1", "p2")
        for role in (None, "r1")
    ]
    for _ in range(2):
        for scope in scopes:
            found = await process.region.get_or_load(scope, ("CL-1",), lambda s=scope: load(s))
            assert found == Order(str(scope.person), str(scope.role))


@remembering
async def test_one_load_serves_later_callers(process: Process) -> None:
    for _ in range(3):
        await process.ask()
    assert process.source.loads == 1


@remembering
async def test_one_load_serves_all_who_ask_at_once(process: Process) -> None:
    await asyncio.gather(*(process.ask() for _ in range(1000)))
    assert process.source.loads == 1


@remembering
@pytest.mark.parametrize("who", [0, 50])
async def test_a_cancelled_caller_harms_nobody(process: Process, who: int) -> None:
    process.source.gate.clear()
    asking = [asyncio.create_task(process.ask()) for _ in range(100)]
    await process.source.reached.wait()
    asking.pop(who).cancel()
    process.source.gate.set()
    assert await asyncio.gather(*asking) == ["first"] * 99
    assert process.source.loads == 1


@remembering
async def test_a_load_of_which_all_callers_went_away_is_remembered(process: Process) -> None:
    process.source.gate.clear()
    asking = asyncio.create_task(process.ask())
    await process.source.reached.wait()
    asking.cancel()
    process.source.gate.set()
    await process.ask()
    assert process.source.loads == 1


@remembering
async def test_a_remembered_error_is_raised_again_with_its_parameters(process: Process) -> None:
    process.source.error = NotFound("no such order", number="CL-1")
    for _ in range(2):
        with pytest.raises(NotFound) as refusal:
            await process.ask()
    assert refusal.value.params == {"number": "CL-1"}
    assert process.source.loads == 1


@remembering
async def test_what_was_loaded_before_an_invalidation_is_not_served_after_it(
    process: Process,
) -> None:
    process.source.gate.clear()
    early = asyncio.create_task(process.ask())
    await process.source.reached.wait()
    process.source.state = "second"
    await process.cache.invalidate("orders")
    process.source.gate.set()
    assert await process.ask() == "second"
    assert await early == "first"
    assert await process.ask() == "second"


@remembering
async def test_other_tags_are_left_alone(process: Process) -> None:
    await process.ask()
    await process.cache.invalidate("customers")
    await process.ask()
    assert process.source.loads == 1


@remembering
@pytest.mark.parametrize(
    "forget",
    [
        lambda process: process.cache.invalidate("orders"),
        lambda process: process.cache.invalidate_tenant("t1"),
        lambda process: process.cache.clear("orders"),
        lambda process: process.cache.clear(),
        lambda process: process.region.forget(HERE, ("CL-1",)),
    ],
    ids=["tag", "tenant", "prefix", "all", "key"],
)
async def test_each_way_of_emptying_it_makes_it_ask_anew(process: Process, forget) -> None:
    await process.ask()
    await forget(process)
    await process.ask()
    assert process.source.loads == 2


@remembering
async def test_a_change_of_a_person_s_rights_takes_that_person_s_answers(
    process: Process,
) -> None:
    alice, bob = Scope("t1", "alice"), Scope("t1", "bob")
    for scope in (alice, bob):
        await process.ask(scope)
    await process.cache.invalidate_person("t1", "alice")
    for scope in (alice, bob):
        await process.ask(scope)
    assert process.source.loads == 3


@remembering
async def test_switched_off_every_call_loads(process: Process) -> None:
    await process.ask()
    await process.cache.switch(enabled=False)
    await process.ask()
    await process.ask()
    await process.cache.switch(enabled=True)
    assert process.source.loads == 3


@remembering
async def test_closing_it_fails_those_who_wait(process: Process) -> None:
    process.source.gate.clear()
    asking = asyncio.create_task(process.ask())
    await process.source.reached.wait()
    await process.cache.close()
    with pytest.raises(Unavailable):
        await asking


@remembering
async def test_warming_fills_it_and_counts(process: Process) -> None:
    async def fail() -> None:
        raise ConnectionError

    assert await process.cache.warm([process.ask, fail]) == 1
    await process.ask()
    assert process.source.loads == 1
