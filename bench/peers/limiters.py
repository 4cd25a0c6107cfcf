"""limits.aio under measurement: `python limiters.py URL`, in an environment of its own."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from limits.aio.storage import RedisStorage
from limits.aio.strategies import FixedWindowRateLimiter
from player import Piece, play

from limits import parse


@asynccontextmanager
async def limits(url: str) -> AsyncIterator[Piece]:
    storage = RedisStorage(f"async+{url}", implementation="redispy", max_connections=100)
    limiter, limit = FixedWindowRateLimiter(storage), parse("600000/minute")

    async def decide(number: int) -> object:
        return await limiter.hit(limit, f"client-{number}")

    yield Piece(decide, lambda admitted: admitted is True)


if __name__ == "__main__":
    play(limits(sys.argv[1]))
