"""The tables and views of a PostgreSQL that our account may read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ...cataloguing import read_tables
from ...driver import Examined
from ...source import CatalogueTable

_COLUMNS: Final = """
    SELECT n.nspname::text AS schema, c.relname::text AS name, a.attname::text AS column_name,
           a.attnum AS position, format_type(a.atttypid, a.atttypmod) AS type,
           NOT a.attnotnull AS nullable,
           EXISTS (SELECT FROM pg_index AS i WHERE i.indrelid = c.oid AND i.indkey[0] = a.attnum
                   AND i.indisvalid AND i.indpred IS NULL) AS leading
    FROM pg_class AS c
    JOIN pg_namespace AS n ON n.oid = c.relnamespace
    JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
      AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\\_%'
      AND has_schema_privilege(n.oid, 'USAGE')
      AND has_column_privilege(c.oid, a.attnum, 'SELECT')
    ORDER BY 1, 2, 4 LIMIT $1 OFFSET $2
"""


async def catalogue(examined: Examined) -> Sequence[CatalogueTable]:
    return await read_tables(lambda most, skipped: examined.fetch(_COLUMNS, most, skipped))
