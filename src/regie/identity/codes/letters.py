"""What is written to people about their account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.access import Actor
from regie.core.mail import INVITATION, PASSWORD_RESET, TWO_FACTOR_CHANGED, Mailer, Template

from .repository import Addressee, addressee

FactorChange = Literal["enabled", "disabled", "codes_renewed", "reset", "recovery_used"]


@dataclass(frozen=True, slots=True)
class Letters:
    """Writes them in the caller's transaction, each in its reader's language."""

    mailer: Mailer
    base_url: str

    async def invitation(
        self,
        connection: AsyncConnection,
        to: Addressee,
        link: str,
        *,
        until: datetime,
        actor: Actor | None,
    ) -> None:
        data = {"inviter": await _name_of(connection, actor), "link": link, "valid_until": until}
        await self._write(connection, INVITATION, to, data)

    async def new_password(
        self,
        connection: AsyncConnection,
        to: Addressee,
        link: str,
        *,
        until: datetime,
        actor: Actor | None,
    ) -> None:
        """`actor` is who asked for it in that person's place."""
        data = {"asker": await _name_of(connection, actor), "link": link, "valid_until": until}
        await self._write(connection, PASSWORD_RESET, to, data)

    async def factor(
        self, connection: AsyncConnection, person_id: int, change: FactorChange, *, at: datetime
    ) -> None:
        """The link is for who did not do it: to the page with one's password and second factor."""
        to = await addressee(connection, person_id)
        data = {"change": change, "at": at, "link": f"{self.base_url}/profile/security"}
        await self._write(connection, TWO_FACTOR_CHANGED, to, data)

    async def _write(
        self,
        connection: AsyncConnection,
        template: Template,
        to: Addressee,
        data: dict[str, object],
    ) -> None:
        await self.mailer.send(
            connection,
            template,
            to=to.email,
            language=to.language,
            data={"name": to.name, **data},
            tenant=to.tenant,
        )


async def _name_of(connection: AsyncConnection, actor: Actor | None) -> str:
    """Empty for Régie itself and for machines: the letter then names nobody."""
    if actor is None or actor.kind != "person":
        return ""
    return (await addressee(connection, actor.id)).name
