"""Régie's sessions under measurement: `python -m bench.signed_in CASE DATABASE_URL VALKEY_URL`.

Each operation takes a request's cookie header and ends with who acts, with rights and places; the
tail of changes is listened to meanwhile. `regie` finds all in memory, `regie-valkey` remembers one
session and reads the others from Valkey, with a seal to verify.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bench.peers.player import KEYS, Piece, play
from regie.bootstrap import build_runtime, configure
from regie.core.access import Actor
from regie.core.observe import configure_logging
from regie.core.web import ClientAddress, Exchange, credential_of
from regie.core.web.overload import Gate
from regie.identity.people.domain import WantedRole
from regie.identity.people.repository import add_person
from regie.identity.services import Services
from regie.identity.sessions.device import Device

NOWHERE = Device(None, None, None)
PEOPLE = 50
"""Who share the sessions."""
_HERE = ClientAddress("127.0.0.1", "127.0.0.1", "127.0.0.1", loopback=True)
_GATE = Gate(1, 1, 1.0, 1, 1)


@asynccontextmanager
async def opened(database_url: str, valkey_url: str) -> AsyncIterator[Services]:
    """A process of an installation of its own, as it serves people."""
    environ = {
        "REGIE_ENV": "development",
        "REGIE_DATABASE_URL": database_url,
        "REGIE_SECRET_KEY": "of the bench, as long as one must be",
    } | {f"REGIE_{name}_URL": valkey_url for name in ("CACHE", "BROKER", "RESULTS")}
    runtime = build_runtime(configure(environ))
    async with runtime.opened():
        services = runtime.parts["identity"].service
        assert isinstance(services, Services)
        yield services


async def signed_in(services: Services, case: str) -> list[Exchange]:
    exchanges: list[Exchange] = []
    async with services.core.database.begin() as connection:
        people = [
            await add_person(
                connection,
                tenant="main",
                email=f"{number}.{case}@example.fr",
                name=f"Person {number}",
                status="active",
                roles=[WantedRole("administrator")],
            )
            for number in range(PEOPLE)
        ]
        for number in range(KEYS):
            session = await services.sessions.begin(
                connection,
                people[number % PEOPLE],
                device=Device(None, None, None),
                stepped_up=True,
            )
            exchanges.append(coming_with(session.secret))
    return exchanges


def coming_with(secret: str) -> Exchange:
    scope = {"type": "http", "method": "GET", "path": "/", "scheme": "http"}
    headers = {b"host": b"localhost", b"cookie": f"language=fr; regie-dev={secret}".encode()}
    exchange = Exchange(scope, headers, asyncio.Event(), _GATE)
    exchange.client = _HERE
    return exchange


@asynccontextmanager
async def sessions(case: str, database_url: str, valkey_url: str) -> AsyncIterator[Piece]:
    async with opened(database_url, valkey_url) as services:
        exchanges = await signed_in(services, case)
        authenticator = services.known.authenticator(
            services.machines.authenticator,
            most_remembered=1 if case == "regie-valkey" else KEYS,
        )

        async def who(number: int) -> Actor | None:
            exchange = exchanges[number]
            exchange.credential = credential_of(exchange)
            asked = authenticator.begin(exchange)
            return None if asked is None else await asked

        for number in range(KEYS):
            await who(number)
        yield Piece(who, lambda found: isinstance(found, Actor) and bool(found.reaches))


if __name__ == "__main__":
    configure_logging("json", "error")
    play(sessions(*sys.argv[1:]))
