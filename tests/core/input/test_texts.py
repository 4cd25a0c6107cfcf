from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, TypeAdapter, ValidationError

from regie.core.input import (
    INPUT_MESSAGES,
    Email,
    Name,
    ShortText,
    Text,
    check_line,
    is_safe,
)


def accepts(kind: object, text: str) -> str | None:
    try:
        return TypeAdapter(kind).validate_python(text)
    except ValidationError:
        return None


def code(kind: object, text: str) -> str:
    with pytest.raises(ValidationError) as raised:
        TypeAdapter(kind).validate_python(text)
    return raised.value.errors()[0]["type"]


@pytest.mark.parametrize(
    "text",
    [
        "O'Brien",
        "« L'Été »",
        "«\u202fL’Été\u00a0»",
        "Robert'); DROP TABLE students;--",
        "50 % de remise",
        "=1+1",
        "日本語",
        "👩‍👩‍👧",
    ],
)
def test_ordinary_text_survives_as_it_is(text: str) -> None:
    assert accepts(ShortText, text) == text


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a\x00b", "text_control"),
        ("a\x1b[31mb", "text_control"),
        ("a\x85b", "text_control"),
        ("a\ufeffb", "text_control"),
        ("invoice\u202efdp.exe", "text_direction"),
        ("a\u2066b", "text_direction"),
        ("a\ufffeb", "text_noncharacter"),
        ("a\U0010ffffb", "text_noncharacter"),
        ("a\nb", "text_line_break"),
        ("a\u2028b", "text_line_break"),
        ("a\tb", "text_line_break"),
        ("e" + "\u0301" * 31, "text_combining"),
        ("x" * 801, "string_too_long"),
        ("x" * 201, "string_too_long"),
        ("   ", "string_too_short"),
    ],
)
def test_a_line_says_what_it_refuses(text: str, reason: str) -> None:
    assert code(ShortText, text) == reason


def test_a_lone_surrogate_is_refused() -> None:
    with pytest.raises(ValueError, match="D800"):
        check_line("a\ud800b")


def test_a_text_of_several_lines_keeps_one_kind_of_line_break() -> None:
    assert accepts(Text, " un\r\ndeux\rtrois\n") == "un\ndeux\ntrois"


def test_a_paragraph_separator_is_no_line_break() -> None:
    assert code(Text, "un\u2029deux") == "text_line_break"


def test_composed_and_decomposed_letters_become_one() -> None:
    assert accepts(ShortText, "E\u0301te\u0301") == "Été"


def test_the_final_length_is_that_of_the_normal_form() -> None:
    assert accepts(ShortText, "e\u0301" * 200) == "é" * 200


@pytest.mark.parametrize(
    "name", ["O'Brien", "D’Été", "Jean-Paul", "Zoé de La Tour", "Müller, Dr.", "李小龍", "Nguyễn"]
)
def test_names_of_people_are_names(name: str) -> None:
    assert accepts(Name, name) == name


@pytest.mark.parametrize("name", ["<b>", "42", "-", "a@b", "x;y", "Ann\u200bA", "a\u202eb"])
def test_what_no_name_holds_is_refused(name: str) -> None:
    assert accepts(Name, name) is None


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("o'brien@Example.FR", "o'brien@example.fr"),
        (" zoé@exemple.fr ", "zoé@exemple.fr"),
        ("a+b@sous.exemple.fr", "a+b@sous.exemple.fr"),
    ],
)
def test_addresses_of_people_are_brought_to_one_form(text: str, address: str) -> None:
    assert accepts(Email, text) == address


@pytest.mark.parametrize(
    "text",
    [
        "a@b",
        "a b@example.fr",
        "a@example.fr\nBcc: b@example.fr",
        "a@[127.0.0.1]",
        '"a b"@example.fr',
        "a@example.fr, b@example.fr",
        "a\u202e@example.fr",
        "@example.fr",
        "x" * 250 + "@e.fr",
    ],
)
def test_what_is_no_address_is_refused(text: str) -> None:
    assert accepts(Email, text) is None


@pytest.mark.parametrize("kind", [ShortText, Text, Name, Email])
@given(text=st.text())
def test_what_is_accepted_is_accepted_unchanged_again(kind: object, text: str) -> None:
    once = accepts(kind, text)
    assert once is None or accepts(kind, once) == once


@given(text=st.text(min_size=1, max_size=200))
def test_what_is_accepted_is_normal_and_free_of_objections(text: str) -> None:
    line = accepts(ShortText, text)
    if line is not None:
        markup = {f.code for f in is_safe(line, lines=False).findings} - {"text_markup"}
        assert (markup, line) == (set(), unicodedata.normalize("NFC", line))


def test_a_schema_shows_the_bounds() -> None:
    class Form(BaseModel):
        title: ShortText

    assert Form.model_json_schema()["properties"]["title"]["maxLength"] == 200


@pytest.mark.parametrize("text", ["e" + "\u0301" * 400_000, "\U0001d15e" * 400_000])
def test_a_long_text_is_refused_by_its_length_alone(text: str) -> None:
    assert code(Text, text) == "string_too_long"


@pytest.mark.parametrize("messages", INPUT_MESSAGES.values(), ids=INPUT_MESSAGES.keys())
def test_every_refusal_speaks_french_and_english(messages: dict[str, str]) -> None:
    assert messages.keys() == {"fr", "en"}
