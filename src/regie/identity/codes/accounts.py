"""What a link that was sent lets its reader do: set a new password, or the first one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.access import AuditEvent
from regie.core.db import Database
from regie.identity.people.changes import changed
from regie.identity.people.repository import lock_person, set_password
from regie.identity.sessions.service import Sessions
from regie.identity.signin.entrance import Entered, Entrance, Visit
from regie.identity.signin.passwords import Passwords
from regie.identity.signin.repository import Tried, release
from regie.identity.tokens.refresh_repository import revoke_families_of

from .domain import Purpose
from .repository import Addressee, addressee
from .service import Codes


class _Chosen(NamedTuple):
    person_id: int
    hashed: str


@dataclass(frozen=True, slots=True)
class Accounts:
    """A password is hashed before the code is used: one that is too short uses up no link, and no
    connection is held meanwhile."""

    database: Database
    codes: Codes
    passwords: Passwords
    sessions: Sessions
    entrance: Entrance

    async def reset(self, code: str, password: str) -> None:
        """Ends every session and whatever was exchanged for a personal token; begins none, so that
        a second factor is asked for all the same. The tries that strangers used up are forgotten:
        its owner could not come in otherwise. Raises LinkOver, InvalidFields."""
        chosen = await self._chosen(code, "reset", password)
        async with self.database.begin() as connection:
            await lock_person(connection, chosen.person_id)
            person = await self._use(connection, code, "reset", chosen)
            await self.sessions.end(connection, person_id=person.id, why="password")
            await revoke_families_of(connection, person.id)
            await changed(connection, person.id)
            await release(connection, Tried("account", self.entrance.account(person.email)))
            await self.entrance.letters.password_changed(
                connection, person, at=self.entrance.clock()
            )
            event = AuditEvent("password.reset", f"person:{person.id}", payload={"link": "used"})
            await self.entrance.audit.record(connection, event, tenant=person.tenant)

    async def accept(self, code: str, password: str, visit: Visit) -> Entered:
        """Whoever has read the letter is the one who was invited, and is signed in. Raises
        LinkOver, InvalidFields."""
        chosen = await self._chosen(code, "invitation", password)
        async with self.database.begin() as connection:
            await self.entrance.lock(connection, chosen.person_id, visit)
            person = await self._use(connection, code, "invitation", chosen)
            await changed(connection, person.id)
            return await self.entrance.enter(connection, person.id, visit, "invitation")

    async def _chosen(self, code: str, purpose: Purpose, password: str) -> _Chosen:
        async with self.database.single() as connection:
            holder = await self.codes.look(connection, code, purpose)
        hashed = await self.passwords.hash_new(password, email=holder.email, name=holder.name)
        return _Chosen(holder.id, hashed)

    async def _use(
        self, connection: AsyncConnection, code: str, purpose: Purpose, chosen: _Chosen
    ) -> Addressee:
        await self.codes.use(connection, code, purpose)
        await set_password(connection, chosen.person_id, chosen.hashed)
        return await addressee(connection, chosen.person_id)
