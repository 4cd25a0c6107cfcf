"""Rows against their layout: every reason of every row, whatever the batches."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regie.core.tabular import Column, ColumnsMissing, ColumnTwice, ImportKind, Layout, Loader
from regie.core.tabular.counting import Counter, Seen, free_numbers
from regie.core.tabular.headers import Headers, fold
from regie.core.tabular.loading import content_hash

from .conftest import HEADERS, LAYOUT, checked, opened, reasons, typed

GOLDEN = [2893021724639483168, -2354133427894453271]
"""Of [1, -3] and [2, 4]: splitmix64 by hand."""
HEAD = "Ticket;Jour;Prix;Heures;Libellé\n"


@pytest.mark.parametrize(
    ("row", "codes"),
    [
        ("A;2025-12-31;1,50;;", None),
        (";2025-12-31;1;;", "ticket:missing"),
        ("A;hier;1;;", "day:unreadable"),
        ("A;2025-12-31;-0,01;;", "price:bounds"),
        ("A;2025-12-31;99,01;;", "price:bounds"),
        ("A;2025-12-31;99,00;;", None),
        ("A;2025-12-31;1,555;;", "price:unreadable"),
        ("ABCDEFGHIJK;2025-12-31;1;;", "ticket:long"),
        ("A;2025-12-31;1;x;interdit", "hours:unreadable label_forbidden"),
        ("A;2025-12-31;1;;;plus", "excess"),
        (
            ";x;x;x;interdit;x",
            "ticket:missing day:unreadable price:unreadable hours:unreadable "
            "excess label_forbidden",
        ),
    ],
)
def test_a_row_has_all_of_its_reasons(tmp_path: Path, row: str, codes: str | None) -> None:
    found = reasons(opened(tmp_path, (HEAD + row).encode()))
    assert found == ({} if codes is None else {2: codes})


def test_cells_that_come_again_and_again_are_read_as_they_are_alone(tmp_path: Path) -> None:
    rows = ["A;2025-12-31;1,50;8;x", ";hier;-1;x;interdit", "B;31/12/2025;1.555;;", ";;99,01;1e3;"]
    once = opened(tmp_path, (HEAD + "\n".join(rows)).encode())
    alone = {row: (cells, reasons(once).get(row)) for row, *cells in typed(once)}
    often = opened(tmp_path, (HEAD + "\n".join(rows * 5)).encode())
    found = [(cells, reasons(often).get(row)) for row, *cells in typed(often)]
    assert found == [*alone.values()] * 5


@pytest.mark.parametrize("size", [1, 2, 3, 100])
def test_lines_are_counted_before_any_is_refused(tmp_path: Path, size: int) -> None:
    rows = ["A;x;1", "B;2025-01-01;1", "A;2025-01-01;1", "A;2025-01-01;-1", ";2025-01-01;1"]
    table = opened(tmp_path, "\n".join(["Ticket;Jour;Prix", *rows]).encode())
    lines = [line for each in checked(table, size) for line in each.rows["line"]]
    assert lines == [1, 1, 2, 3, None]


@pytest.mark.parametrize("ticket", ["", "TOO LONG TO BE ONE"])
def test_a_row_whose_group_is_refused_is_not_counted(tmp_path: Path, ticket: str) -> None:
    rows = ["A;2025-01-01;1", f"{ticket};2025-01-01;1", "A;2025-01-01;1"]
    table = opened(tmp_path, "\n".join(["Ticket;Jour;Prix", *rows]).encode())
    assert [line for each in checked(table) for line in each.rows["line"]] == [1, None, 2]


@pytest.mark.parametrize("header", ["Motifs du rejet", "File row"])
def test_nothing_is_counted_in_a_reject_file(tmp_path: Path, header: str) -> None:
    rows = ["A;7;2025-01-01;1;x", "A;;2025-01-01;1;x"]
    table = opened(tmp_path, "\n".join([f"Ticket;Ligne;Jour;Prix;{header}", *rows]).encode())
    assert reasons(table) == {3: "line:unnumbered"}


def test_free_numbers_are_the_same_for_the_same_row_of_the_same_file() -> None:
    rows = pl.Series([2, 3, 1_000_000])
    first, other = (free_numbers(digit * 64, rows) for digit in "ab")
    assert (first.to_list(), first.n_unique()) == (free_numbers("a" * 64, rows).to_list(), 3)
    assert {*first}.isdisjoint(other)
    assert 100_000_000 <= min(first) <= max(first) <= 999_999_999  # type: ignore[type-var]


@pytest.mark.parametrize(
    ("size_bytes", "rows"), [(0, 5_000), (40_000_000, 62_500), (268_435_456, 100_000)]
)
def test_a_chunk_is_a_tenth_of_a_file(size_bytes: int, rows: int) -> None:
    kind = ImportKind("sales", {"fr": "Ventes", "en": "Sales"}, LAYOUT, never)
    assert kind.chunk_rows_of("csv", size_bytes) == rows


@pytest.mark.parametrize("size", [1, 2, 100])
def test_a_number_that_the_file_gives_is_kept(tmp_path: Path, size: int) -> None:
    rows = ["A;7;2025-01-01;1", "A;;2025-01-01;1", "A;x;2025-01-01;1"]
    table = opened(tmp_path, "\n".join(["Ticket;Ligne;Jour;Prix", *rows]).encode())
    lines = [line for each in checked(table, size) for line in each.rows["line"]]
    assert (lines, reasons(table, size)) == ([7, 2, None], {4: "line:unreadable"})


@pytest.mark.parametrize("size", [1, 2, 100])
def test_of_two_rows_with_one_key_the_second_is_refused(tmp_path: Path, size: int) -> None:
    rows = ["A;1;2025-01-01;1", "A;2;2025-01-01;1", "A;1;2025-01-01;2"]
    table = opened(tmp_path, "\n".join(["Ticket;Ligne;Jour;Prix", *rows]).encode())
    assert reasons(table, size) == {4: "twice"}


def never(*_: object, **__: object) -> Loader:
    raise AssertionError


GROUPS = st.lists(st.sampled_from("abc"), min_size=1, max_size=12)


@given(st.lists(GROUPS, max_size=4))
def test_counting_goes_on_over_batches(batches: list[list[str]]) -> None:
    counter = Counter()
    counted = [n for each in batches for n in counter.number(pl.DataFrame({"g": each}))]
    flat = [group for each in batches for group in each]
    assert counted == [flat[: place + 1].count(group) for place, group in enumerate(flat)]


@given(st.lists(st.lists(st.sampled_from(["a", "b", None]), min_size=1), max_size=4))
def test_a_key_is_seen_over_batches(batches: list[list[str | None]]) -> None:
    seen = Seen()
    found = [
        w for each in batches for w in seen.is_twice(pl.DataFrame({"k": each}, {"k": pl.String}))
    ]
    flat = [key for each in batches for key in each]
    assert found == [k is not None and k in flat[:place] for place, k in enumerate(flat)]


@pytest.mark.parametrize(
    "header", ["N° de ticket", "n_de_ticket", "TICKET", " Ticket ", "N DE TICKET"]
)
def test_a_header_is_known_by_its_letters(header: str) -> None:
    assert HEADERS.recognised([header]) == 1


def test_folding_leaves_letters_and_digits() -> None:
    assert fold("Œuvre (€) — Été n°2") == "oeuvre ete n 2"


def test_missing_columns_are_told_by_their_titles(tmp_path: Path) -> None:
    with pytest.raises(ColumnsMissing) as refused:
        HEADERS.positions(["Ticket", "inconnu"])
    assert refused.value.params == {"fr": "Jour, Prix", "en": "Day, Price"}


def test_two_headers_of_one_column_are_refused() -> None:
    with pytest.raises(ColumnTwice):
        HEADERS.positions(["Jour", "Prix", "Ticket", "Date de vente"])


def test_two_columns_do_not_share_a_header() -> None:
    titles = {"fr": "Date", "en": "Date"}
    layout = Layout((Column("a", titles, "date"), Column("b", titles, "date")))  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="Date"):
        Headers(layout)


def test_a_content_hash_stays_the_same_from_version_to_version() -> None:
    columns = [pl.Series(each).to_numpy() for each in ([1, 2], [-3, 4])]
    assert content_hash(columns).tolist() == GOLDEN
