"""The whole application in this process, asked over HTTPS by browsers at several addresses."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count
from typing import Any

import httpx
from sqlalchemy import text

from peopleplay import environ
from regie.bootstrap import build_asgi, build_runtime, configure
from regie.core.db import DatabaseUrl
from regie.core.web import Edge
from regie.identity.people.domain import Status
from regie.identity.people.repository import add_person
from regie.identity.services import Services
from regie.identity.signin.hashes import make_hash

SIGN_IN = "/api/v1/identity/sign-in"
MY_PASSWORD = "/api/v1/identity/me/password"
ME = "/api/v1/identity/me"
HOST = "regie.example"
PASSWORD = "un mot de passe que personne ne devine"
ITS_HASH = make_hash(PASSWORD.encode())

_numbers = count(1)


@dataclass(frozen=True)
class Somebody:
    id: int
    email: str


class Browser:
    def __init__(self, client: httpx.AsyncClient):
        self.client = client

    async def sign_in(self, email: str, password: str = PASSWORD, **headers: str) -> httpx.Response:
        return await self.client.post(
            SIGN_IN, json={"email": email, "password": password}, headers=headers
        )

    async def signed_in(self, person: Somebody) -> Browser:
        answer = await self.sign_in(person.email)
        assert answer.status_code == 200, answer.text
        return self

    async def fail(self, email: str, times: int) -> None:
        for _ in range(times):
            assert (await self.sign_in(email, "wrong")).status_code == 401

    async def change_password(self, current: str, new: str) -> httpx.Response:
        return await self.client.post(MY_PASSWORD, json={"current": current, "new": new})

    async def status_of_me(self) -> int:
        return (await self.client.get(ME)).status_code


@dataclass(frozen=True)
class Site:
    app: Edge
    services: Services

    def browser(self, address: str | None = None, *, scheme: str = "https") -> Browser:
        """At an address of its own, unless one is given."""
        number = next(_numbers)
        peer = address or f"198.18.{number // 250}.{number % 250}"
        transport = httpx.ASGITransport(self.app, client=(peer, 50_000))
        return Browser(
            httpx.AsyncClient(
                transport=transport,
                base_url=f"{scheme}://{HOST}",
                headers={"Origin": f"{scheme}://{HOST}", "User-Agent": "Mozilla/5.0 Firefox/132.0"},
            )
        )

    async def person(
        self, *, status: Status = "active", password: str | None = ITS_HASH, name: str = "Mina RAMI"
    ) -> Somebody:
        email = f"somebody{next(_numbers)}@people.example"
        async with self.services.core.database.begin() as connection:
            number = await add_person(
                connection,
                tenant="main",
                email=email,
                name=name,
                language="fr",
                status=status,
                password=password,
            )
        return Somebody(number, email)

    async def rows(self, sql: str, **params: object) -> list[Any]:
        async with self.services.core.database.begin() as connection:
            return [*(await connection.execute(text(sql), params))]

    async def value(self, sql: str, **params: object) -> Any:
        return (await self.rows(sql, **params))[0][0]

    async def somebody_waits(self) -> None:
        """Until a statement waits for a row that another transaction holds."""
        waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
        async with asyncio.timeout(20):
            while not await self.value(waiting):  # noqa: ASYNC110 - PostgreSQL tells nobody
                await asyncio.sleep(0.02)


@asynccontextmanager
async def open_site(url: DatabaseUrl) -> AsyncIterator[Site]:
    chosen = {**environ(url), "REGIE_ALLOWED_HOSTS": HOST}
    runtime = build_runtime(configure(chosen))
    app = build_asgi(runtime)
    async with runtime.opened(relaying=False):
        service = runtime.parts["identity"].service
        assert isinstance(service, Services)
        yield Site(app, service)
