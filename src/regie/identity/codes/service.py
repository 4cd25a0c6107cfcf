"""Making codes and using them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.access import Actor, Audit, AuditEvent
from regie.core.clock import Clock

from .domain import LIVES, Purpose, can_be_code, digest_of, link_to, new_code
from .errors import LinkOver
from .letters import Letters
from .repository import (
    Addressee,
    Holder,
    addressee,
    end_codes,
    look,
    put_code,
    use_code,
)


@dataclass(frozen=True, slots=True)
class Codes:
    """Everything happens in the caller's transaction. A person has one code of each purpose: a new
    one ends the former. What leads to it is a link, for whoever may hand it over by other ways
    than e-mail."""

    letters: Letters
    audit: Audit
    clock: Clock
    base_url: str

    async def invite(
        self, connection: AsyncConnection, person_id: int, *, actor: Actor | None = None
    ) -> str:
        """The link, which is mailed too. `actor` invites; the record says so: call it last."""
        to = await addressee(connection, person_id)
        link, until = await self._make(connection, "invitation", person_id)
        await self.letters.invitation(connection, to, link, until=until, actor=actor)
        await self._record(connection, "person.invite", to, actor)
        return link

    async def reset(
        self, connection: AsyncConnection, person_id: int, *, actor: Actor | None = None
    ) -> str:
        """The link, which is mailed too. `actor` when somebody asks in that person's place; the
        record says so: call it last."""
        to = await addressee(connection, person_id)
        link, until = await self._make(connection, "reset", person_id)
        await self.letters.new_password(connection, to, link, until=until, actor=actor)
        await self._record(connection, "password.reset", to, actor)
        return link

    async def make_first_run(self, connection: AsyncConnection) -> str:
        """The link by which the first administrator gets in."""
        link, _ = await self._make(connection, "first_run", None)
        return link

    async def use(self, connection: AsyncConnection, code: str, purpose: Purpose) -> int | None:
        """Whose it is (the first administrator's is nobody's), and it is used: once, however many
        try. Raises LinkOver. If the caller's transaction is rolled back, it was not used."""
        if not can_be_code(code):
            raise LinkOver
        used = await use_code(connection, purpose, digest_of(code), self.clock())
        if used is None:
            raise LinkOver
        return used[0]

    async def look(self, connection: AsyncConnection, code: str, purpose: Purpose) -> Holder:
        """Whose it is; it is not used by that. Raises LinkOver."""
        if not can_be_code(code):
            raise LinkOver
        holder = await look(connection, purpose, digest_of(code), self.clock())
        if holder is None:
            raise LinkOver
        return holder

    async def end(self, connection: AsyncConnection, person_id: int) -> None:
        """None of that person's codes opens anything any more."""
        await end_codes(connection, person_id, self.clock())

    async def _make(
        self, connection: AsyncConnection, purpose: Purpose, person_id: int | None
    ) -> tuple[str, datetime]:
        code, now = new_code(), self.clock()
        until = now + LIVES[purpose]
        await put_code(
            connection, purpose, person_id, digest=digest_of(code), now=now, expires_at=until
        )
        return link_to(self.base_url, purpose, code), until

    async def _record(
        self, connection: AsyncConnection, action: str, to: Addressee, actor: Actor | None
    ) -> None:
        event = AuditEvent(action, f"person:{to.id}", payload={"link": "sent"})
        await self.audit.record(connection, event, actor=actor, tenant=to.tenant)
