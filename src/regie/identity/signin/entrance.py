"""Letting somebody in who has shown who it is, by whichever way: the same for all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import Response

from regie.core.access import Actor, Audit, AuditEvent
from regie.core.clock import Clock
from regie.core.web import DEVICE_COOKIE, SESSION_COOKIE, CookieNeedsHttps, Exchange
from regie.identity.codes.repository import Addressee, addressee
from regie.identity.people.domain import email_key
from regie.identity.sessions.device import Device as SeenDevice
from regie.identity.sessions.device import device_of
from regie.identity.sessions.service import NewSession, Sessions

from .devices import LIFE, Device, Devices
from .digests import Digests
from .letters import Letters
from .repository import lock_people

Way = Literal["password", "factor", "invitation", "first_run"]
_TELLS_OF_NEW_DEVICES: Final[Mapping[Way, bool]] = {
    "password": True,
    "factor": True,
    "invitation": False,
    "first_run": False,
}
"""Who has just made their account knows that they are there."""
_DEVICE_AGE_S: Final = int(LIFE.total_seconds())


@dataclass(frozen=True, slots=True)
class Visit:
    """What a request says of where it comes from."""

    seen: SeenDevice
    known: Device


class Entered(NamedTuple):
    session: NewSession
    device_cookie: str | None
    """None while the second factor is awaited: a password alone makes no device known."""

    @property
    def awaits_factor(self) -> bool:
        return self.device_cookie is None


@dataclass(frozen=True, slots=True)
class Entrance:
    sessions: Sessions
    devices: Devices
    digests: Digests
    letters: Letters
    audit: Audit
    clock: Clock

    async def visit(self, exchange: Exchange) -> Visit:
        """Before the transaction: the first one of a process takes 0.2 s. Raises CookieNeedsHttps
        where nobody can be let in."""
        self.require_way(exchange)
        return Visit(seen=await device_of(exchange), known=self.known(exchange))

    def require_way(self, exchange: Exchange) -> None:
        """Raises CookieNeedsHttps: before somebody is asked for a password in vain."""
        if SESSION_COOKIE.name(exchange) is None:
            raise CookieNeedsHttps

    def known(self, exchange: Exchange) -> Device:
        return self.devices.read(DEVICE_COOKIE.read(exchange))

    def account(self, email: str) -> bytes:
        """Its name among known devices and counters of tries, whether it exists or not."""
        return self.digests.of("account", email_key(email))

    async def lock(self, connection: AsyncConnection, person_id: int, visit: Visit) -> None:
        """To be called before anything else of the transaction in which somebody is let in."""
        await lock_people(connection, person_id, replaces=visit.seen.replaces)

    async def hold(self, connection: AsyncConnection, person_id: int, visit: Visit) -> Entered:
        """The password was right, the second factor is awaited."""
        session = await self.sessions.begin(
            connection, person_id, device=visit.seen, state="factor", stepped_up=False
        )
        return Entered(session, None)

    async def enter(
        self,
        connection: AsyncConnection,
        person_id: int,
        visit: Visit,
        way: Way,
        *,
        session: NewSession | None = None,
    ) -> Entered:
        """Begins a session, or takes the one that has just been promoted. Writes the letter about
        a new device, and the record: to be called last. Raises NotSignedIn of who may not come in.
        """
        if session is None:
            session = await self.sessions.begin(
                connection, person_id, device=visit.seen, stepped_up=True
            )
        to = await addressee(connection, person_id)
        account = self.account(to.email)
        is_new = account not in visit.known.accounts
        if is_new and _TELLS_OF_NEW_DEVICES[way]:
            await self._tell(connection, to, visit)
        actor = Actor(to.tenant, "person", person_id, session=session.id)
        payload = {"by": way, "new_device": is_new, "browser": visit.seen.browser}
        event = AuditEvent("session.begin", f"session:{session.id}", payload=payload)
        await self.audit.record(connection, event, actor=actor)
        return Entered(session, self.devices.cookie(visit.known.after(account)))

    def let_in(self, response: Response, exchange: Exchange, entered: Entered) -> None:
        session = entered.session
        SESSION_COOKIE.set(response, exchange, session.secret, session.max_age_s)
        if entered.device_cookie is not None:
            DEVICE_COOKIE.set(response, exchange, entered.device_cookie, _DEVICE_AGE_S)

    async def _tell(self, connection: AsyncConnection, to: Addressee, visit: Visit) -> None:
        seen = visit.seen
        named = [part for part in (seen.browser, seen.system) if part is not None]
        await self.letters.new_device(
            connection,
            to,
            device=", ".join(named) or "–",
            address=seen.address or "–",
            at=self.clock(),
        )
