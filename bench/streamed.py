"""Live events of Régie in a process under measurement: `python -m bench.streamed FD VALKEY_URL`.

The edge, the response and the events are the served application's; the route lets everybody in.
"""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final

from fastapi import Request, Response

from regie.core.events import Audience, Events, ValkeyBus
from regie.core.i18n import CORE_MESSAGES, Catalogue
from regie.core.observe import Health, configure_logging
from regie.core.valkey import ValkeyLink
from regie.core.web import (
    PUBLIC,
    WEB_MESSAGES,
    About,
    Edge,
    EdgeOptions,
    Routes,
    api_router,
    build_app,
    event_stream,
    resume_after,
    serve,
)

TENANT: Final = Audience("main")
TOPIC: Final = "bench"
READERS: Final = 2_000


def application(url: str) -> Edge:
    links = [ValkeyLink(name, url) for name in ("events", "events-news")]
    events = Events(ValkeyBus(*links))
    api = api_router("/api/v1", "bench", guard=PUBLIC)

    @api.get("/events")
    async def stream(request: Request) -> Response:
        return event_stream(request, events.subscribe([TOPIC], TENANT, resume_after(request)))

    @asynccontextmanager
    async def lifespan(_: Any) -> AsyncIterator[None]:
        for resource in (*links, events):
            await resource.open()
        yield
        for resource in (events, *links):
            await resource.close()

    def about(*_: object, **__: object) -> About:
        raise NotImplementedError

    return build_app(
        [Routes(api=(api,))],
        EdgeOptions(environment="development", max_streams=READERS, max_streams_of_one=READERS),
        health=Health("0", []),
        about=about,
        catalogue=Catalogue.merged([CORE_MESSAGES, WEB_MESSAGES]),
        version="0",
        webapp=None,
        lifespan=lifespan,
    )


if __name__ == "__main__":
    configure_logging("json", "warning")
    serve(lambda: application(sys.argv[2]), fd=int(sys.argv[1]))
