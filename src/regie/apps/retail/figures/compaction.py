"""Deltas that imports appended are added to the figures, and the roll-ups made anew.

Nothing that anybody reads changes by it: pages add up figures and deltas. It may run at any time,
twice, or not at all for an hour; then pages are slower.
"""

from __future__ import annotations

from typing import Any, Final, cast

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

_TENANTS: Final = text(
    "SELECT tenant FROM retail.figure_delta UNION SELECT tenant FROM retail.basket_delta"
)
# As in retail.roll_up: one at a time. What is taken is seen whole: a statement behind the lock
# has a snapshot of its own.
_LOCK: Final = text(
    "SELECT pg_advisory_xact_lock(hashtextextended('retail figures ' || :tenant, 0))"
)
_COMPACT: Final = text(
    """
    WITH taken AS (
        DELETE FROM retail.figure_delta WHERE tenant = :tenant RETURNING *
    ), counted AS (
        DELETE FROM retail.basket_delta WHERE tenant = :tenant RETURNING *
    ), added AS (
        INSERT INTO retail.figure AS f (tenant, month, store_id, category_id, excl_cents,
            incl_cents, cost_cents, quantity_e3, lines)
        SELECT :tenant, month, store_id, category_id, sum(excl_cents), sum(incl_cents),
            sum(cost_cents), sum(quantity_e3), sum(lines)
        FROM taken GROUP BY store_id, month, category_id
        ORDER BY store_id, month, category_id
        ON CONFLICT (store_id, month, category_id) DO UPDATE
        SET excl_cents = f.excl_cents + excluded.excl_cents,
            incl_cents = f.incl_cents + excluded.incl_cents,
            cost_cents = f.cost_cents + excluded.cost_cents,
            quantity_e3 = f.quantity_e3 + excluded.quantity_e3,
            lines = f.lines + excluded.lines
    ), added_baskets AS (
        INSERT INTO retail.basket AS b (tenant, month, store_id, baskets)
        SELECT :tenant, month, store_id, sum(baskets) FROM counted GROUP BY store_id, month
        ORDER BY store_id, month
        ON CONFLICT (store_id, month) DO UPDATE SET baskets = b.baskets + excluded.baskets
    )
    SELECT DISTINCT store_id, month FROM (
        SELECT store_id, month FROM taken UNION ALL SELECT store_id, month FROM counted
    ) AS touched
    """
)
_ROLL_UP: Final = text("SELECT retail.roll_up(:tenant, :stores, :months)")
_REFRESH: Final = text("REFRESH MATERIALIZED VIEW CONCURRENTLY retail.mv_ca_magasin_mensuel")
# It reads every line there is; of the longest statements it is the longest.
_PATIENCE: Final = text("SELECT set_config('statement_timeout', :limit, true)")


async def tenants_to_compact(connection: AsyncConnection) -> list[str]:
    return cast("list[str]", list((await connection.execute(_TENANTS)).scalars()))


async def compact(connection: AsyncConnection, tenant: str) -> int:
    """How many store-months were made anew."""
    await connection.execute(_LOCK, {"tenant": tenant})
    touched = (await connection.execute(_COMPACT, {"tenant": tenant})).all()
    if touched:
        values: dict[str, Any] = {
            "tenant": tenant,
            "stores": [row.store_id for row in touched],
            "months": [row.month for row in touched],
        }
        await connection.execute(_ROLL_UP, values)
    return len(touched)


async def refresh_view(connection: AsyncConnection, *, limit_s: int) -> None:
    """Who reads the view meanwhile reads it as it was."""
    await connection.execute(_PATIENCE, {"limit": f"{limit_s}s"})
    await connection.execute(_REFRESH)
