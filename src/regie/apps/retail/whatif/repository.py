"""The statement that fills a cube."""

# ruff: noqa: S608 - every piece of SQL here is a constant

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

import numpy as np
from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.apps.retail.figures.cells import category_cells, lone, scoped
from regie.apps.retail.figures.repository import Span

from .cube import Category, Cube, Region

_CELLS: Final = text(
    f"""
    WITH {lone("mixed")} cell AS (
        SELECT unit, category_id, month, CAST(sum(excl_cents) AS bigint) AS revenue,
            CAST(sum(cost_cents) AS bigint) AS cost
        FROM ({scoped(category_cells("mixed"))}) AS q GROUP BY 1, 2, 3
    )
    SELECT unit, p.name AS region, category_id, c.name AS category, c.path, month, revenue, cost
    FROM cell JOIN identity.place AS p ON p.id = unit
    JOIN retail.category AS c ON c.id = category_id
    ORDER BY core.sort_key(p.name), unit, c.path
    """
)


async def load_cube(
    connection: AsyncConnection, span: Span, *, version: int, as_of: datetime | None
) -> Cube:
    """Of all months in the span."""
    values = {**span.scope, "first": span.period.first, "last": span.period.last}
    rows = (await connection.execute(_CELLS, values)).all()
    regions = {row.unit: Region(row.unit, row.region) for row in rows}
    categories = {row.category_id: _category(row) for row in sorted(rows, key=_by_path)}
    months = sorted({row.month for row in rows})
    shape = (len(regions), len(categories), len(months))
    revenue, cost = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    places = tuple(
        np.array([index[each] for each in column], np.intp)
        for index, column in (
            (_index(list(regions)), [row.unit for row in rows]),
            (_index(list(categories)), [row.category_id for row in rows]),
            (_index(months), [row.month for row in rows]),
        )
    )
    revenue[places] = [row.revenue for row in rows]
    cost[places] = [row.cost for row in rows]
    return Cube(
        version,
        as_of,
        tuple(regions.values()),
        tuple(categories.values()),
        tuple(months),
        revenue,
        cost,
    )


def _by_path(row: Row[Any]) -> list[int]:
    return _ids(row.path)


def _category(row: Row[Any]) -> Category:
    return Category(row.category_id, row.category, tuple(_ids(row.path)[:-1]))


def _ids(path: str) -> list[int]:
    return [int(each) for each in path.rstrip(".").split(".")]


def _index(values: Sequence[Any]) -> dict[Any, int]:
    return {value: number for number, value in enumerate(values)}
