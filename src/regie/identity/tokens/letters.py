"""What is written to whom a token belongs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.clock import Clock
from regie.core.mail import Mailer, Template

from .refresh_repository import Reused
from .repository import Owner, owner_of

TOKEN_REUSED: Final = Template(
    "token_reused",
    frozenset({"name", "token", "prefix", "at", "link"}),
    folder=Path(__file__).with_name("templates"),
)


@dataclass(frozen=True, slots=True)
class Letters:
    mailer: Mailer
    clock: Clock
    base_url: str
    alerts_to: Sequence[str]
    """Told where a token is nobody's: a machine's that was made at the command line."""

    async def tell_reuse(self, connection: AsyncConnection, reused: Reused) -> None:
        owner = await owner_of(connection, reused.token_id)
        told = [owner] if owner else [Owner("", address, None) for address in self.alerts_to]
        for each in told:
            await self.mailer.send(
                connection,
                TOKEN_REUSED,
                to=each.email,
                language=each.language,
                data={
                    "name": each.name,
                    "token": reused.name,
                    "prefix": reused.prefix,
                    "at": self.clock(),
                    "link": f"{self.base_url}/profile",
                },
                key=f"token-reuse:{reused.family}",
                tenant=reused.tenant,
            )
