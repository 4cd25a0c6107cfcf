"""Lines that moved within their sale, and wait for the end of their file to be dropped.

Whether an old line comes again is known when the whole file has. Until then its key is held in
`retail.refused_line`, under a source of its import: an attempt that goes on behind a killed one
finds it there, and so does a later file, when the import was cancelled.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.tabular import Delivery

SOURCE: Final = "import"
"""Of sales that come in files; those of an interface would have another."""
HELD: Final = f"{SOURCE}, moved by "
"""And the import: a source that no sale has, so that none is incomplete for it."""
LOCK: Final = "SELECT pg_advisory_xact_lock(hashtextextended('retail sales ' || {tenant}, 0))"
"""Imports of one tenant take turns until the end of a transaction."""

_PATIENCE: Final = text("SELECT set_config('statement_timeout', '600s', true)")
"""A file may have shortened every sale there is."""
_HOLDS: Final = text(
    """
    SELECT EXISTS (SELECT FROM core.import WHERE id = :id AND state = 'done')
        AND EXISTS (SELECT FROM retail.refused_line WHERE (tenant, source) = (:tenant, :held))
    """
)
_LOCK: Final = text(LOCK.format(tenant="CAST(:tenant AS text)"))
# Another import may have written over the other line meanwhile: then this one is the only one left.
# OFFSET 0: how many are held nobody can foresee, and a join for one of them compares each with all.
_DROP: Final = text(
    """
    WITH held AS MATERIALIZED (
        DELETE FROM retail.refused_line WHERE (tenant, source) = (:tenant, :held)
        RETURNING ref, line_no
    ), line AS MATERIALIZED (
        SELECT l.*, (h.ref, l.line_no) IN (SELECT ref, line_no FROM held) AS is_held
        FROM (SELECT DISTINCT ref FROM held) AS h CROSS JOIN LATERAL (
            SELECT l.sale_id, l.line_no, l.import_id, l.content_hash, sale.sold_on, sale.store_id
            FROM retail.sale JOIN retail.sale_line AS l ON l.sale_id = sale.id
            WHERE (sale.tenant, sale.source, sale.ref) = (:tenant, :source, h.ref) OFFSET 0
        ) AS l
    ), compared AS (
        SELECT *, min(import_id) FILTER (WHERE NOT is_held) OVER alike AS least,
            max(import_id) FILTER (WHERE NOT is_held) OVER alike AS most
        FROM line WINDOW alike AS (PARTITION BY sale_id, content_hash)
    ), gone AS (
        DELETE FROM retail.sale_line AS l USING compared AS c
        WHERE (l.sale_id, l.line_no) = (c.sale_id, c.line_no)
            AND is_held AND (least <> c.import_id OR most <> c.import_id)
        RETURNING c.sold_on, c.store_id, l.*
    )
    INSERT INTO retail.figure_delta (tenant, month, store_id, category_id, excl_cents, incl_cents,
        cost_cents, quantity_e3, lines)
    SELECT :tenant, date_trunc('month', sold_on), store_id, category_id, -sum(excl_cents),
        -sum(incl_cents), -sum(cost_cents), -sum(quantity_e3), -count(*)
    FROM gone GROUP BY date_trunc('month', sold_on), store_id, category_id
    """
)


async def drop_held(connection: AsyncConnection, delivery: Delivery) -> None:
    """Once the import is done, and nothing before: one statement then, and four where lines of it
    are held."""
    values = {
        "id": delivery.import_id,
        "tenant": delivery.tenant,
        "source": SOURCE,
        "held": f"{HELD}{delivery.import_id}",
    }
    if (await connection.execute(_HOLDS, values)).scalar_one():
        await connection.execute(_PATIENCE)
        await connection.execute(_LOCK, values)
        await connection.execute(_DROP, values)
