"""What is written to somebody whose account was opened or locked anew, perhaps by another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final, Protocol

from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.i18n import Language
from regie.core.mail import NEW_DEVICE, Mailer, Template

PASSWORD_CHANGED: Final = Template(
    "password_changed",
    frozenset({"name", "at", "link"}),
    folder=Path(__file__).with_name("templates"),
)


class Addressee(Protocol):
    @property
    def tenant(self) -> str: ...
    @property
    def email(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def language(self) -> Language | None: ...


@dataclass(frozen=True, slots=True)
class Letters:
    """Written in the caller's transaction. The link is for who did not do it: to the page with
    one's devices and password."""

    mailer: Mailer
    base_url: str

    async def new_device(
        self,
        connection: AsyncConnection,
        to: Addressee,
        *,
        device: str,
        address: str,
        at: datetime,
    ) -> None:
        await self._write(
            connection, NEW_DEVICE, to, {"device": device, "address": address, "at": at}
        )

    async def password_changed(
        self, connection: AsyncConnection, to: Addressee, *, at: datetime
    ) -> None:
        await self._write(connection, PASSWORD_CHANGED, to, {"at": at})

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
            data={"name": to.name, "link": f"{self.base_url}/profile", **data},
            tenant=to.tenant,
        )
