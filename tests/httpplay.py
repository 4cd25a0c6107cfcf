"""People who are signed in, and the served application that they ask, in one process."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import httpx

from peopleplay import Organisation, environ
from regie.bootstrap import Runtime, build_asgi, build_runtime, configure
from regie.core.db import DatabaseUrl
from regie.core.web import Edge
from regie.identity.sessions.device import Device

SOMEWHERE = Device("Firefox 132", "Windows", "192.0.2.0/24")

SignIn = Callable[..., Awaitable[httpx.AsyncClient]]
"""`await sign_in("director")`: somebody new of that role, with a second factor given just now."""


@asynccontextmanager
async def opened_app(url: DatabaseUrl, home: Path) -> AsyncIterator[tuple[Runtime, Edge]]:
    runtime = build_runtime(configure({**environ(url), "REGIE_HOME": str(home)}))
    async with runtime.opened(relaying=False):
        yield runtime, build_asgi(runtime)


@asynccontextmanager
async def signing_in(app: Edge, house: Organisation) -> AsyncIterator[SignIn]:
    async with AsyncExitStack() as open_clients:

        async def sign_in(
            role: str = "administrator",
            *,
            name: str = "Mina Rami",
            place: int | None = None,
            person: int | None = None,
            stepped_up: bool = True,
        ) -> httpx.AsyncClient:
            who = person or await house.person(name, (role, place))
            async with house.services.core.database.begin() as connection:
                session = await house.services.sessions.begin(
                    connection, who, device=SOMEWHERE, stepped_up=stepped_up
                )
            client = httpx.AsyncClient(
                transport=httpx.ASGITransport(app, raise_app_exceptions=False),
                base_url="http://localhost",
                cookies={"regie-dev": session.secret},
                headers={"Sec-Fetch-Site": "same-origin"},
            )
            return await open_clients.enter_async_context(client)

        yield sign_in
