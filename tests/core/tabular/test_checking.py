"""Rows against their layout: every reason of every row, whatever the batches."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regie.core.tabular import Column, ColumnsMissing, ColumnTwice, Layout, content_hash
from regie.core.tabular.counting import Counter, Seen
from regie.core.tabular.headers import Headers, fold

from .conftest import HEADERS, checked, opened, reasons

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


@pytest.mark.parametrize("size", [1, 2, 3, 100])
def test_lines_are_counted_before_any_is_refused(tmp_path: Path, size: int) -> None:
    rows = ["A;x;1", "B;2025-01-01;1", "A;2025-01-01;1", "A;2025-01-01;-1", ";2025-01-01;1"]
    table = opened(tmp_path, "\n".join(["Ticket;Jour;Prix", *rows]).encode())
    lines = [line for each in checked(table, size) for line in each.rows["line"]]
    assert lines == [1, 1, 2, 3, None]


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
