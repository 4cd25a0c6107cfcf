"""Text that may hold HTML, made harmless; and plain text freed of what nobody can see."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, time
from decimal import Decimal
from typing import Any, Final, TypeVar, cast
from uuid import UUID

import nh3

from .findings import without_objections

Value = TypeVar("Value")

DEEPEST: Final = 32
"""Levels of dictionaries and lists; the JSON reader stops at the same order of depth."""

_BLOCKS: Final = {"blockquote", "br", "h1", "h2", "h3", "h4", "hr", "li", "ol", "p", "pre", "ul"}
_WORDS: Final = {"a", "b", "code", "em", "i", "s", "strong", "sub", "sup", "u"}
_TABLES: Final = {"table", "tbody", "td", "th", "thead", "tr"}
_TAGS: Final = _BLOCKS | _WORDS | _TABLES
"""What notes and messages need. No images: one that loads tells its sender who reads."""
_ATTRIBUTES: Final = {"a": {"href", "title"}, "td": {"colspan"}, "th": {"colspan"}}
_SCHEMES: Final = frozenset({"http", "https", "mailto"})
_SCALARS: Final = (bool, int, float, Decimal, date, time, UUID, type(None))


def clean_text(text: str) -> str:
    """Plain text in NFC less control characters and text-direction commands. Not HTML."""
    return unicodedata.normalize("NFC", without_objections(text))


def clean_html(text: str) -> str:
    """A fragment of HTML that runs nothing and loads nothing. `<` and `&` of a text come out
    as entities; apostrophes, accents and French spaces stay as they are."""
    clean = nh3.clean(
        clean_text(text),
        tags=set(_TAGS),
        attributes=_ATTRIBUTES,
        url_schemes=set(_SCHEMES),
        link_rel="noopener noreferrer nofollow",
    )
    return clean.replace("&nbsp;", "\u00a0")


def sanitize(
    value: Value,
    leaf: Callable[[str], str] = clean_html,
    *,
    key: Callable[[str], str] = clean_html,
) -> Value:
    """The same value with `leaf` applied to every text in it, and `key` to those that are keys:
    a str, or dicts and lists of them.

    Raises ValueError when nested deeper than DEEPEST or when two keys become one, and TypeError
    for an object that is neither text, number, date nor container: it might hold text unseen.
    """
    return cast("Value", _Walk(leaf, key).through(value, DEEPEST))


class _Walk:
    def __init__(self, leaf: Callable[[str], str], key: Callable[[str], str]):
        self._leaf = leaf
        self._key = key

    def through(self, value: Any, depth: int) -> Any:
        if isinstance(value, str):
            return self._leaf(value)
        if isinstance(value, _SCALARS):
            return value
        if depth == 0:
            raise ValueError(f"nested deeper than {DEEPEST} levels")
        if isinstance(value, Mapping):
            return self._mapping(cast("Mapping[Any, Any]", value), depth)
        if isinstance(value, list | tuple | set | frozenset):
            items = cast("list[Any]", value)
            return type(items)([self.through(item, depth - 1) for item in items])
        raise TypeError(f"cannot look for text in {type(value).__name__}")

    def _mapping(self, value: Mapping[Any, Any], depth: int) -> dict[Any, Any]:
        clean = {
            self._key(key) if isinstance(key, str) else key: self.through(item, depth - 1)
            for key, item in value.items()
        }
        if len(clean) != len(value):
            raise ValueError("two keys are the same once they are clean")
        return clean
