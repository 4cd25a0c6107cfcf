"""A mail's row, as what is sent and as what a person may see of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Column, Row, select
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.vault import Vault

from .addresses import Sender
from .message import Letter
from .secret_fields import Marks, masked, revealed, unseal
from .tables import mail

AnyRow = Row[*tuple[Any, ...]]
"""Of a statement that reads COLUMNS, and perhaps others."""

COLUMNS: Final[tuple[Column[Any], ...]] = (
    mail.c.id,
    mail.c.created_at,
    mail.c.language,
    mail.c.sender,
    mail.c.recipient,
    mail.c.subject,
    mail.c.message_id,
    mail.c.unsubscribe,
    mail.c.text,
    mail.c.html,
    mail.c.sealed,
    mail.c.handed_at,
)


@dataclass(frozen=True, slots=True)
class Kept:
    letter: Letter | None
    """None when its content has been dropped."""
    handed_at: datetime | None


async def kept(
    connection: AsyncConnection, vault: Vault, number: int, created_at: datetime
) -> Kept | None:
    """To be sent: with its secrets. Raises VaultError."""
    wanted = select(*COLUMNS).where(mail.c.id == number, mail.c.created_at == created_at)
    row = (await connection.execute(wanted)).one_or_none()
    if row is None:
        return None
    return Kept(letter(row, opened(row, vault)), row.handed_at)


def opened(row: AnyRow, vault: Vault) -> Marks:
    """Raises VaultError."""
    return {} if row.sealed is None else unseal(vault, row.sealed, row.id)


def letter(row: AnyRow, marks: Marks) -> Letter | None:
    """With the secrets that `marks` has; those that it lacks are masked."""
    if row.text is None or row.html is None:
        return None
    return Letter(
        sender=Sender.from_header(row.sender),
        recipient=row.recipient,
        subject=row.subject,
        language=row.language,
        message_id=row.message_id,
        at=row.created_at,
        unsubscribe=row.unsubscribe,
        text=masked(revealed(row.text, marks, html=False)),
        html=masked(revealed(row.html, marks, html=True)),
    )
