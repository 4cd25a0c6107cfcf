"""The statement that fills a cube."""

# ruff: noqa: S608 - every piece of SQL here is a constant

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.apps.retail.figures.cells import category_cells, lone, scoped
from regie.apps.retail.figures.repository import Span

_CELLS: Final = text(
    f"""
    WITH {lone("mixed")} cell AS (
        SELECT unit, category_id, month, CAST(sum(excl_cents) AS bigint) AS revenue,
            CAST(sum(cost_cents) AS bigint) AS cost
        FROM ({scoped(category_cells("mixed"))}) AS q GROUP BY 1, 2, 3
    )
    SELECT unit, p.name AS region, category_id, c.name AS category,
        c.name_en AS category_en, c.path, month, revenue, cost
    FROM cell JOIN identity.place AS p ON p.id = unit
    JOIN retail.category AS c ON c.id = category_id
    ORDER BY core.sort_key(p.name), unit, c.path
    """
)


async def read_cells(connection: AsyncConnection, span: Span) -> Sequence[Row[Any]]:
    """Of all months in the span, regions by name."""
    values = {**span.scope, "first": span.period.first, "last": span.period.last}
    return (await connection.execute(_CELLS, values)).all()
