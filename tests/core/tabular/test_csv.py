"""CSV files of every make: no line is lost, none is made up."""

from __future__ import annotations

import csv
import io
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regie.core.tabular import FileUnreadable, NoHeader, QuoteOpen

from .conftest import all_rows, opened

CELLS = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), include_characters='"\n;,\t '), max_size=8
)


def cells(folder: Path, text: str | bytes) -> list[tuple[object, ...]]:
    data = text.encode() if isinstance(text, str) else text
    return all_rows(opened(folder, data))


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_the_delimiter_is_that_of_the_headers(tmp_path: Path, delimiter: str) -> None:
    text = "N° de ticket;Jour\nA;1\n".replace(";", delimiter)
    assert cells(tmp_path, text) == [(2, "A", "1", None)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_accents_arrive_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    data = "Libellé;Jour\nŒuf à 2 €;1\n".encode(encoding)
    table = opened(tmp_path, data)
    assert (table.headers, all_rows(table)) == (
        ("Libellé", "Jour"),
        [(2, "Œuf à 2 €", "1", None)],
    )


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_in_every_way(tmp_path: Path, end: str) -> None:
    text = end.join(["ticket;day", "A;1", "B;2"])
    assert cells(tmp_path, text) == [(2, "A", "1", None), (3, "B", "2", None)]


def test_excel_may_say_the_delimiter_first(tmp_path: Path) -> None:
    assert cells(tmp_path, "sep=;\r\nticket;day\r\nA;1\r\n") == [(2, "A", "1", None)]


def test_rows_keep_their_numbers_when_empty_ones_are_left_out(tmp_path: Path) -> None:
    assert [row[0] for row in cells(tmp_path, "ticket;day\nA;1\n\n;\nB;2\n")] == [2, 5]


def test_cells_behind_the_last_header_are_seen(tmp_path: Path) -> None:
    assert cells(tmp_path, "ticket;day\nA;1;x\nB;2;;\n") == [
        (2, "A", "1", "x"),
        (3, "B", "2", None),
    ]


def test_a_short_row_has_empty_cells(tmp_path: Path) -> None:
    assert cells(tmp_path, "ticket;day;label\nA\n") == [(2, "A", None, None, None)]


@pytest.mark.parametrize("cell", ['5" de tuyau', '"Le" bon', 'dit "oui"'])
def test_a_quotation_mark_in_a_cell_loses_no_line(tmp_path: Path, cell: str) -> None:
    text = f"ticket;label\nA;{cell}\nB;x\nC;y\n"
    assert [row[1] for row in cells(tmp_path, text)] == ["A", "B", "C"]


def test_a_quotation_mark_that_is_never_closed_is_told_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(QuoteOpen) as refused:
        cells(tmp_path, 'ticket;label\nA;x\nB;"y\nC;z\n')
    assert refused.value.params == {"line": 3}


@pytest.mark.parametrize("text", ["", "\n\n"])
def test_without_headers_there_is_no_table(tmp_path: Path, text: str) -> None:
    with pytest.raises(NoHeader):
        cells(tmp_path, text)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    rows=st.lists(st.lists(CELLS, min_size=2, max_size=2), max_size=6),
    delimiter=st.sampled_from(";,\t"),
    end=st.sampled_from(["\n", "\r\n"]),
    size=st.integers(1, 4),
)
def test_what_is_written_by_the_format_is_read_back(
    tmp_path: Path, rows: list[list[str]], delimiter: str, end: str, size: int
) -> None:
    file = io.StringIO()
    writer = csv.writer(file, delimiter=delimiter, lineterminator=end)
    writer.writerows([["ticket", "label"], *rows])
    read = all_rows(opened(tmp_path, file.getvalue().encode()), size)
    expected = [
        (number, *(cell or None for cell in row), None)
        for number, row in enumerate(rows, start=2)
        if any(row)
    ]
    assert [
        (row[0], *(cell or None for cell in row[1:])) for row in read if any(row[1:])
    ] == expected


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(st.sampled_from('ab;"\n\r,'), max_size=40))
def test_any_text_below_headers_is_read_or_refused(tmp_path: Path, text: str) -> None:
    with suppress(FileUnreadable):
        cells(tmp_path, "ticket;day\n" + text)
