from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regie.core.files import csv_lines, escape_cell


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+33 6 12",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "\0=1",
        " =1",
        "\u00a0=1",
        "＝1",
    ],
)
def test_what_a_spreadsheet_might_calculate_becomes_text(text: str) -> None:
    assert escape_cell(text) == f"'{text}"


@pytest.mark.parametrize(
    "value", ["O'Brien", "« L'Été »", "a=1", "", -1, -1.5, None, True, date.max]
)
def test_all_else_passes_as_it_is(value: object) -> None:
    assert escape_cell(value) == value


@given(rows=st.lists(st.lists(st.text(st.characters(codec="utf-8")), min_size=1), min_size=1))
def test_no_cell_breaks_out_or_begins_a_formula(rows: list[list[str]]) -> None:
    text = b"".join(csv_lines(rows)).decode("utf-8-sig")
    read = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    starts = {cell.lstrip()[:1] for row in read for cell in row} & set("=+-@")
    assert (starts, [len(row) for row in read]) == (set(), [len(row) for row in rows])


def test_french_spreadsheets_open_it() -> None:
    data = b"".join(csv_lines([["Été", 1, "=x", "a;b"]]))
    assert data == '\ufeff"Été";1;"\'=x";"a;b"\r\n'.encode()
