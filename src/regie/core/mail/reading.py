"""What an administrator sees of the mails: all of them, one of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal

from sqlalchemy import Column, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.i18n import Language
from regie.core.vault import Vault, VaultError

from .errors import MailNotFound
from .letters import COLUMNS, AnyRow, letter, opened
from .message import Letter
from .secret_fields import Marks
from .tables import mail

State = Literal["queued", "sending", "unknown", "sent", "failed"]

MAIN_TENANT: Final = "main"

PAGE: Final = 50
LARGEST_PAGE: Final = 200

_ENTRY: Final[tuple[Column[Any], ...]] = (
    mail.c.id,
    mail.c.recipient,
    mail.c.language,
    mail.c.template,
    mail.c.subject,
    mail.c.state,
    mail.c.attempts,
    mail.c.reason,
    mail.c.created_at,
    mail.c.ended_at,
)


@dataclass(frozen=True, slots=True)
class MailEntry:
    id: int
    recipient: str
    language: Language
    template: str
    subject: str
    state: State
    attempts: int
    reason: str | None
    """What the server said, or what ended the last attempt."""
    created_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class OpenedMail:
    entry: MailEntry
    letter: Letter | None
    """Secrets masked, unless a vault was given. None when the content has been dropped."""


async def list_mails(
    connection: AsyncConnection,
    *,
    state: State | None = None,
    address: str = "",
    before: int | None = None,
    limit: int = PAGE,
    tenant: str = MAIN_TENANT,
) -> list[MailEntry]:
    """The newest first; `address` is any part of one. `before` is the last number of the page
    before. Rare addresses are looked for in everything that is kept."""
    wanted = select(*_ENTRY).where(mail.c.tenant == tenant)
    if state is not None:
        wanted = wanted.where(mail.c.state == state)
    if address:
        wanted = wanted.where(func.strpos(func.lower(mail.c.recipient), address.lower()) > 0)
    if before is not None:
        wanted = wanted.where(mail.c.id < before)
    wanted = wanted.order_by(mail.c.id.desc()).limit(min(limit, LARGEST_PAGE))
    return [MailEntry(*row) for row in await connection.execute(wanted)]


async def count_by_state(
    connection: AsyncConnection, *, tenant: str = MAIN_TENANT
) -> dict[State, int]:
    """Of those that want attention: everything but `sent`."""
    wanted = (
        select(mail.c.state, func.count())
        .where(mail.c.tenant == tenant, mail.c.state != "sent")
        .group_by(mail.c.state)
    )
    return {row[0]: row[1] for row in await connection.execute(wanted)}


async def open_mail(
    connection: AsyncConnection,
    number: int,
    vault: Vault | None = None,
    *,
    tenant: str = MAIN_TENANT,
) -> OpenedMail:
    """With a vault secrets are shown. Raises MailNotFound."""
    others = [each for each in COLUMNS if each not in set(_ENTRY)]
    wanted = select(*_ENTRY, *others).where(mail.c.id == number, mail.c.tenant == tenant)
    row = (await connection.execute(wanted)).one_or_none()
    if row is None:
        raise MailNotFound
    entry = MailEntry(*row[: len(_ENTRY)])
    return OpenedMail(entry, letter(row, {} if vault is None else _marks(row, vault)))


def _marks(row: AnyRow, vault: Vault) -> Marks:
    try:
        return opened(row, vault)
    except VaultError:
        return {}
