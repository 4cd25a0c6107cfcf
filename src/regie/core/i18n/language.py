"""Which language a client reads (RFC 9110, section 12.5.4)."""

from __future__ import annotations

from functools import lru_cache
from typing import Final, Literal, get_args

Language = Literal["fr", "en"]

LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)

_LONGEST_HEADER = 256
"""Browsers send less than 100 characters; what is longer is cut, not parsed."""


@lru_cache(maxsize=512)
def negotiate(accept_language: str | None, default: Language) -> Language:
    """The client's best-liked language among ours, `default` when it names none of them."""
    best: Language = default
    best_quality = 0.0
    for part in (accept_language or "")[:_LONGEST_HEADER].split(","):
        tag, _, parameters = part.strip().partition(";")
        language = tag.strip().lower().split("-")[0]
        quality = _quality(parameters)
        if quality <= best_quality:
            continue
        if language in LANGUAGES:
            best, best_quality = language, quality
        elif language == "*":
            best, best_quality = default, quality
    return best


def _quality(parameters: str) -> float:
    name, _, value = parameters.strip().partition("=")
    if name.strip().lower() != "q":
        return 1.0
    try:
        quality = float(value)
    except ValueError:
        return 0.0
    return quality if 0.0 <= quality <= 1.0 else 0.0
