"""A trouble becomes the event `orders.trouble`, and an e-mail to who runs the installation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.access import MAIN_TENANT
from regie.core.clock import Clock
from regie.core.db import Database
from regie.core.i18n import Catalogue, Language
from regie.core.mail import Mailer, Template
from regie.core.webhooks import Webhooks

from ..answering.spoken import measured
from ..events import ORDERS_TROUBLE, OrdersTrouble
from .troubles import Trouble

LETTER: Final = Template(
    "orders_alert",
    frozenset(("title", "advice", "figure", "at")),
    frozenset(),
    Path(__file__).with_name("letters"),
)


@dataclass(frozen=True, slots=True)
class Teller:
    database: Database
    webhooks: Webhooks
    mailer: Mailer
    catalogue: Catalogue
    language: Language
    """Of the installation."""
    alerts_to: Sequence[str]
    clock: Clock

    async def tell(self, connection: AsyncConnection, trouble: Trouble) -> None:
        data = OrdersTrouble(kind=trouble.kind, source=trouble.source, figure=trouble.figure)
        await self.webhooks.trigger(ORDERS_TROUBLE, data, connection=connection, tenant=MAIN_TENANT)
        if not self.alerts_to:
            return
        await self.mailer.send(
            connection,
            LETTER,
            to=self.alerts_to,
            language=self.language,
            data={
                "title": self._text(trouble, "title"),
                "advice": self._text(trouble, "advice"),
                "figure": self._figure(trouble),
                "at": self.clock(),
            },
        )

    def _figure(self, trouble: Trouble) -> str:
        if trouble.kind in ("slow", "few_hits"):
            return measured(trouble.figure, self.language)
        return trouble.figure

    def _text(self, trouble: Trouble, part: str) -> str:
        code = f"orders.alert.{trouble.kind}.{part}"
        return self.catalogue.text(code, self.language, {"source": trouble.source})
