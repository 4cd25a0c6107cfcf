"""The kind « sales », as the core's imports know it."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import psycopg
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.apps.retail.figures.tasks import compact_figures, refresh_monthly_view
from regie.core.tabular import Delivery, ImportKind, Loader
from regie.core.tasks import enqueue

from .layout import LAYOUT, TITLE
from .moved import drop_held


def sales_kind(zone: ZoneInfo, purchase_percent: int) -> ImportKind:
    """`purchase_percent` of its price is what a line cost when nobody says otherwise."""

    def loader(connection: psycopg.Connection, delivery: Delivery, *, whole: bool) -> Loader:
        from .loader import Assumptions, SalesLoader  # noqa: PLC0415 - with polars and numpy

        return SalesLoader(connection, delivery, Assumptions(zone, purchase_percent), whole=whole)

    return ImportKind("sales", TITLE, LAYOUT, loader, ended=_follow_up)


async def _follow_up(connection: AsyncConnection, delivery: Delivery) -> None:
    """What waited for the end goes now. The jobs change nothing that is read: they make reading
    faster."""
    await drop_held(connection, delivery)
    await enqueue(connection, compact_figures.call())
    await enqueue(connection, refresh_monthly_view.call())
