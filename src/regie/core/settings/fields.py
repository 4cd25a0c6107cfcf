"""Types of settings that people write by hand."""

from __future__ import annotations

from typing import Annotated, TypeVar

from pydantic import BeforeValidator
from pydantic_settings import NoDecode

T = TypeVar("T")


def _split(value: object) -> object:
    if isinstance(value, str):
        return tuple(part for part in (part.strip() for part in value.split(",")) if part)
    return value


CommaSeparated = Annotated[tuple[T, ...], NoDecode, BeforeValidator(_split)]
"""A tuple; in an environment variable its items are separated by commas."""
