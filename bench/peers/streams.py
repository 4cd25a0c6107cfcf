"""Live events as the documentation of sse-starlette and of redis-py leads to them.

`each` gives every client a subscription of its own, as the examples do; `shared` is kinder: one
subscription for the process and a queue for each client. Neither has ids, resumption, audiences or
a bound on what waits. Uvicorn with uvloop and httptools, without its access log.

It runs in an environment of its own (streams.lock) and imports nothing of Régie.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from redis.asyncio import Redis
from sse_starlette import EventSourceResponse
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

CHANNEL = os.environ["CHANNEL"]
SHARED = os.environ.get("SHARED") == "1"
redis: Redis = Redis.from_url(
    os.environ["REDIS_URL"],
    decode_responses=True,
    max_connections=5_000,  # its default of 100 would turn readers away
)
queues: set[asyncio.Queue[str]] = set()


async def heard() -> AsyncIterator[str]:
    async with redis.pubsub() as pubsub:
        await pubsub.subscribe(CHANNEL)
        async for message in pubsub.listen():
            if message["type"] == "message":
                yield message["data"]


async def hand_out() -> None:
    async for data in heard():
        for queue in queues:
            queue.put_nowait(data)


@asynccontextmanager
async def lifespan(_: Starlette) -> AsyncIterator[None]:
    handing = asyncio.create_task(hand_out()) if SHARED else None
    yield
    if handing is not None:
        handing.cancel()
    await redis.aclose()


async def each() -> AsyncIterator[dict[str, str]]:
    async for data in heard():
        yield {"event": "step", "data": data}


async def shared() -> AsyncIterator[dict[str, str]]:
    queue: asyncio.Queue[str] = asyncio.Queue()
    queues.add(queue)
    try:
        while True:
            yield {"event": "step", "data": await queue.get()}
    finally:
        queues.discard(queue)


async def events(_: Request) -> Response:
    return EventSourceResponse(shared() if SHARED else each(), ping=15)


async def healthz(_: Request) -> Response:
    return PlainTextResponse("alive")


app = Starlette(
    routes=[Route("/api/v1/events", events), Route("/healthz", healthz)], lifespan=lifespan
)
