"""Rows that go by their age, where a table is not partitioned by day."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Date,
    Table,
    TextClause,
    cast,
    delete,
    func,
    literal_column,
    select,
    true,
    tuple_,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from .purgeable import Purgeable

ROWS_PER_PURGE: Final = 50_000
"""So that one statement stays far below its time limit; who purges calls again for the rest."""

Only = ColumnElement[bool] | TextClause
"""Which of the old rows may go; in a text the table has its own name."""


async def purgeable_rows(
    connection: AsyncConnection, at: Column[Any], *, keep_days: int, only: Only | None = None
) -> Purgeable:
    """What `purge_rows` would remove if it were called until it found nothing. Reads all of it."""
    only = true() if only is None else only
    figures = select(*_figures(at, _size(at.table))).where(_is_old(at, keep_days), only)
    return Purgeable(at.table.name, *(await connection.execute(figures)).one())


async def purge_rows(
    connection: AsyncConnection,
    at: Column[Any],
    *,
    keep_days: int,
    only: Only | None = None,
    limit: int = ROWS_PER_PURGE,
) -> Purgeable:
    """Removes the oldest rows, `limit` at most, by their column `at`, which wants an index.

    Rows that another transaction holds stay for the next time.
    """
    table = at.table
    chosen = (
        select(*table.primary_key)
        .where(_is_old(at, keep_days), true() if only is None else only)
        .order_by(at)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    gone = (
        delete(table)
        .where(tuple_(*table.primary_key).in_(chosen))
        .returning(at.label("at"), _size(table).label("size"))
        .cte("gone")
    )
    figures = select(*_figures(gone.c.at, gone.c.size))
    return Purgeable(table.name, *(await connection.execute(figures)).one())


def _is_old(at: Column[Any], keep_days: int) -> ColumnElement[bool]:
    return at < func.now() - func.make_interval(0, 0, 0, keep_days)


def _size(table: Table) -> ColumnElement[int]:
    return literal_column(f"pg_column_size({table.name}.*)", BigInteger)


def _figures(at: ColumnElement[Any], size: ColumnElement[int]) -> tuple[ColumnElement[Any], ...]:
    return (
        func.count(),
        cast(func.min(at), Date),
        cast(func.max(at), Date),
        func.coalesce(cast(func.sum(size), BigInteger), 0),
    )
