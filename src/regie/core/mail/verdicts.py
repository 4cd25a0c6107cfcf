"""What a person decides about a mail that is unknown, or repeats of one that has failed."""

from __future__ import annotations

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.outbox import Verdict, decide

from .errors import MailNotFound, NotRepeatable, NotUndecided
from .reading import MAIN_TENANT
from .tables import mail


async def decide_mail(
    connection: AsyncConnection, number: int, verdict: Verdict, *, tenant: str = MAIN_TENANT
) -> None:
    """`sent` and `failed` write down what is known by now; `again` sends it under the same
    Message-ID, though it may have arrived. Raises MailNotFound or NotUndecided."""
    await _require(connection, number, tenant, "unknown", NotUndecided)
    if verdict == "again":
        await _shut_window(connection, number)
    if not await decide(connection, number, verdict):
        raise NotUndecided


async def repeat_mail(
    connection: AsyncConnection, number: int, *, tenant: str = MAIN_TENANT
) -> None:
    """Raises MailNotFound or NotRepeatable."""
    await _require(connection, number, tenant, "failed", NotRepeatable)
    await _shut_window(connection, number)
    if not await decide(connection, number, "again"):
        raise NotRepeatable


async def _require(
    connection: AsyncConnection,
    number: int,
    tenant: str,
    state: str,
    refusal: type[NotUndecided | NotRepeatable],
) -> None:
    wanted = select(mail.c.state, mail.c.text.is_not(None)).where(
        mail.c.id == number, mail.c.tenant == tenant
    )
    row = (await connection.execute(wanted)).one_or_none()
    if row is None:
        raise MailNotFound
    if row[0] != state or not row[1]:
        raise refusal


async def _shut_window(connection: AsyncConnection, number: int) -> None:
    await connection.execute(update(mail).where(mail.c.id == number).values(handed_at=None))
