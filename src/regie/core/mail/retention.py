"""What of the mails is kept, and what goes: contents first, then whole days.

A mail that has not left, or about which nobody has decided, stays with its content; the rest of
its day goes row by row.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from sqlalchemy import ColumnElement, cast, func, select, text
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.types import Date

from regie.core.db import Purgeable, purge_days, purge_rows, purgeable_days, purgeable_rows

from .tables import OPEN, mail

KEEP_DAYS: Final = 90
CONTENT_DAYS: Final = 14
"""Of what was sent; what failed keeps its content, for it may be repeated."""
SEALED_DAYS: Final = 1
"""Secrets of what was sent: they were of use for hours."""

_CONTENTS_PER_PURGE: Final = 50_000

_DROPPABLE: Final = """
    FROM core.mail WHERE state = 'sent' AND (
        (text IS NOT NULL AND created_at < now() - make_interval(days => :content_days))
        OR (sealed IS NOT NULL AND created_at < now() - make_interval(days => :sealed_days))
    )
"""
_SIZE: Final = "coalesce(pg_column_size(text), 0) + coalesce(pg_column_size(html), 0)"
_FIGURES: Final = (
    "count(*), CAST(min(created_at) AS date), CAST(max(created_at) AS date), coalesce(sum(size), 0)"
)
_COUNT: Final = text(f"SELECT {_FIGURES} FROM (SELECT created_at, {_SIZE} AS size {_DROPPABLE}) m")  # noqa: S608 - constants
_DROP: Final = text(
    f"""
    WITH old AS (
        SELECT id, created_at, {_SIZE} AS size {_DROPPABLE}
        LIMIT {_CONTENTS_PER_PURGE} FOR UPDATE SKIP LOCKED
    ), dropped AS (
        UPDATE core.mail AS m SET sealed = NULL,
            text = CASE WHEN m.created_at >= now() - make_interval(days => :content_days)
                THEN m.text END,
            html = CASE WHEN m.created_at >= now() - make_interval(days => :content_days)
                THEN m.html END
        FROM old WHERE m.id = old.id AND m.created_at = old.created_at
        RETURNING old.created_at, old.size
    )
    SELECT {_FIGURES} FROM dropped
    """  # noqa: S608 - constants
)
_ENDED: Final = mail.c.state.not_in(OPEN)


async def preview(
    connection: AsyncConnection, *, keep_days: int = KEEP_DAYS, content_days: int = CONTENT_DAYS
) -> list[Purgeable]:
    """What `purge` would remove: how many rows, of which period."""
    held = await _held_days(connection, keep_days)
    days = await purgeable_days(connection, mail, keep_days=keep_days, spare=held)
    rows = await purgeable_rows(
        connection, mail.c.created_at, keep_days=keep_days, only=_ENDED & _of(held)
    )
    contents = await connection.execute(_COUNT, _ages(content_days))
    return [days + rows, Purgeable("mail contents", *contents.one())]


async def purge(
    connection: AsyncConnection, *, keep_days: int = KEEP_DAYS, content_days: int = CONTENT_DAYS
) -> list[Purgeable]:
    """As `purge_days`; call it again when it finds 50,000 contents or rows at once."""
    contents = (await connection.execute(_DROP, _ages(content_days))).one()
    held = await _held_days(connection, keep_days)
    rows = await purge_rows(
        connection, mail.c.created_at, keep_days=keep_days, only=_ENDED & _of(held)
    )
    # Last: from here to the commit nobody can write a mail.
    days = await purge_days(connection, mail, keep_days=keep_days, spare=held)
    return [days + rows, Purgeable("mail contents", *contents)]


async def _held_days(connection: AsyncConnection, keep_days: int) -> list[date]:
    """Old days in which a mail still waits for a server or for a person."""
    day = cast(func.timezone("UTC", mail.c.created_at), Date)
    today = cast(func.timezone("UTC", func.now()), Date)
    wanted = select(day).where(mail.c.state.in_(OPEN), day < today - keep_days).distinct()
    return list((await connection.execute(wanted)).scalars())


def _of(days: list[date]) -> ColumnElement[bool]:
    return cast(func.timezone("UTC", mail.c.created_at), Date).in_(days)


def _ages(content_days: int) -> dict[str, int]:
    return {"content_days": content_days, "sealed_days": min(SEALED_DAYS, content_days)}
