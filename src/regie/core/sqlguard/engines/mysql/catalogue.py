"""The tables and views of a MySQL or MariaDB that our account may read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ...cataloguing import read_tables
from ...driver import Examined
from ...source import CatalogueTable

_COLUMNS: Final = """
    SELECT c.table_schema AS `schema`, c.table_name AS name, c.column_name AS column_name,
           c.ordinal_position AS position, c.column_type AS type,
           c.is_nullable = 'YES' AS nullable,
           EXISTS (SELECT 1 FROM information_schema.statistics AS s
                   WHERE s.table_schema = c.table_schema AND s.table_name = c.table_name
                     AND s.column_name = c.column_name AND s.seq_in_index = 1
                     AND s.index_type <> 'FULLTEXT') AS `leading`
    FROM information_schema.columns AS c
    WHERE c.table_schema NOT IN ('information_schema', 'mysql', 'performance_schema', 'sys')
      AND FIND_IN_SET('select', c.privileges)
    ORDER BY 1, 2, 4 LIMIT ? OFFSET ?
"""


async def catalogue(examined: Examined) -> Sequence[CatalogueTable]:
    return await read_tables(lambda most, skipped: examined.fetch(_COLUMNS, most, skipped))
