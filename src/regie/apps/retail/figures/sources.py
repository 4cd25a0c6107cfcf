"""What figures were made of: lines by store and import, and targets."""

# ruff: noqa: S608 - every piece of SQL here is a constant

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.apps.retail.months import last_day

from .cells import REACHED
from .domain import NowAndThen, Sums
from .repository import SELLING_PLACES, Node, Span, bare_node

_SUMS_AT: Final = 4
# A sale counts where the first of its lines came from: each one once.
_SOURCES: Final = text(
    f"""
    WITH line AS (
        SELECT s.place_id AS unit, sale.source, l.import_id, l.excl_cents, l.incl_cents,
            l.cost_cents, l.quantity_e3,
            l.line_no = min(l.line_no) OVER (PARTITION BY l.sale_id) AS is_first,
            t.store_id IS NOT NULL AS is_targeted, t.margin_cents IS NOT NULL AS has_margin_target,
            t.baskets IS NOT NULL AS has_baskets_target
        FROM retail.store AS s JOIN identity.place AS p ON p.id = s.place_id
        JOIN retail.sale ON sale.store_id = s.id AND sold_on BETWEEN :first AND :last_day
        JOIN retail.sale_line AS l ON l.sale_id = sale.id
        JOIN retail.category AS c ON c.id = l.category_id
        LEFT JOIN retail.target AS t
            ON t.store_id = s.id AND t.month = CAST(date_trunc('month', sale.sold_on) AS date)
        WHERE s.tenant = :tenant AND {REACHED} AND p.path LIKE CAST(:within AS text) || '%'
            AND c.path LIKE CAST(:category AS text) || '%'
    )
    SELECT unit, source, import_id, count(*) AS lines,
        CAST(sum(excl_cents) AS bigint), CAST(sum(incl_cents) AS bigint),
        CAST(sum(cost_cents) AS bigint), CAST(sum(quantity_e3) AS bigint),
        count(*) FILTER (WHERE is_first), 0,
        CAST(coalesce(sum(excl_cents) FILTER (WHERE is_targeted), 0) AS bigint), 0, 0,
        CAST(coalesce(sum(excl_cents - cost_cents) FILTER (WHERE has_margin_target), 0) AS bigint),
        0, count(*) FILTER (WHERE is_first AND has_baskets_target)
    FROM line GROUP BY unit, source, import_id ORDER BY unit, source, import_id
    """
)
_PLACES: Final = text(
    f"""
    SELECT n.*, t.* FROM ({SELLING_PLACES}) AS n
    CROSS JOIN LATERAL (
        SELECT CAST(coalesce(sum(revenue_cents), 0) AS bigint) AS revenue,
            CAST(coalesce(sum(margin_cents), 0) AS bigint) AS margin,
            CAST(coalesce(sum(t.baskets), 0) AS bigint) AS baskets,
            count(*) AS revenue_months, count(margin_cents) AS margin_months,
            count(t.baskets) AS baskets_months
        FROM retail.target AS t JOIN retail.store AS s ON s.id = store_id
        WHERE s.place_id = n.id AND month BETWEEN :first AND :last
    ) AS t
    ORDER BY core.sort_key(n.name), n.id
    """
)


@dataclass(frozen=True, slots=True)
class Source:
    """The lines of one store that one import, or none, brought from one source."""

    unit: int
    """The place of the store."""
    source: str
    import_id: int | None
    lines: int
    sums: Sums

    @property
    def name(self) -> str:
        return f"import:{self.import_id}" if self.import_id else f"source:{self.source}"

    @property
    def wording(self) -> str:
        return "import_lines" if self.import_id else "lines"


async def sources_of(connection: AsyncConnection, span: Span) -> list[Source]:
    """It reads every line of the period."""
    values = {
        **span.scope,
        "first": span.period.first,
        "last_day": last_day(span.period.last),
    }
    rows = await connection.execute(_SOURCES, values)
    return [
        Source(row.unit, row.source, row.import_id, row.lines, Sums(*row[_SUMS_AT:]))
        for row in rows
    ]


async def explained_places(
    connection: AsyncConnection, span: Span
) -> list[tuple[Node, Mapping[str, int]]]:
    """Down to stores, each with its targets, and for how many months each of them is set."""
    values = {**span.scope, "first": span.period.first, "last": span.period.last}
    return [
        (
            bare_node(row, NowAndThen(_targets(row))),
            {
                "target": row.revenue_months,
                "margin_target": row.margin_months,
                "baskets_target": row.baskets_months,
            },
        )
        for row in await connection.execute(_PLACES, values)
    ]


def _targets(row: Row[Any]) -> Sums:
    return Sums(
        target_cents=row.revenue,
        targets=row.revenue_months,
        margin_target_cents=row.margin,
        baskets_target=row.baskets,
    )
