"""Tables as files that a spreadsheet opens."""

from __future__ import annotations

import io

import pytest
from python_calamine import CalamineWorkbook

from regie.core.files import SheetFormat, written_sheet

ROWS = [["Nom", "CA"], ["=1+1", 12.5], ["Nancy Érlon", None]]


def rows_of(body: bytes) -> list[list[object]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(body)).get_sheet_by_index(0).to_python()


def test_a_workbook_has_the_rows_with_their_types() -> None:
    assert rows_of(written_sheet(ROWS, "xlsx"))[2:] == [["Nancy Érlon", ""]]


@pytest.mark.parametrize("to", ["csv", "xlsx"])
def test_no_text_begins_a_formula(to: SheetFormat) -> None:
    body = written_sheet(ROWS, to)
    cell = rows_of(body)[1][0] if to == "xlsx" else body.decode("utf-8-sig").split('"')[5]
    assert cell == "'=1+1"
