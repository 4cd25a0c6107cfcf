from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regie.core.input import Finding, clean_text, is_safe


@pytest.mark.parametrize(
    "text", ["O'Brien", "« L'Été »", "5 < 6 && 7 > 6", "a;b--c", "un\ndeux", "' OR 1=1 --", ""]
)
def test_ordinary_text_is_safe(text: str) -> None:
    assert is_safe(text)


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("ab\x00", Finding("text_control", 2, "U+0000")),
        ("a\u202eb", Finding("text_direction", 1, "U+202E")),
        ("\ud800", Finding("text_surrogate", 0, "U+D800")),
        ("x\ufdd0", Finding("text_noncharacter", 1, "U+FDD0")),
        ("un\u2028", Finding("text_line_break", 2, "U+2028")),
        ("x <script>", Finding("text_markup", 2, "U+003C")),
        ("<!--", Finding("text_markup", 0, "U+003C")),
        ("e" + "\u0301" * 31, Finding("text_combining", 31, "U+0301")),
    ],
)
def test_an_objection_says_what_and_where(text: str, finding: Finding) -> None:
    assert is_safe(text).findings == (finding,)


def test_every_objection_is_told_in_the_order_of_the_text() -> None:
    codes = [finding.code for finding in is_safe("<b>\x00\u202e</b>").findings]
    assert codes == ["text_markup", "text_control", "text_direction", "text_markup"]


def test_a_line_break_is_objected_to_where_one_line_is_meant() -> None:
    assert not is_safe("un\ndeux", lines=False)


def test_findings_cannot_be_changed() -> None:
    finding = is_safe("\x00").findings[0]
    with pytest.raises(FrozenInstanceError):
        finding.position = 7  # type: ignore[misc]


@given(text=st.text(st.characters(codec=None)))
def test_a_cleaned_text_has_no_objection_but_markup(text: str) -> None:
    codes = {finding.code for finding in is_safe(clean_text(text)).findings}
    assert codes <= {"text_markup"}
