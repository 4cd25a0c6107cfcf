"""How long requests and spending can be looked up. Balances do not depend on either."""

from __future__ import annotations

from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.db import (
    Purgeable,
    purge_days,
    purge_rows,
    purgeable_days,
    purgeable_rows,
)

from .tables import call, spending, usage_day

KEEP_CALLS_DAYS: Final = 90
KEEP_SPENDING_DAYS: Final = 1095


async def preview_calls(
    connection: AsyncConnection, *, keep_days: int = KEEP_CALLS_DAYS
) -> list[Purgeable]:
    return [await purgeable_days(connection, call, keep_days=keep_days)]


async def purge_calls(
    connection: AsyncConnection, *, keep_days: int = KEEP_CALLS_DAYS
) -> list[Purgeable]:
    return [await purge_days(connection, call, keep_days=keep_days)]


async def preview_spending(
    connection: AsyncConnection, *, keep_days: int = KEEP_SPENDING_DAYS
) -> list[Purgeable]:
    return [
        await purgeable_days(connection, spending, keep_days=keep_days),
        await purgeable_rows(connection, usage_day.c.day, keep_days=keep_days),
    ]


async def purge_spending(
    connection: AsyncConnection, *, keep_days: int = KEEP_SPENDING_DAYS
) -> list[Purgeable]:
    return [
        await purge_days(connection, spending, keep_days=keep_days),
        await purge_rows(connection, usage_day.c.day, keep_days=keep_days),
    ]
