"""The one reader of JSON."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regie.core.errors import Malformed
from regie.core.web import parse_json
from regie.core.web.errors import (
    JsonCharacter,
    JsonDuplicateKey,
    JsonEncoding,
    JsonNumber,
    JsonSyntax,
    JsonTooDeep,
)
from regie.core.web.json_body import MAX_DEPTH

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=20,
)


@given(values)
def test_reads_what_python_writes(value: Any) -> None:
    assert parse_json(json.dumps(value, ensure_ascii=False).encode()) == value


@given(values)
def test_reads_it_escaped_too(value: Any) -> None:
    assert parse_json(json.dumps(value, ensure_ascii=True).encode()) == value


@given(st.binary(max_size=200))
def test_refuses_or_reads_any_bytes_and_never_fails_otherwise(body: bytes) -> None:
    try:
        value = parse_json(body)
    except Malformed:
        return
    json.dumps(value, allow_nan=False).encode()


@given(st.text(alphabet='[]{}",:\\u0123d8e+-.NaIfty \n', max_size=80))
def test_refuses_or_reads_what_nearly_is_json(body: str) -> None:
    try:
        value = parse_json(body.encode())
    except Malformed:
        return
    json.dumps(value, allow_nan=False, ensure_ascii=False).encode()


@pytest.mark.parametrize(
    ("body", "refusal"),
    [
        (b"", JsonSyntax),
        (b"{", JsonSyntax),
        (b"{'a': 1}", JsonSyntax),
        (b'{"a": 1,}', JsonSyntax),
        (b'{"a": 1} x', JsonSyntax),
        (b'{"a": 01}', JsonSyntax),
        (b'"a\nb"', JsonSyntax),
        (b"\xef\xbb\xbf{}", JsonSyntax),
        (b"\x89PNG\r\n\x1a\n", JsonEncoding),
        (b'"\xed\xa0\x80"', JsonEncoding),
        ('{"a": 1}'.encode("utf-16"), JsonEncoding),
        (b'{"a": 1, "a": 2}', JsonDuplicateKey),
        (b'{"a": 1, "\\u0061": 2}', JsonDuplicateKey),
        (b'[{"b": {"a": 1, "a": 1}}]', JsonDuplicateKey),
        (b"NaN", JsonNumber),
        (b"[Infinity]", JsonNumber),
        (b"-Infinity", JsonNumber),
        (b"1e400", JsonNumber),
        (b"-1e400", JsonNumber),
        (b"1" * 309, JsonNumber),
        (b"1" * 100_000, JsonNumber),
        (b"0." + b"1" * 400, JsonNumber),
        (b'"\\ud800"', JsonCharacter),
        (b'{"\\udfff": 1}', JsonCharacter),
        (b'["\\udc00\\ud800"]', JsonCharacter),
        (b'"\\u0000"', JsonCharacter),
        (b"[" * (MAX_DEPTH + 1) + b"]" * (MAX_DEPTH + 1), JsonTooDeep),
        (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, JsonTooDeep),
        (b"[" * 100_000, JsonTooDeep),
    ],
)
def test_refuses(body: bytes, refusal: type[Malformed]) -> None:
    with pytest.raises(refusal):
        parse_json(body)


@pytest.mark.parametrize(
    ("body", "value"),
    [
        (b"[" * MAX_DEPTH + b"]" * MAX_DEPTH, None),
        (b'["' + b"[" * 100 + b'"]', ["[" * 100]),
        (b'["\\"' + b"[" * 100 + b'"]', ['"' + "[" * 100]),
        (b"[" + b",".join([b"{}"] * 100) + b"]", [{}] * 100),
        (b'"\\ud83d\\ude00"', "😀"),
        (b'"\\\\u0000"', "\\u0000"),
        (b"1" * 308, int("1" * 308)),
        (b" [1] \n", [1]),
    ],
)
def test_reads(body: bytes, value: object) -> None:
    assert value is None or parse_json(body) == value


def test_a_string_of_quotes_without_end_takes_linear_time() -> None:
    with pytest.raises(Malformed):
        parse_json(b"[" * 40 + b'"' + b'\\"' * 500_000)
