"""What was written to one address: for whoever it belongs to, and for the day on which it is to be
forgotten. Mails are not indexed by address: both read all that is kept."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import func, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from .secret_fields import masked
from .tables import OPEN, mail

PAGE: Final = 200

_OF_ADDRESS: Final = func.lower(mail.c.recipient) == func.lower(text(":address"))


async def mails_to(
    connection: AsyncConnection, address: str, *, tenant: str, after: int = 0
) -> list[dict[str, Any]]:
    """The oldest first, a page at a time; `text` is None when it is no longer kept, and has no
    secrets."""
    wanted = (
        select(
            mail.c.id,
            mail.c.created_at,
            mail.c.template,
            mail.c.subject,
            mail.c.state,
            mail.c.text,
        )
        .where(mail.c.tenant == tenant, mail.c.id > after, _OF_ADDRESS)
        .order_by(mail.c.id)
        .limit(PAGE)
    )
    found = await connection.execute(wanted, {"address": address})
    return [
        {**row, "text": None if row["text"] is None else masked(row["text"])}
        for row in found.mappings()
    ]


async def forget_address(connection: AsyncConnection, address: str, *, tenant: str) -> int:
    """Takes address, subject and contents out of what has left or failed; returns how many. What
    is still to leave does, and goes with its age."""
    forgotten = (
        update(mail)
        .where(mail.c.tenant == tenant, mail.c.state.not_in(OPEN), _OF_ADDRESS)
        .values(recipient="", subject="", text=None, html=None, sealed=None, reason=None)
    )
    return (await connection.execute(forgotten, {"address": address})).rowcount
