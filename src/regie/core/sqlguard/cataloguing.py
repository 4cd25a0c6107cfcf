"""Tables out of the rows that each engine's catalogue has of their columns."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from itertools import groupby
from typing import Final

from .source import CatalogueColumn, CatalogueTable, Row

_PAGE: Final = 1000
_MOST_COLUMNS: Final = 50_000
"""An account that sees more was not made for reading orders; what comes after is left out."""

Page = Callable[[int, int], Awaitable[Sequence[Row]]]
"""The rows of so many columns after so many others, in the order of schema, name and position;
each row has schema, name, column_name, position, type, nullable and leading."""


async def read_tables(page: Page) -> Sequence[CatalogueTable]:
    """Page by page, so that no answer is long in coming."""
    rows: list[Row] = []
    while len(rows) < _MOST_COLUMNS:
        got = await page(_PAGE, len(rows))
        rows.extend(got)
        if len(got) < _PAGE:
            break
    rows.sort(key=_place)
    return [_table(list(columns)) for _, columns in groupby(rows, key=_table_name)]


def _table_name(row: Row) -> tuple[str, str]:
    return row["schema"] or "", row["name"]


def _place(row: Row) -> tuple[str, str, int]:
    return (*_table_name(row), row["position"])


def _table(rows: Sequence[Row]) -> CatalogueTable:
    return CatalogueTable(
        schema=rows[0]["schema"],
        name=rows[0]["name"],
        columns=tuple(
            CatalogueColumn(row["column_name"], row["type"], bool(row["nullable"])) for row in rows
        ),
        leading=frozenset(row["column_name"] for row in rows if row["leading"]),
    )
