from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regie.core.input import (
    check_email,
    clean_html,
    clean_text,
    for_html,
    for_script,
    for_url,
    safe_file_name,
    sanitize,
)

texts = st.text(st.characters(codec=None))
pieces = "< > / script svg onload= \" ' = & # ; javascript: <!-- --> <style> <math> <p> x é &lt;"
markup = st.lists(st.sampled_from([*pieces.split(), "<a href=", "\x00", " "])).map("".join)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | texts,
    lambda inner: st.lists(inner) | st.dictionaries(st.text("abé"), inner),
    max_leaves=20,
)


class Reader(HTMLParser):
    """What is left of a page's power: its tags and attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name == "href"]


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader


@pytest.mark.parametrize("text", ["O'Brien", "« L'Été »", "«\u202fL’Été\u00a0»", 'dit "oui"'])
def test_ordinary_text_survives(text: str) -> None:
    assert sanitize(text) == text


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("<script>alert(1)</script>Bonjour", "Bonjour"),
        ("<b onclick=x>Bonjour</b>", "<b>Bonjour</b>"),
        ("<img src=x onerror=alert(1)>", ""),
        ("<svg/onload=alert(1)>", ""),
        ("<style>*{}</style>a", "a"),
        ("<iframe src=//x></iframe>a", "a"),
        ("5 < 6 & 7", "5 &lt; 6 &amp; 7"),
        ("a\x00b\u202ec", "abc"),
        (
            '<a href="https://exemple.fr/é">x</a>',
            '<a href="https://exemple.fr/é" rel="noopener noreferrer nofollow">x</a>',
        ),
    ],
)
def test_markup_loses_its_power(text: str, clean: str) -> None:
    assert sanitize(text) == clean


@pytest.mark.parametrize(
    "link",
    ["javascript:alert(1)", "JaVaScRiPt:x", "java\tscript:x", "data:text/html,x", "vbscript:x"],
)
def test_a_link_that_runs_code_leads_nowhere(link: str) -> None:
    assert read(sanitize(f'<a href="{link}">x</a>')).links == []


@given(text=markup)
def test_nothing_that_runs_or_loads_is_left(text: str) -> None:
    left = read(clean_html(text))
    harmful = {tag for tag in left.tags if tag in ("script", "style", "svg", "math", "img")}
    assert (harmful, left.attributes - {"href", "rel", "title", "colspan"}) == (set(), set())


@pytest.mark.parametrize("clean", [clean_text, clean_html, safe_file_name])
@given(text=texts | markup)
def test_cleaning_twice_changes_nothing(clean, text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(value=values)
def test_a_structure_keeps_its_shape(value: object) -> None:
    def shape(part: object) -> object:
        if isinstance(part, dict):
            return {key: shape(item) for key, item in part.items()}
        if isinstance(part, list):
            return [shape(item) for item in part]
        return "text" if isinstance(part, str) else part

    assert shape(sanitize(value)) == shape(value)


def test_every_text_of_a_structure_is_cleaned_keys_too() -> None:
    dirty = {"<i>k</i><script>": [{"x": ("<script>1</script>a", 1, None)}]}
    assert sanitize(dirty) == {"<i>k</i>": [{"x": ("a", 1, None)}]}


def test_numbers_and_dates_pass() -> None:
    row = [1, 2.5, Decimal("3.10"), True, None, datetime(2026, 1, 2, tzinfo=UTC)]
    assert sanitize(row) == row


def test_another_cleaner_may_be_named() -> None:
    assert sanitize({"to": ["O'Brien@Example.FR"]}, check_email) == {"to": ["O'Brien@example.fr"]}


def test_keys_that_become_one_are_refused() -> None:
    with pytest.raises(ValueError, match="two keys"):
        sanitize({"a\x00": 1, "a": 2})


def test_what_is_nested_without_end_is_refused() -> None:
    endless: list[object] = []
    endless.append(endless)
    with pytest.raises(ValueError, match="nested"):
        sanitize(endless)


def test_an_object_in_which_text_might_hide_is_refused() -> None:
    with pytest.raises(TypeError, match="bytes"):
        sanitize([b"<script>"])


@given(text=texts)
def test_encoded_text_makes_no_element_and_ends_no_attribute(text: str) -> None:
    assert set("<>\"'").isdisjoint(for_html(text))


@given(value=values)
def test_data_in_a_script_cannot_end_it(value: object) -> None:
    assert set("<>&'\u2028\u2029").isdisjoint(for_script(value))


@given(text=texts)
def test_a_part_of_an_address_stays_one_part(text: str) -> None:
    assert set("/?#&=% ").isdisjoint(for_url(text).replace("%", ""))
