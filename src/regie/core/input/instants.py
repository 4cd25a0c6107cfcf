"""Moments as texts: RFC 3339, with an offset."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Final

from pydantic_core import PydanticCustomError

_BEGINNING: Final = re.compile(r"\d{4}-\d\d-\d\d")


def require_written(value: object) -> object:
    """Refuses numbers, also as texts: pydantic would take them for seconds since 1970, or for
    milliseconds when they are large."""
    if isinstance(value, str) and not _BEGINNING.match(value):
        raise _refused()
    if not isinstance(value, str | datetime):
        raise _refused()
    return value


def to_utc(moment: datetime) -> datetime:
    """Refuses what is in the year 0 or 10000 there, which nothing behind can hold."""
    try:
        return moment.astimezone(UTC)
    except OverflowError as error:
        raise _refused() from error


def _refused() -> PydanticCustomError:
    return PydanticCustomError("datetime", "Not a moment with its offset")
