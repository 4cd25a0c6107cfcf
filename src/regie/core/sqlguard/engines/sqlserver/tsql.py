"""Pieces of T-SQL that the proof and the catalogue share.

In them `s` is sys.schemas, `o` sys.objects, `c` sys.columns and `t` sys.types.
"""

from __future__ import annotations

from typing import Final

from ...identifiers import quote_identifier

SHOWN: Final = 21
"""So many names are read of what should not be, for 20 are told; how many there are is told too."""

OBJECTS: Final = """FROM sys.objects AS o JOIN sys.schemas AS s ON s.schema_id = o.schema_id
    WHERE o.is_ms_shipped = 0"""

PATH: Final = "CONCAT(QUOTENAME(s.name), '.', QUOTENAME(o.name))"

READABLE: Final = "HAS_PERMS_BY_NAME({path}, 'OBJECT', 'SELECT', c.name, 'COLUMN') = 1"

TYPE: Final = """CONCAT(t.name, CASE
    WHEN t.name IN ('varchar', 'char', 'varbinary', 'binary', 'nvarchar', 'nchar')
        AND c.max_length = -1 THEN '(max)'
    WHEN t.name IN ('varchar', 'char', 'varbinary', 'binary') THEN CONCAT('(', c.max_length, ')')
    WHEN t.name IN ('nvarchar', 'nchar') THEN CONCAT('(', c.max_length / 2, ')')
    WHEN t.name IN ('decimal', 'numeric') THEN CONCAT('(', c.precision, ',', c.scale, ')')
    ELSE '' END)"""

LEADS_AN_INDEX: Final = """EXISTS (
    SELECT 1 FROM sys.index_columns AS ic
    JOIN sys.indexes AS i ON i.object_id = ic.object_id AND i.index_id = ic.index_id
    WHERE ic.object_id = c.object_id AND ic.column_id = c.column_id AND ic.key_ordinal = 1
      AND i.has_filter = 0 AND i.is_disabled = 0 AND i.is_hypothetical = 0)"""


def quoted(name: str) -> str:
    return quote_identifier(name, "sqlserver")


def text(value: str) -> str:
    return "N'" + value.replace("'", "''") + "'"
