"""Proving again who one is, before something dangerous."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.access import Actor, AuditEvent
from regie.identity.people.repository import lock_person
from regie.identity.sessions.service import Sessions
from regie.identity.signin.own_password import OwnPassword

from .errors import CodeRefused, CodeWanted, ProofWrong
from .proofs import Proofs
from .repository import kept

STEP_UP: Final = "session.step_up"


@dataclass(frozen=True, slots=True)
class StepUps:
    """Passwords and codes have five tries each in 15 minutes, whatever they are typed for. Both
    ways return until when it counts, in that session alone, and raise ProofWrong, TooManyTries."""

    proofs: Proofs
    own_password: OwnPassword
    sessions: Sessions

    async def by_password(self, acting: Actor, session: int, password: str) -> datetime:
        """Raises CodeWanted, whatever the password, for who has a second factor."""
        async with self.proofs.database.single() as connection:
            factor = await kept(connection, acting.id)
        if factor is not None and factor.confirmed_at is not None:
            raise CodeWanted
        if not await self.own_password.is_right(acting, password, wanted=STEP_UP):
            raise ProofWrong
        async with self.proofs.database.begin() as connection:
            await lock_person(connection, acting.id)
            return await self._note(connection, acting, session, "password")

    async def by_code(self, acting: Actor, session: int, code: str) -> datetime:
        """A recovery code will do."""
        note = partial(self._note, acting=acting, session=session, by="code")
        try:
            return await self.proofs.proven(acting.id, acting.tenant, code, note)
        except CodeRefused as refused:
            raise ProofWrong from refused

    async def _note(
        self, connection: AsyncConnection, acting: Actor, session: int, by: str
    ) -> datetime:
        until = await self.sessions.step_up(connection, session)
        event = AuditEvent(STEP_UP, f"session:{session}", payload={"by": by})
        await self.proofs.audit.record(connection, event, actor=acting)
        return until
