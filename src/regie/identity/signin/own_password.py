"""One's own password, in a session: giving it anew, and changing it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from regie.core.access import Actor, Audit, AuditEvent
from regie.core.clock import Clock
from regie.core.db import Database
from regie.core.web import FieldError, InvalidFields
from regie.identity.codes.repository import addressee, end_codes
from regie.identity.people.repository import find_for_sign_in, set_password
from regie.identity.sessions.service import NewSession, Sessions
from regie.identity.tokens.refresh_repository import revoke_families_of

from .letters import Letters
from .passwords import Passwords
from .throttle import Throttle

THROTTLED_AS: Final = "password"


@dataclass(frozen=True, slots=True)
class OwnPassword:
    """Five tries in 15 minutes for each person: whoever finds a session open does not find its
    password out in it."""

    database: Database
    passwords: Passwords
    throttle: Throttle
    sessions: Sessions
    letters: Letters
    audit: Audit
    clock: Clock

    async def is_right(self, acting: Actor, password: str, *, wanted: str) -> bool:
        """Whether that is the password of whoever acts; if not it is recorded that `wanted` (an
        action: `session.step_up`) was refused. Raises TooManyTries, HashingFull."""
        self.passwords.require_room()
        tried = self.throttle.of_person(THROTTLED_AS, acting.id)
        await self.throttle.reserve(tried)
        async with self.database.single() as connection:
            to = await addressee(connection, acting.id)
            person = await find_for_sign_in(connection, to.email)
        stored = None if person is None else person.password
        if (await self.passwords.verify(password, stored)).ok:
            await self.throttle.release(tried)
            return True
        event = AuditEvent(wanted, acting.key, "refused")
        await self.audit.record_apart(event, actor=acting)
        return False

    async def change(self, acting: Actor, session_id: int, current: str, new: str) -> NewSession:
        """The session goes on under a new secret, all others end, and so does whatever was
        exchanged for a personal token, and a link to another password. Its owner is told by e-mail.

        Raises InvalidFields, TooManyTries, HashingFull.
        """
        if not await self.is_right(acting, current, wanted="password.change"):
            raise InvalidFields([FieldError("/current", "password_wrong", {})])
        async with self.database.single() as connection:
            to = await addressee(connection, acting.id)
        hashed = await self.passwords.hash_new(new, email=to.email, name=to.name, pointer="/new")
        async with self.database.begin() as connection:
            await set_password(connection, acting.id, hashed)
            await self.sessions.end(
                connection, person_id=acting.id, except_id=session_id, why="password"
            )
            await revoke_families_of(connection, acting.id)
            await end_codes(connection, acting.id, self.clock())
            session = await self.sessions.promote(connection, session_id)
            await self.letters.password_changed(connection, to, at=self.clock())
            event = AuditEvent("password.change", acting.key)
            await self.audit.record(connection, event, actor=acting)
        return session
