"""An organisation to play with: a tenant of its own, its places, its people, and who acts."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count
from typing import Any, TypeVar

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.bootstrap import build_runtime, configure
from regie.core.access import EVERYWHERE, Actor, Grant
from regie.core.clock import Clock, utc_now
from regie.core.db import DatabaseUrl
from regie.identity.people.domain import Status, WantedRole
from regie.identity.people.repository import add_person
from regie.identity.places.domain import Kind
from regie.identity.places.repository import add_place, find_place
from regie.identity.roles import Role
from regie.identity.services import Services
from regie.identity.sessions.rights import Rights

T = TypeVar("T")

_numbers = count(1)


def environ(url: DatabaseUrl) -> dict[str, str]:
    return {
        "REGIE_ENV": "development",
        "REGIE_DATABASE_URL": url.for_libpq(),
        "REGIE_REDIS_URL": "none",
        "REGIE_SECRET_KEY": "0123456789abcdef" * 4,
        "REGIE_REQUESTS_A_MINUTE": "100000",
    }


@asynccontextmanager
async def opened_services(url: DatabaseUrl, *, clock: Clock = utc_now) -> AsyncIterator[Services]:
    runtime = build_runtime(configure(environ(url)), clock=clock)
    async with runtime.opened(relaying=False):
        service = runtime.parts["identity"].service
        assert isinstance(service, Services)
        yield service


@dataclass(frozen=True)
class Organisation:
    services: Services
    tenant: str

    @classmethod
    def new(cls, services: Services) -> Organisation:
        return cls(services, f"tenant-{next(_numbers)}")

    async def run(self, work: Callable[[AsyncConnection], Any]) -> Any:
        async with self.services.core.database.begin() as connection:
            return await work(connection)

    async def place(
        self, name: str, above: int | None = None, *, kind: Kind = "site", code: str | None = None
    ) -> int:
        async def work(connection: AsyncConnection) -> int:
            parent = None
            if above is not None:
                parent = await find_place(connection, self.tenant, above, EVERYWHERE)
            made = await add_place(
                connection, self.tenant, parent, kind=kind, code=code or name, name=name
            )
            return made.id

        return await self.run(work)

    async def path(self, place: int | None) -> str | None:
        if place is None:
            return None
        found = await self.run(lambda c: find_place(c, self.tenant, place, EVERYWHERE))
        return found.path

    async def person(
        self,
        name: str,
        *roles: tuple[Role, int | None],
        status: Status = "active",
        email: str | None = None,
    ) -> int:
        return await self.run(
            lambda c: add_person(
                c,
                tenant=self.tenant,
                email=email or f"{name.replace(' ', '.').lower()}@{self.tenant}.example",
                name=name,
                status=status,
                password="digest" if status == "active" else None,
                roles=[WantedRole(role, place) for role, place in roles],
            )
        )

    async def actor(self, *roles: tuple[Role, int | None], person: int = 0) -> Actor:
        """Somebody with these roles; `person` when it matters who."""
        grants = tuple([Grant(role, await self.path(place)) for role, place in roles])
        reaches = Rights(self.services.core.permissions).reaches(self.tenant, grants)
        return Actor(self.tenant, "person", person, grants, reaches)

    async def value(self, sql: str, **params: object) -> Any:
        async with self.services.core.database.begin() as connection:
            return (await connection.execute(text(sql), params)).scalar()

    async def version(self, person: int) -> int:
        return await self.value("SELECT version FROM identity.person WHERE id = :id", id=person)

    async def somebody_waits(self) -> bool:
        """For a row of ours that somebody else holds."""
        return await self.value("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)")

    async def actions(self) -> list[str]:
        """On record, the oldest first."""
        async with self.services.core.database.begin() as connection:
            rows = await connection.execute(
                text(
                    "SELECT action FROM identity.audit_entry WHERE tenant = :tenant ORDER BY number"
                ),
                {"tenant": self.tenant},
            )
            return [*rows.scalars()]
