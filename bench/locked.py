"""Ways to take a lock that nobody holds and to release it, in a process under measurement:
`python -m bench.locked CASE DATABASE_URL VALKEY_URL`."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import asyncpg
from redis.asyncio import BlockingConnectionPool, Redis
from sqlalchemy import text

from bench.peers.player import Piece, play
from regie.core.db import Database, DatabaseUrl
from regie.core.locks import Locks, MemoryLeases, PostgresLeases, ValkeyBell
from regie.core.observe import configure_logging
from regie.core.valkey import ValkeyLink

LOCKS = 5000
"""More than are held at once: nobody waits."""
CONNECTIONS = 8
LEASE_S = 30.0


def held(answer: object) -> bool:
    return answer is True or (isinstance(answer, int) and answer > 0)


def holding(locks: Locks) -> Piece:
    async def hold(number: int) -> int:
        async with locks.hold(f"bench {number % LOCKS}", lease_s=LEASE_S) as lock:
            return lock.token

    return Piece(hold, held)


@asynccontextmanager
async def opened(database_url: str) -> AsyncIterator[Database]:
    database = Database(DatabaseUrl(database_url), pool_size=CONNECTIONS, pool_overflow=0)
    await database.open()
    yield database
    await database.close()


@asynccontextmanager
async def regie(database_url: str, _: str) -> AsyncIterator[Piece]:
    async with opened(database_url) as database:
        yield holding(Locks(PostgresLeases(database)))


@asynccontextmanager
async def regie_bell(database_url: str, valkey_url: str) -> AsyncIterator[Piece]:
    link, ear = (ValkeyLink(name, valkey_url) for name in ("bench", "bench ear"))
    bell = ValkeyBell(link, ear)
    await link.open()
    await ear.open()
    async with opened(database_url) as database:
        yield holding(Locks(PostgresLeases(database), bell))
    await ear.close()
    await link.close()


@asynccontextmanager
async def memory(_: str, __: str) -> AsyncIterator[Piece]:
    yield holding(Locks(MemoryLeases()))


@asynccontextmanager
async def transactions(database_url: str, _: str) -> AsyncIterator[Piece]:
    """Two transactions of one statement that does nothing: what taking and releasing stand on."""
    nothing = text("SELECT 1")
    async with opened(database_url) as database:

        async def twice(_: int) -> int:
            for _ in range(2):
                async with database.begin() as connection:
                    found = (await connection.execute(nothing)).scalar_one()
            return found

        yield Piece(twice, held)


@asynccontextmanager
async def redis_lock(_: str, valkey_url: str) -> AsyncIterator[Piece]:
    """A lease without renewal and a token that is no number: nothing refuses a stale holder."""
    client = Redis(connection_pool=BlockingConnectionPool.from_url(valkey_url, max_connections=32))

    async def hold(number: int) -> bool:
        async with client.lock(f"bench:lock:{number % LOCKS}", timeout=LEASE_S) as lock:
            return await lock.locked() if number % 500 == 0 else True

    yield Piece(hold, held)
    await client.aclose()


@asynccontextmanager
async def advisory(database_url: str, _: str) -> AsyncIterator[Piece]:
    """As long as the session lives, on a connection of its own: no lease, no owner, no token."""
    async with asyncpg.create_pool(
        database_url, min_size=CONNECTIONS, max_size=CONNECTIONS
    ) as pool:

        async def hold(number: int) -> bool:
            async with pool.acquire() as connection:
                await connection.execute("SELECT pg_advisory_lock($1)", number % LOCKS)
                return await connection.fetchval("SELECT pg_advisory_unlock($1)", number % LOCKS)

        yield Piece(hold, held)


CASES: dict[str, Callable[[str, str], Any]] = {
    "regie": regie,
    "regie-bell": regie_bell,
    "memory": memory,
    "transactions": transactions,
    "redis-lock": redis_lock,
    "advisory": advisory,
}

if __name__ == "__main__":
    configure_logging("json", "error")
    play(CASES[sys.argv[1]](sys.argv[2], sys.argv[3]))
