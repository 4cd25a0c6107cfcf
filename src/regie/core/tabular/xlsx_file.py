"""XLSX: the first sheet, every cell as text. Formulas count with the values that were saved."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Final

import polars as pl
from python_calamine import CalamineError, CalamineWorkbook

from .errors import FileUnreadable, NoHeader
from .table import EXCESS, Table, cell_name, numbered

Cell = int | float | str | bool | time | date | datetime | timedelta

_ROWS: Final = 20_000


def open_xlsx(path: Path) -> Table:
    """Held in memory. Raises FileUnreadable."""
    try:
        book = CalamineWorkbook.from_path(path)  # pyright: ignore[reportUnknownMemberType]
        sheet = book.get_sheet_by_index(0)
        rows = sheet.to_python(skip_empty_area=False)
    except (CalamineError, ValueError) as error:
        raise FileUnreadable(str(error)) from error
    first = next((number for number, row in enumerate(rows) if any(map(_text, row))), None)
    if first is None:
        raise NoHeader
    headers = [(_text(cell) or "").strip() for cell in rows[first]]
    while not headers[-1]:
        headers.pop()
    width, below = len(headers), rows[first + 1 :]
    return Table(
        tuple(headers),
        len(below),
        lambda size: numbered(_frames(below, width), size, first=first + 2),
    )


def _frames(rows: list[list[Cell]], width: int) -> Iterator[pl.DataFrame]:
    schema = dict.fromkeys([*(cell_name(position) for position in range(width)), EXCESS], pl.String)
    for start in range(0, len(rows), _ROWS):
        texts = [
            [
                *(_text(cell) for cell in row[:width]),
                next(filter(None, map(_text, row[width:])), None),
            ]
            for row in rows[start : start + _ROWS]
        ]
        yield pl.DataFrame(texts, schema, orient="row")


def _text(cell: Cell) -> str | None:
    """As the parsers of text read it: 3 for 3.0, ISO 8601 for days and moments."""
    match cell:
        case str():
            return cell or None
        case bool():
            return "true" if cell else "false"
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime() if cell.time() == time():
            return cell.date().isoformat()
        case date() | time():
            return cell.isoformat()
        case _:
            return str(cell)
