"""Beginning, changing and ending sessions: for whoever checks passwords and factors, and for those
who end their own or others'.

People are locked before their sessions, or two of these would wait for each other: `end` does that,
and for the others whoever calls. Nothing here is recorded: who calls records what was done as the
last statement of its transaction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.access import Actor, Forbidden, NotSignedIn
from regie.core.web import SESSION_COOKIE, Exchange
from regie.identity.people.changes import changed
from regie.identity.people.domain import lies_within
from regie.identity.people.reading import hold_person
from regie.identity.people.repository import lock_person
from regie.identity.settings import IdentitySettings

from . import reading, repository
from .device import Device
from .errors import SessionNotFound
from .permissions import MANAGE_SESSIONS, READ_SESSIONS
from .reading import Awaiting, SessionRow
from .repository import NewRow, State
from .secret import digest_of, digest_of_presented, new_secret

_DAY_S: Final = 86_400
_HOUR_S: Final = 3_600


@dataclass(frozen=True, slots=True)
class NewSession:
    id: int
    secret: str = field(repr=False)
    """For `SESSION_COOKIE`; nobody can tell it afterwards."""
    expires_at: datetime
    max_age_s: int
    """Of the cookie, which outlives no session."""


class Ended(NamedTuple):
    session_id: int
    person_id: int


class Sessions:
    def __init__(self, settings: IdentitySettings):
        self._life_s = settings.session_days * _DAY_S
        self._idle_s = settings.idle_hours * _HOUR_S

    async def begin(
        self,
        connection: AsyncConnection,
        person_id: int,
        *,
        device: Device,
        state: State = "open",
        stepped_up: bool,
    ) -> NewSession:
        """Whatever session the browser came with is over: nobody finds himself in one that was
        planted. `factor`: the second factor is awaited for ten minutes, and until then it is
        nobody's. Others of the person's go on. Raises NotSignedIn of who may not come in."""
        if device.replaces is not None:
            before = await repository.replace(connection, device.replaces)
            if before is not None:
                await changed(connection, before)
        secret = new_secret()
        row = await repository.begin(
            connection,
            digest_of(secret),
            person_id,
            device,
            state=state,
            stepped_up=stepped_up,
            life_s=self._life_s,
            idle_s=self._idle_s,
        )
        if row is None:
            raise NotSignedIn
        return _new(row, secret)

    async def promote(self, connection: AsyncConnection, session_id: int) -> NewSession:
        """After the second factor or with a new password: the same session under a new secret;
        the old one is nobody's from the COMMIT on. It counts as stepped up. Raises NotSignedIn
        when it is over."""
        secret = new_secret()
        row = await repository.promote(
            connection, session_id, digest_of(secret), life_s=self._life_s
        )
        if row is None:
            raise NotSignedIn
        await changed(connection, row.person_id)
        return _new(row, secret)

    async def step_up(self, connection: AsyncConnection, session_id: int) -> datetime:
        """Until when the password or factor that was just given counts. Raises NotSignedIn."""
        found = await repository.step_up(connection, session_id)
        if found is None:
            raise NotSignedIn
        person_id, until = found
        await changed(connection, person_id)
        return until

    async def end(
        self,
        connection: AsyncConnection,
        *,
        person_id: int,
        ids: Sequence[int] | None = None,
        except_id: int | None = None,
        why: str,
    ) -> int:
        """All of somebody's, or those; how many there were. Nobody is served by them any more
        within a second of the COMMIT. `why` is a word: `sign_out`, `password`, `disabled`."""
        await lock_person(connection, person_id)
        ended = await repository.end(connection, person_id, ids=ids, except_id=except_id, why=why)
        if ended:
            await changed(connection, person_id)
        return len(ended)

    async def end_as(self, connection: AsyncConnection, acting: Actor, session_id: int) -> Ended:
        """Somebody else's, by whoever manages them. Raises SessionNotFound, Forbidden."""
        reach = acting.reach(MANAGE_SESSIONS)
        person_id = await reading.owner_of(connection, acting.tenant, session_id)
        if person_id is None:
            raise SessionNotFound
        person = await hold_person(connection, acting.tenant, person_id)
        if person is None or not lies_within(person.grants, reach):
            raise Forbidden(f"{acting.key} does not reach person:{person_id}")
        if not await self.end(
            connection, person_id=person_id, ids=[session_id], why="administrator"
        ):
            raise SessionNotFound
        return Ended(session_id, person_id)

    async def list_of(self, connection: AsyncConnection, acting: Actor) -> list[SessionRow]:
        """One's own that are open, the latest seen first."""
        return await reading.list_of_person(connection, acting.tenant, acting.id)

    async def page(
        self,
        connection: AsyncConnection,
        acting: Actor,
        *,
        person: int | None = None,
        before: int | None = None,
        limit: int,
    ) -> list[SessionRow]:
        """Everybody's that are open, of people within reach, the newest first."""
        return await reading.page(
            connection,
            acting.tenant,
            acting.reach(READ_SESSIONS),
            person=person,
            before=before,
            limit=limit,
        )

    async def awaiting_factor(
        self, connection: AsyncConnection, exchange: Exchange
    ) -> Awaiting | None:
        """Who gave the password in this browser just now, and owes the second factor: the one
        reader of such a session, which the edge takes for nobody's."""
        secret = SESSION_COOKIE.read(exchange)
        digest = None if secret is None else digest_of_presented(secret)
        return None if digest is None else await reading.awaiting_factor(connection, digest)


def _new(row: NewRow, secret: str) -> NewSession:
    return NewSession(row.id, secret, row.expires_at, row.life_s)
