"""The cache of Régie in a process under measurement: `python -m bench.cached CASE URL`."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial
from typing import Any, cast

import msgspec

from bench.peers.player import KEYS, Piece, play
from regie.core.cache import Cache, MemoryLimits, Policy, Scope
from regie.core.observe import configure_logging
from regie.core.valkey import ValkeyLink

TENANT = Scope("main")
POLICY = Policy(ttl_s=3600)


class Order(msgspec.Struct, frozen=True):
    number: str
    status: str
    ordered_on: str
    copies: int
    designation: str


VALUE = Order(
    "CL-401372-487531",
    "in_production",
    "2025-10-20",
    3,
    "Catalogue d’hiver, 96 pages, dos carré collé",
)


def right(answer: object) -> bool:
    return answer == VALUE


async def _find(_: Scope, number: int) -> Order:
    del number
    return VALUE


@asynccontextmanager
async def in_memory(_: str) -> AsyncIterator[Piece]:
    cached = Cache().cached(prefix="track", policy=POLICY)(_find)
    yield Piece(partial(cached, TENANT), right)


@asynccontextmanager
async def in_memory_tagged(_: str) -> AsyncIterator[Piece]:
    tagged = Cache().cached(prefix="track", policy=POLICY, tags=lambda number: [f"o:{number}"])
    cached = tagged(_find)
    yield Piece(partial(cached, TENANT), right)


@asynccontextmanager
async def peeked(_: str) -> AsyncIterator[Piece]:
    """Awaiting nothing: what is left is the call."""
    cached = Cache().cached(prefix="track", policy=POLICY)(_find)
    for number in range(KEYS):
        await cached(TENANT, number)

    async def peek(number: int) -> object:
        return cached.peek(TENANT, number)

    yield Piece(peek, right)


@asynccontextmanager
async def two_levels(url: str, *, tagged: bool = False) -> AsyncIterator[Piece]:
    """The memory holds too little for any key to be in it when it is asked for again."""
    async with _cache(url, MemoryLimits(entries=KEYS // 2)) as cache:
        region = cache.region("track", Order, POLICY)
        misses = cache.region("misses", str, POLICY)

        async def load() -> Order:
            return VALUE

        async def get(number: int) -> Order:
            tags = (f"order:{number}",) if tagged else ()
            return await region.get_or_load(TENANT, (number,), load, tags=tags)

        async def miss(key: str, load: Callable[[], Awaitable[object]]) -> object:
            return await misses.get_or_load(TENANT, (key,), cast("Any", load))

        for number in range(KEYS):
            await get(number)
        yield Piece(get, right, miss)


@asynccontextmanager
async def bare_get(url: str) -> AsyncIterator[Piece]:
    link = ValkeyLink("bench", url)
    await link.open()
    decode = msgspec.msgpack.Decoder(Order).decode
    for number in range(KEYS):
        await link.send("SET", b"bench:bare:%d" % number, msgspec.msgpack.encode(VALUE))

    async def get(number: int) -> Order:
        return decode(await link.send(b"GET", b"bench:bare:%d" % number))

    yield Piece(get, right)
    await link.close()


@asynccontextmanager
async def _cache(url: str, limits: MemoryLimits) -> AsyncIterator[Cache]:
    links = [ValkeyLink(name, url) for name in ("cache", "cache bus")]
    cache = Cache(*links, limits=limits)
    for link in links:
        await link.open()
    yield cache
    await cache.close()
    for link in links:
        await link.close()


@asynccontextmanager
async def loader_alone(_: str) -> AsyncIterator[Piece]:
    """The first of all callers loads: what the others could not beat."""

    async def miss(key: str, load: Callable[[], Awaitable[object]]) -> object:
        del key
        return await load()

    yield Piece(lambda _: _find(TENANT, 0), right, miss)


CASES: dict[str, Callable[[str], Any]] = {
    "memory": in_memory,
    "memory-tagged": in_memory_tagged,
    "peek": peeked,
    "valkey": two_levels,
    "valkey-tagged": lambda url: two_levels(url, tagged=True),
    "bare": bare_get,
    "loader": loader_alone,
}

if __name__ == "__main__":
    configure_logging("json", "warning")
    play(CASES[sys.argv[1]](sys.argv[2]))
