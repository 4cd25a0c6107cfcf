"""Texts by code and language. Bootstrap merges the core's with those of each app."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Self

from .language import Language
from .typography import french

Messages = Mapping[str, Mapping[Language, str]]
"""code → language → text with `{name}` fields."""


class Catalogue:
    def __init__(self, messages: Messages):
        self._messages = messages

    @classmethod
    def merged(cls, parts: Iterable[Messages]) -> Self:
        """Raises ValueError when two parts claim the same code."""
        merged: dict[str, Mapping[Language, str]] = {}
        for part in parts:
            twice = merged.keys() & part.keys()
            if twice:
                raise ValueError(f"message codes declared twice: {sorted(twice)}")
            merged.update({code: _typeset(texts) for code, texts in part.items()})
        return cls(merged)

    def __contains__(self, code: str) -> bool:
        return code in self._messages

    def text(self, code: str, language: Language, params: Mapping[str, object]) -> str:
        """Raises KeyError for a code nobody declared: a defect, not a condition."""
        return self._messages[code][language].format_map(params)


def _typeset(texts: Mapping[Language, str]) -> Mapping[Language, str]:
    return {**texts, "fr": french(texts["fr"])}
