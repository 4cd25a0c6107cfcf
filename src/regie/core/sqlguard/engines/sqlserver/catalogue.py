"""The tables and views of a SQL Server database that our account may read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ...cataloguing import read_tables
from ...driver import Examined
from ...source import CatalogueTable
from .tsql import LEADS_AN_INDEX, PATH, READABLE, TYPE

_COLUMNS: Final = f"""
    SELECT s.name AS [schema], o.name AS name, c.name AS column_name, c.column_id AS position,
           {TYPE} AS type, c.is_nullable AS nullable,
           CASE WHEN {LEADS_AN_INDEX} THEN 1 ELSE 0 END AS leading
    FROM sys.objects AS o
    JOIN sys.schemas AS s ON s.schema_id = o.schema_id
    JOIN sys.columns AS c ON c.object_id = o.object_id
    JOIN sys.types AS t ON t.user_type_id = c.user_type_id
    WHERE o.type IN ('U', 'V') AND o.is_ms_shipped = 0 AND {READABLE.format(path=PATH)}
    ORDER BY s.name, o.name, c.column_id OFFSET ? ROWS FETCH NEXT ? ROWS ONLY
"""  # noqa: S608 - constants


async def catalogue(examined: Examined) -> Sequence[CatalogueTable]:
    return await read_tables(lambda most, skipped: examined.fetch(_COLUMNS, skipped, most))
