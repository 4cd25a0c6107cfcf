"""The one reader of JSON from outside.

Python's own accepts NaN, turns 1e400 into infinity, keeps the last of two equal keys and lets half
a surrogate pair through, each of which breaks something further in. All that is refused here with
a 400 that names the reason and repeats nothing of what was sent.
"""

from __future__ import annotations

import json
import re
from math import isfinite
from typing import Any, Final, NoReturn, cast

from .errors import (
    JsonCharacter,
    JsonDuplicateKey,
    JsonEncoding,
    JsonExpected,
    JsonNumber,
    JsonSyntax,
    JsonTooDeep,
)

MAX_DEPTH: Final = 32
MAX_NUMBER_CHARACTERS: Final = 308
"""The digits of the largest double: what is longer is a mistake or an attack on int()."""

_STRINGS: Final = re.compile(rb'(?s)"(?:[^"\\]|\\.)*+(?:"|\\?$)')
"""A string that never ends is taken to the end: to start over at each quote would be quadratic."""
_BRACKETS: Final = re.compile(rb"[\[{]|[\]}]")


def _integer(text: str) -> int:
    if len(text) > MAX_NUMBER_CHARACTERS:
        raise JsonNumber
    return int(text)


def _real(text: str) -> float:
    number = float(text) if len(text) <= MAX_NUMBER_CHARACTERS else float("inf")
    if not isfinite(number):
        raise JsonNumber
    return number


def _constant(_: str) -> NoReturn:
    raise JsonNumber  # NaN, Infinity, -Infinity


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        raise JsonDuplicateKey
    return result


_decoder: Final = json.JSONDecoder(
    object_pairs_hook=_object,
    parse_float=_real,
    parse_int=_integer,
    parse_constant=_constant,
)


def parse_json(body: bytes) -> Any:
    """The value, or one of the Json… errors. The size is bounded before, by the body's limit."""
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise JsonEncoding from error
    if body.count(b"[") + body.count(b"{") > MAX_DEPTH:
        _check_depth(body)
    try:
        value = _decoder.decode(text)
    except json.JSONDecodeError as error:
        raise JsonSyntax from error
    if b"\\u" in body:  # the only way to write either
        _check_characters(value)
    elif "\0" in text:
        raise JsonCharacter
    return value


def _check_depth(body: bytes) -> None:
    depth = 0
    for bracket in _BRACKETS.findall(_STRINGS.sub(b"", body)):
        depth += 1 if bracket in b"[{" else -1
        if depth > MAX_DEPTH:
            raise JsonTooDeep


def _check_characters(value: object) -> None:
    if isinstance(value, str):
        if "\0" in value:
            raise JsonCharacter
        try:
            value.encode()
        except UnicodeEncodeError as error:
            raise JsonCharacter from error
    elif isinstance(value, dict):
        for key, item in cast("dict[str, object]", value).items():
            _check_characters(key)
            _check_characters(item)
    elif isinstance(value, list):
        for item in cast("list[object]", value):
            _check_characters(item)


def require_json(content_type: bytes | None) -> None:
    """Raises JsonExpected unless the type is JSON, in UTF-8 if it says so."""
    if content_type == b"application/json":
        return
    essence, *parameters = (content_type or b"").lower().split(b";")
    essence = essence.strip()
    if essence != b"application/json" and not (
        essence.startswith(b"application/") and essence.endswith(b"+json")
    ):
        raise JsonExpected
    for parameter in parameters:
        name, _, value = parameter.partition(b"=")
        if name.strip() == b"charset" and value.strip(b' "') not in (b"utf-8", b"utf8"):
            raise JsonExpected
