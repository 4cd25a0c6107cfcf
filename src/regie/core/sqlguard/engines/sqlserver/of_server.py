"""The part of the catalogue that is the server's and not the database's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ...driver import Examined
from ...errors import SourceRefused
from ...source import Row

_AZURE_DATABASE: Final = 5
"""https://learn.microsoft.com/sql/t-sql/functions/serverproperty-transact-sql, EngineEdition."""


async def of_server(examined: Examined, sql: str) -> Sequence[Row] | None:
    """None in a database of Azure, which shows no such part to anybody. What any other server
    refuses, it refuses: raises SourceRefused."""
    try:
        return await examined.fetch(sql)
    except SourceRefused:
        edition = "SELECT CAST(SERVERPROPERTY('EngineEdition') AS int) AS edition"
        if (await examined.fetch(edition))[0]["edition"] != _AZURE_DATABASE:
            raise
    return None
