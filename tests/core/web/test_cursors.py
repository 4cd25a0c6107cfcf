"""A cursor is what a client hands back as it got it, or a clear refusal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regie.core.db import After
from regie.core.web import CursorMalformed, next_cursor, read_cursor, write_cursor

texts = st.text(st.characters(exclude_characters="\0", exclude_categories=("Cs",)), max_size=50)


@given(texts, st.integers(-(2**63), 2**63 - 1))
def test_it_comes_back_as_it_was(value: str, id_: int) -> None:
    assert read_cursor(write_cursor("-name", After(value, id_)), "-name") == After(value, id_)


def test_without_one_the_list_begins() -> None:
    assert read_cursor(None, "name") is None


def test_one_of_another_sort_is_refused() -> None:
    with pytest.raises(CursorMalformed):
        read_cursor(write_cursor("name", After("a", 1)), "-name")


@given(st.text(max_size=80))
def test_what_is_none_is_refused(cursor: str) -> None:
    with pytest.raises(CursorMalformed):
        read_cursor(cursor, "name")


@pytest.mark.parametrize(("found", "ends"), [(3, False), (2, True), (0, True)])
def test_a_page_that_is_not_full_is_the_last(found: int, ends: bool) -> None:
    last = After("a", 1) if found else None
    assert (next_cursor("name", last, found=found, limit=3) is None) is ends
