# ruff: noqa: PLC0415, ARG001 - each case imports its own library alone, and answers the same to all
"""Caches that people use, each as its documentation has it, with values of the same bytes.

`python caches.py CASE URL`. It runs in an environment of its own (caches.lock) and imports nothing
of Régie.
"""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import parse_qs, urlsplit

import msgspec
from player import KEYS, Piece, play

VALUE = {
    "number": "CL-401372-487531",
    "status": "in_production",
    "ordered_on": "2025-10-20",
    "copies": 3,
    "designation": "Catalogue d’hiver, 96 pages, dos carré collé",
}
_bytes = msgspec.msgpack.encode(VALUE)
_decode = msgspec.msgpack.Decoder(dict[str, str | int]).decode


def right(answer: object) -> bool:
    return answer == VALUE


def _address(url: str) -> tuple[str, str]:
    """Of a Unix socket: its path and password."""
    parts = urlsplit(url)
    return parts.path, parts.password or parse_qs(parts.query).get("password", [""])[0]


@asynccontextmanager
async def async_lru(_: str) -> AsyncIterator[Piece]:
    from async_lru import alru_cache

    @alru_cache(maxsize=10_000, ttl=3600)
    async def track(number: int) -> dict[str, Any]:
        return VALUE

    yield Piece(track, right)


@asynccontextmanager
async def cashews_memory(_: str) -> AsyncIterator[Piece]:
    from cashews import Cache

    cache = Cache()
    cache.setup("mem://", size=10_000)

    @cache(ttl="1h", key="track:{number}")
    async def track(number: int) -> dict[str, Any]:
        return VALUE

    yield Piece(track, right)


@asynccontextmanager
async def aiocache_memory(_: str) -> AsyncIterator[Piece]:
    from aiocache import cached

    @cached(ttl=3600, key_builder=lambda _, number: f"track:{number}")
    async def track(number: int) -> dict[str, Any]:
        return VALUE

    yield Piece(track, right)


@asynccontextmanager
async def redis_py(url: str) -> AsyncIterator[Piece]:
    """GET over its pool, and no more than msgspec for the value: the cheapest that it can do."""
    from redis.asyncio import BlockingConnectionPool, Redis

    client = Redis(connection_pool=BlockingConnectionPool.from_url(url, max_connections=100))
    for number in range(KEYS):
        await client.set(f"bench:plain:{number}", _bytes)

    async def get(number: int) -> object:
        return _decode(await client.get(f"bench:plain:{number}"))

    async def miss(key: str, load: Callable[[], Awaitable[object]]) -> object:
        found = await client.get(key)
        if found is not None:
            return found.decode()
        value = await load()
        await client.set(key, str(value), ex=60)
        return value

    yield Piece(get, right, miss)
    await client.aclose()


@asynccontextmanager
async def redis_py_versions(url: str) -> AsyncIterator[Piece]:
    """The same with what makes invalidation right: three versions in the same round trip."""
    from redis.asyncio import BlockingConnectionPool, Redis

    client = Redis(connection_pool=BlockingConnectionPool.from_url(url, max_connections=100))
    versions = [b"bench:version:%d" % number for number in range(3)]
    for name in versions:
        await client.set(name, b"8 bytes.")
    for number in range(KEYS):
        await client.set(f"bench:versions:{number}", b"8 bytes." * 3 + _bytes)

    async def get(number: int) -> object:
        blob, *found = await client.mget(f"bench:versions:{number}", *versions)
        return _decode(blob[24:]) if blob[:24] == b"".join(found) else None

    yield Piece(get, right)
    await client.aclose()


@asynccontextmanager
async def glide(url: str) -> AsyncIterator[Piece]:
    from glide import (
        GlideClient,
        GlideClientConfiguration,
        NodeAddress,
        ServerCredentials,
    )

    host, port, password = _tcp(url)
    client = await GlideClient.create(
        GlideClientConfiguration(
            [NodeAddress(host, port)],
            credentials=ServerCredentials(password) if password else None,
        )
    )
    for number in range(KEYS):
        await client.set(f"bench:plain:{number}", _bytes)

    async def get(number: int) -> object:
        return _decode(await client.get(f"bench:plain:{number}"))

    yield Piece(get, right)
    await client.close()


def _tcp(url: str) -> tuple[str, int, str]:
    parts = urlsplit(url)
    return parts.hostname or "127.0.0.1", parts.port or 6379, parts.password or ""


@asynccontextmanager
async def cashews_redis(url: str) -> AsyncIterator[Piece]:
    from cashews import Cache

    cache = Cache()
    cache.setup(url, max_connections=100)

    @cache(ttl="1h", key="bench:cashews:{number}")
    async def track(number: int) -> dict[str, Any]:
        return VALUE

    yield Piece(track, right)
    await cache.close()


@asynccontextmanager
async def aiocache_redis(url: str) -> AsyncIterator[Piece]:
    from aiocache import RedisCache
    from aiocache.decorators import cached
    from aiocache.serializers import JsonSerializer

    parts = urlsplit(url)
    options: dict[str, Any] = {
        "cache": RedisCache,
        "serializer": JsonSerializer(),
        "endpoint": parts.hostname,
        "port": parts.port,
        "password": parts.password,
        "pool_max_size": 100,
    }

    @cached(ttl=3600, key_builder=lambda _, number: f"bench:aiocache:{number}", **options)
    async def track(number: int) -> dict[str, Any]:
        return VALUE

    yield Piece(track, right)


CASES = {
    "async-lru": async_lru,
    "cashews-memory": cashews_memory,
    "aiocache-memory": aiocache_memory,
    "redis-py": redis_py,
    "redis-py-versions": redis_py_versions,
    "glide": glide,
    "cashews": cashews_redis,
    "aiocache": aiocache_redis,
}

if __name__ == "__main__":
    play(CASES[sys.argv[1]](sys.argv[2]))
