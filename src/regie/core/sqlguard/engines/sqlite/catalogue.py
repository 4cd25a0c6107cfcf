"""The tables and views of a SQLite file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ...cataloguing import read_tables
from ...driver import Examined
from ...source import CatalogueTable

_COLUMNS: Final = """
    SELECT NULL AS schema, t.name AS name, c.name AS column_name, c.cid AS position,
           c.type AS type, NOT c."notnull" AS nullable,
           (t.type = 'table' AND c.pk = 1) OR EXISTS (
               SELECT 1 FROM pragma_index_list(t.name) AS l, pragma_index_xinfo(l.name) AS i
               WHERE NOT l.partial AND i.seqno = 0 AND i.name = c.name) AS leading
    FROM sqlite_master AS t, pragma_table_xinfo(t.name) AS c
    WHERE t.type IN ('table', 'view') AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
    ORDER BY 2, 4 LIMIT ? OFFSET ?
"""


async def catalogue(examined: Examined) -> Sequence[CatalogueTable]:
    return await read_tables(lambda most, skipped: examined.fetch(_COLUMNS, most, skipped))
