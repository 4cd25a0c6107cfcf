"""Processes that serve people, without the HTTP around them: what one of them knows of sessions."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from peopleplay import environ
from regie.bootstrap import build_runtime, configure
from regie.core.access import Actor
from regie.core.db import DatabaseUrl
from regie.core.observe import count_statements
from regie.core.web import ClientAddress, Credential, Exchange
from regie.core.web.overload import Gate
from regie.identity.services import Services
from regie.identity.sessions.device import Device
from regie.identity.sessions.service import NewSession

T = TypeVar("T")

SOMEWHERE = Device("Firefox 132", "Windows", "192.0.2.0/24")
_GATE = Gate(1, 1, 1.0, 1, 1)


@dataclass(frozen=True)
class Process:
    services: Services
    url: DatabaseUrl
    valkey_url: str | None

    def twin(self) -> AbstractAsyncContextManager[Process]:
        """One more process of the same installation, which starts now."""
        return process(self.url, self.valkey_url)

    async def begin(self, person: int, **chosen: Any) -> NewSession:
        async with self.services.core.database.begin() as connection:
            return await self.services.sessions.begin(
                connection, person, **{"device": SOMEWHERE, "stepped_up": False, **chosen}
            )

    async def who(self, session: NewSession | str) -> Actor | None:
        """Who the edge finds behind this cookie."""
        secret = session if isinstance(session, str) else session.secret
        found = self.services.authenticator.begin(coming_with(secret))
        return None if found is None else await found


def coming_with(secret: str) -> Exchange:
    scope = {"type": "http", "method": "GET", "path": "/", "scheme": "http", "headers": []}
    exchange = Exchange(scope, {}, asyncio.Event(), _GATE)
    exchange.credential = Credential("cookie", secret)
    return exchange


def presenting(secret: str) -> Exchange:
    """A request with the cookie, as it comes from a browser on this machine."""
    exchange = coming_with(secret)
    exchange.credential = None
    exchange.headers |= {b"host": b"localhost", b"cookie": b"regie-dev=" + secret.encode()}
    exchange.client = ClientAddress("127.0.0.1", "127.0.0.1", "127.0.0.1", loopback=True)
    return exchange


@asynccontextmanager
async def process(url: DatabaseUrl, valkey_url: str | None = None) -> AsyncIterator[Process]:
    chosen = environ(url)
    if valkey_url is not None:
        for name in ("CACHE", "BROKER", "RESULTS"):
            chosen[f"REGIE_{name}_URL"] = valkey_url
        del chosen["REGIE_REDIS_URL"]
    runtime = build_runtime(configure(chosen))
    async with runtime.opened():
        service = runtime.parts["identity"].service
        assert isinstance(service, Services)
        yield Process(service, url, valkey_url)


async def eventually(holds: Callable[[], Awaitable[T]], *, within_s: float = 10.0) -> T:
    """What it comes to, as soon as it is anything: news of changes has no event here."""
    async with asyncio.timeout(within_s):
        while not (found := await holds()):  # noqa: ASYNC110
            await asyncio.sleep(0.01)
        return found


async def gone(session: NewSession, *processes: Process) -> bool:
    """As soon as nobody is served by it."""
    return await eventually(lambda: _nobody(session, processes))


async def _nobody(session: NewSession, processes: Sequence[Process]) -> bool:
    return not any([await each.who(session) for each in processes])


async def fewest_statements(ask: Callable[[], Awaitable[Actor | None]], tries: int = 20) -> int:
    """That it takes to find somebody. Several tries: a machine that is held up for a second hears
    of no changes meanwhile, and asks PostgreSQL then, as it must."""
    counts: list[int] = []
    while len(counts) < tries and 0 not in counts:
        with count_statements() as counter:
            assert await ask()
        counts.append(counter.count)
        await asyncio.sleep(0.05)
    return min(counts)
