"""Tables as files that a spreadsheet opens, for exports of what a page shows."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any, Final, Literal

from .cells import csv_lines, escape_cell
from .kinds import CSV, XLSX

SheetFormat = Literal["csv", "xlsx"]

SHEET_TYPES: Final = {"csv": CSV.media_type, "xlsx": XLSX.media_type}
_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "remove_timezone": True,
    "default_date_format": "yyyy-mm-dd",
}


def written_sheet(
    rows: Iterable[Iterable[object]], to: SheetFormat, *, frozen_rows: int = 1
) -> bytes:
    """No text of it begins a formula. `frozen_rows` stay in sight in XLSX."""
    return b"".join(csv_lines(rows)) if to == "csv" else _workbook(rows, frozen_rows)


def _workbook(rows: Iterable[Iterable[object]], frozen_rows: int) -> bytes:
    import xlsxwriter  # noqa: PLC0415  # pyright: ignore[reportMissingTypeStubs] - 12 MB

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, _OPTIONS) as opened:
        book: Any = opened  # its methods are decorated out of their types
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, [escape_cell(value) for value in row])
        sheet.freeze_panes(frozen_rows, 0)
        sheet.autofit()
    return buffer.getvalue()
