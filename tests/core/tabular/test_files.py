"""XLSX and Parquet, and what is neither."""

from __future__ import annotations

import io
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regie.core.tabular import FileUnreadable

from .conftest import all_rows, checked, opened, reasons


def workbook(*rows: list[object]) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"default_date_format": "dd/mm/yyyy"}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return file.getvalue()


def parquet(**columns: object) -> bytes:
    file = io.BytesIO()
    pl.DataFrame(columns).write_parquet(file)
    return file.getvalue()


SHEET = workbook(
    ["Ticket", "Jour", "Prix", "Libellé"],
    ["A", date(2025, 12, 31), 2.5, 12],
    [],
    ["B", "31/12/2025", "1 2,5", None],
)


def test_cells_of_a_sheet_are_read_by_their_values(tmp_path: Path) -> None:
    assert all_rows(opened(tmp_path, SHEET, "xlsx"))[0] == (2, "A", "2025-12-31", "2.5", "12", None)


def test_rows_of_a_sheet_have_its_numbers(tmp_path: Path) -> None:
    assert reasons(opened(tmp_path, SHEET, "xlsx")) == {4: "price:unreadable"}


def test_columns_of_parquet_keep_their_types(tmp_path: Path) -> None:
    data = parquet(
        ticket=[17850.0, 2.0],
        day=[datetime(2025, 12, 31, 8, tzinfo=UTC), None],
        price=[2.55, 0.1 + 0.2],
        hours=[1, 2],
    )
    (found,) = checked(opened(tmp_path, data, "parquet"))
    assert found.rows.drop("row", "label").rows() == [
        ("17850", 1, date(2025, 12, 31), 255, 1.0),
        ("2", 1, None, 30, 2.0),
    ]


def test_a_column_of_a_type_that_is_no_number_is_refused_by_row(tmp_path: Path) -> None:
    data = parquet(ticket=["A"], day=[date(2025, 1, 1)], price=[[1]])
    assert reasons(opened(tmp_path, data, "parquet")) == {2: "price:unreadable"}


@pytest.mark.parametrize("size", [1, 2, 3, 7])
def test_batches_are_of_the_size_that_is_asked(tmp_path: Path, size: int) -> None:
    table = opened(tmp_path, parquet(ticket=["A"] * 7, day=["x"] * 7, price=[1] * 7), "parquet")
    heights = [batch.height for batch in table.batches(size)]
    assert heights == [size] * (7 // size) + ([7 % size] if 7 % size else [])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.data(), st.sampled_from(["xlsx", "parquet"]))
def test_a_broken_file_is_refused_with_a_reason(
    tmp_path: Path, data: st.DataObject, kind: str
) -> None:
    whole = SHEET if kind == "xlsx" else parquet(ticket=["A"], day=["x"], price=[1])
    broken = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 5))):
        broken[data.draw(st.integers(4, len(whole) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(4, len(whole)))
    with suppress(FileUnreadable):
        all_rows(opened(tmp_path, bytes(broken[:cut]), kind))
