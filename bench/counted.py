"""Ways to count a page, in a process under measurement:
`python -m bench.counted CASE DATABASE_URL VALKEY_URL`."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import asyncpg
from redis.asyncio import BlockingConnectionPool, Redis

from bench.peers.player import TURN, Piece, play
from regie.core.counters import Counters, MemoryLedger, PostgresLedger
from regie.core.db import Database, DatabaseUrl
from regie.core.observe import configure_logging
from regie.core.valkey import ValkeyLink

PAGES = [f"/pages/{number}" for number in range(100)]
DAY = date(2025, 10, 26)
UPSERT = (
    "INSERT INTO core.counter_items AS i (tenant, name, day, item, count)"
    " VALUES ('main', 'bench.upsert', $1, $2, 1) ON CONFLICT (tenant, name, day, item)"
    " DO UPDATE SET count = i.count + 1 RETURNING count"
)
_ZONE = ZoneInfo("Europe/Paris")


def counted(answer: object) -> bool:
    return isinstance(answer, int) and answer > 0


def page(number: int) -> str:
    return PAGES[number % len(PAGES)]


@asynccontextmanager
async def regie(database_url: str, _: str) -> AsyncIterator[Piece]:
    """With its flushes: the loop is given a turn as often as the clock is looked at."""
    database = Database(DatabaseUrl(database_url), pool_size=2, pool_overflow=0)
    await database.open()
    counters = Counters(PostgresLedger(database), _ZONE)
    await counters.open()
    asked = 0

    async def count(number: int) -> int:
        nonlocal asked
        asked += 1
        counters.count("main", "bench.pages", item=page(number))
        if number % TURN == 0:
            await asyncio.sleep(0)
        return asked

    yield Piece(count, counted)
    await counters.close()
    written = await counters.total("main", "bench.pages")
    await database.close()
    if written != asked:
        raise SystemExit(f"{asked} were counted and {written} written")


@asynccontextmanager
async def call(_: str, __: str) -> AsyncIterator[Piece]:
    """The same without a flush."""
    counters = Counters(MemoryLedger(), _ZONE)

    async def count(number: int) -> int:
        counters.count("main", "bench.pages", item=page(number))
        return 1

    yield Piece(count, counted)


@asynccontextmanager
async def redis_incr(_: str, valkey_url: str) -> AsyncIterator[Piece]:
    client = Redis(connection_pool=BlockingConnectionPool.from_url(valkey_url, max_connections=32))
    yield Piece(lambda number: client.incr(f"bench:incr:{page(number)}"), counted)
    await client.aclose()


@asynccontextmanager
async def redis_pages(_: str, valkey_url: str) -> AsyncIterator[Piece]:
    """A total, a ranking and their expiry in one round trip: what a page of figures needs."""
    client = Redis(connection_pool=BlockingConnectionPool.from_url(valkey_url, max_connections=32))

    async def count(number: int) -> object:
        async with client.pipeline(transaction=False) as pipe:
            pipe.incr(f"bench:total:{DAY}")
            pipe.zincrby(f"bench:top:{DAY}", 1, page(number))
            pipe.expire(f"bench:total:{DAY}", 86_400)
            pipe.expire(f"bench:top:{DAY}", 86_400)
            return (await pipe.execute())[0]

    yield Piece(count, counted)
    await client.aclose()


@asynccontextmanager
async def link_incr(_: str, valkey_url: str) -> AsyncIterator[Piece]:
    link = ValkeyLink("bench", valkey_url)
    await link.open()

    async def count(number: int) -> object:
        return await link.send("INCR", f"bench:link:{page(number)}")

    yield Piece(count, counted)
    await link.close()


@asynccontextmanager
async def upsert(database_url: str, _: str) -> AsyncIterator[Piece]:
    async with asyncpg.create_pool(database_url, min_size=8, max_size=8) as pool:
        yield Piece(lambda number: pool.fetchval(UPSERT, DAY, page(number)), counted)


CASES: dict[str, Callable[[str, str], Any]] = {
    "regie": regie,
    "call": call,
    "redis-incr": redis_incr,
    "redis-pages": redis_pages,
    "link-incr": link_incr,
    "upsert": upsert,
}

if __name__ == "__main__":
    configure_logging("json", "error")
    play(CASES[sys.argv[1]](sys.argv[2], sys.argv[3]))
