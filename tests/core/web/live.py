"""A small application that tells live events, on a real server."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

from fastapi import Request, Response

from regie.core.events import Audience, Event, Events, MemoryBus
from regie.core.i18n import CORE_MESSAGES, Catalogue
from regie.core.observe import Health
from regie.core.web import (
    PUBLIC,
    WEB_MESSAGES,
    EdgeOptions,
    Routes,
    ServerOptions,
    api_router,
    build_app,
    event_stream,
    long_poll,
    resume_after,
)

from .conftest import FAST_ENOUGH_S, Served, running
from .sample import about

HERE = Audience("t1")
LONG_GRACE = ServerOptions(drain_s=0, grace_s=10 * FAST_ENOUGH_S)
"""A server that waited for its streams would not stop in time for these tests."""


def live_routes(events: Events) -> Routes:
    api = api_router("/api/v1/live", "live", guard=PUBLIC)

    @api.get("/stream")
    async def stream(
        request: Request, heartbeat_s: float = 60, lifetime_s: float = 60, topic: str = "jobs.1"
    ) -> Response:
        subscription = events.subscribe([topic], HERE, resume_after(request))
        return event_stream(request, subscription, heartbeat_s=heartbeat_s, lifetime_s=lifetime_s)

    @api.get("/own")
    async def own(request: Request, fails: bool = False) -> Response:
        async def told() -> AsyncIterator[Event]:
            yield Event("1", "jobs.1", "step", b'{"n":1}')
            if fails:
                raise ZeroDivisionError

        return event_stream(request, told())

    @api.get("/answer")
    async def answer(request: Request) -> Response:
        async def told() -> AsyncIterator[Event]:
            yield Event("", "", "begun", b"{}")
            while events._hub.readers:  # noqa: ASYNC110 - the hub has no event for its last reader
                await asyncio.sleep(0.005)
            yield Event("", "", "done", b"{}")

        return event_stream(request, told(), brief=True)

    @api.get("/poll")
    async def poll(request: Request, wait_s: float = 60) -> Response:
        subscription = events.subscribe(["jobs.1"], HERE, resume_after(request))
        return await long_poll(request, subscription, wait_s=wait_s)

    @api.get("/tell")
    async def tell(first: int = 1, count: int = 1, size: int = 0, topic: str = "jobs.1") -> int:
        for number in range(first, first + count):
            data = {"n": number, "x": "x" * size}
            await events.publish(topic, "step", data, audience=HERE)
        return count

    @api.get("/readers")
    async def readers() -> int:
        return events._hub.readers  # nobody else asks

    return Routes(api=(api,))


@contextmanager
def live(server: ServerOptions = LONG_GRACE, **edge: Any) -> Iterator[Served]:
    events = Events(MemoryBus())

    @asynccontextmanager
    async def lifespan(_: Any) -> AsyncIterator[None]:
        await events.open()
        yield
        await events.close()

    app = build_app(
        [live_routes(events)],
        EdgeOptions(**{"environment": "development", **edge}),
        health=Health("0", []),
        about=about,
        catalogue=Catalogue.merged([CORE_MESSAGES, WEB_MESSAGES]),
        version="0",
        webapp=None,
        lifespan=lifespan,
    )
    with running(app, server) as served:
        yield served
