"""The second step of signing in."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.access import NotSignedIn
from regie.core.web import Exchange
from regie.identity.sessions.service import Sessions
from regie.identity.signin.entrance import Entered, Entrance

from .proofs import Proofs


@dataclass(frozen=True, slots=True)
class SecondStep:
    proofs: Proofs
    sessions: Sessions
    entrance: Entrance

    async def enter(self, typed: str, exchange: Exchange) -> Entered:
        """Of the session that awaits it: it goes on under another secret. Raises NotSignedIn when
        there is none, or no longer; CodeRefused, TooManyTries."""
        async with self.proofs.database.single() as connection:
            awaiting = await self.sessions.awaiting_factor(connection, exchange)
        if awaiting is None:
            raise NotSignedIn
        visit = await self.entrance.visit(exchange)

        async def enter(connection: AsyncConnection) -> Entered:
            session = await self.sessions.promote(connection, awaiting.session_id)
            return await self.entrance.enter(
                connection, awaiting.person_id, visit, "factor", session=session
            )

        return await self.proofs.proven(awaiting.person_id, awaiting.tenant, typed, enter)
