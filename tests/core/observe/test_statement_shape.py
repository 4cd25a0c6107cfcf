"""The shape of a statement tells what was done, never with what."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regie.core.observe import statement_digest, statement_shape
from regie.core.observe.statement_shape import LONGEST_SHAPE


@pytest.mark.parametrize(
    ("statement", "shape"),
    [
        ("SELECT  *\nFROM t1 WHERE a = 'x'", "SELECT * FROM t1 WHERE a = ?"),
        ("SELECT 1.5, -2, 1e10, 0x1F", "SELECT ?, -?, ?, ?"),
        ("WHERE a = 'O''Brien'", "WHERE a = ?"),
        ("WHERE a = $1 AND b = %(b)s AND c = :3", "WHERE a = ? AND b = ? AND c = ?"),
        ("SELECT $$a 'text'$$, $tag$ b $tag$", "SELECT ?, ?"),
        ("SELECT 1 -- it's\n, 'x' /* don't */", "SELECT ? , ?"),
        ('SELECT "col 1", t."l\'été" FROM a', 'SELECT "col 1", t."l\'été" FROM a'),
        ("IN ($1::VARCHAR, $2::VARCHAR)", "IN (?)"),
        ("VALUES ($1::VARCHAR(20), $2::INT), ($3::VARCHAR(20), $4::INT)", "VALUES (?)"),
        ("SELECT coalesce(a, 1)", "SELECT coalesce(a, ?)"),
    ],
)
def test_values_comments_and_spacing_are_no_part_of_a_shape(statement: str, shape: str) -> None:
    assert statement_shape(statement) == shape


@pytest.mark.parametrize(
    "statement",
    [
        r"SELECT 'it\'s' , 'RAMI'",
        r"SELECT 'C:\' , name, 'RAMI'",
        "SELECT 'not closed, RAMI",
        "SELECT $$not closed, RAMI",
        "SELECT 1 /* not closed, RAMI",
    ],
)
def test_what_cannot_be_told_from_a_text_counts_as_one(statement: str) -> None:
    assert "RAMI" not in statement_shape(statement)


@given(before=st.text(st.characters(exclude_characters="\0")), number=st.integers(10**6))
def test_no_text_and_no_number_gets_through(before: str, number: int) -> None:
    quoted = f"{before}Zürich".replace("'", "''")
    shape = statement_shape(f"SELECT 1 FROM t WHERE a = '{quoted}' AND b = {number}")
    assert ("Zürich" in shape, str(number) in shape) == (False, False)


@given(st.text())
def test_every_statement_has_a_bounded_shape(statement: str) -> None:
    assert len(statement_shape(statement)) <= LONGEST_SHAPE


def test_lists_of_any_length_have_one_digest() -> None:
    two, many = ("SELECT a WHERE b IN (" + ", ".join("1" * n) + ")" for n in (2, 200))
    assert statement_digest(two) == statement_digest(many)
