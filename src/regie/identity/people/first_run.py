"""The first administrator: no installation has an account of which anybody knows the password."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.access import MAIN_TENANT, Audit, AuditEvent
from regie.core.db import Database
from regie.core.web import Exchange
from regie.identity.codes.errors import LinkOver
from regie.identity.codes.service import Codes
from regie.identity.signin.entrance import Entered, Entrance
from regie.identity.signin.passwords import Passwords

from .domain import WantedRole
from .errors import FirstRunOver
from .repository import add_person, is_anybody


@dataclass(frozen=True, slots=True)
class FirstRun:
    database: Database
    codes: Codes
    passwords: Passwords
    entrance: Entrance
    audit: Audit

    async def is_needed(self) -> bool:
        """Until there is somebody, whatever becomes of them: an administrator who is locked out
        is helped on the command line."""
        async with self.database.single() as connection:
            return not await is_anybody(connection)

    async def link(self, connection: AsyncConnection) -> str | None:
        """A new one, which ends the former; None when there is somebody."""
        if await is_anybody(connection):
            return None
        return await self.codes.make_first_run(connection)

    async def create(
        self, code: str, *, name: str, email: str, password: str, exchange: Exchange
    ) -> Entered:
        """Of two who use one link at once, one comes in. The password is hashed before, and while
        it is no connection is held. Raises FirstRunOver, InvalidFields, HashingFull."""
        if not await self.is_needed():
            raise FirstRunOver
        digest = await self.passwords.hash_new(password, email=email, name=name)
        visit = await self.entrance.visit(exchange)
        async with self.database.begin() as connection:
            try:
                await self.codes.use(connection, code, "first_run")
            except LinkOver as over:
                raise FirstRunOver from over
            if await is_anybody(connection):
                raise FirstRunOver
            number = await add_person(
                connection,
                tenant=MAIN_TENANT,
                email=email,
                name=name,
                status="active",
                password=digest,
                roles=[WantedRole("administrator")],
            )
            event = AuditEvent("person.add", f"person:{number}", payload={"by": "first_run"})
            await self.audit.record(connection, event)
            return await self.entrance.enter(connection, number, visit, "first_run")
