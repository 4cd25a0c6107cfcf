"""A function whose answers are remembered is called like the function itself."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from cacheplay import HERE, Installation, Process
from regie.core.cache import CachedFunction, Policy, Scope
from regie.core.embedded import EmbeddedValkey


class Shop:
    """Counts how often it is really asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[object, ...]] = []

    async def items(self, scope: Scope, shelf: str, size: int = 2) -> list[str]:
        """What lies on a shelf."""
        self.asked.append((scope, shelf, size))
        return [shelf] * size


@pytest.fixture
async def process(valkey: EmbeddedValkey) -> AsyncIterator[Process]:
    installation = Installation(valkey.url)
    yield await installation.process()
    await installation.close()


@pytest.fixture
def shop() -> Shop:
    return Shop()


@pytest.fixture
def items(process: Process, shop: Shop) -> CachedFunction[..., list[str]]:
    cached = process.cache.cached(
        prefix="items", policy=Policy(ttl_s=60), tags=lambda shelf, _size: [f"shelf:{shelf}"]
    )
    return cached(shop.items)


async def test_however_arguments_are_given_they_are_one_key(items, shop: Shop) -> None:
    await items(HERE, "a")
    await items(HERE, "a", 2)
    await items(HERE, size=2, shelf="a")
    assert len(shop.asked) == 1


async def test_other_arguments_are_another_key(items) -> None:
    assert [await items(HERE, "a", size) for size in (1, 3)] == [["a"], ["a"] * 3]


async def test_a_caller_cannot_spoil_the_answer_for_the_next(items) -> None:
    for _ in range(3):
        found = await items(HERE, "a")
        found.append("spoiled")
    assert await items(HERE, "a") == ["a", "a"]


async def test_followers_of_one_load_do_not_share_what_can_be_changed(items) -> None:
    one, other = await asyncio.gather(items(HERE, "a"), items(HERE, "a"))
    one.append("spoiled")
    assert other == ["a", "a"]


async def test_its_tags_come_from_its_arguments(items, process: Process, shop: Shop) -> None:
    for shelf in ("a", "b"):
        await items(HERE, shelf)
    await process.cache.invalidate("shelf:a")
    for shelf in ("a", "b"):
        await items(HERE, shelf)
    assert len(shop.asked) == 3


async def test_an_answer_can_be_looked_at_and_forgotten(items) -> None:
    await items(HERE, "a")
    assert items.peek(HERE, "a") == ["a", "a"]
    await items.forget(HERE, "a")
    assert items.peek(HERE, "a") is None


async def test_it_keeps_the_docstring(items) -> None:
    assert items.__doc__ == "What lies on a shelf."


async def test_a_prefix_is_used_once(items, process: Process, shop: Shop) -> None:
    with pytest.raises(ValueError, match="items already"):
        process.cache.cached(prefix="items", policy=Policy(ttl_s=1))(shop.items)


async def test_a_role_of_its_own_has_answers_of_its_own(items, shop: Shop) -> None:
    for role in (None, "manager"):
        await items(Scope("t1", role=role), "a")
    assert len(shop.asked) == 2
