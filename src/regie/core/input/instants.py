"""Days and moments as texts: RFC 3339, moments with an offset."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Final

from pydantic_core import PydanticCustomError

_BEGINNING: Final = re.compile(r"\d{4}-\d\d-\d\d")
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def to_day(value: object) -> object:
    """A day as it is written, and nothing else: pydantic would take numbers for seconds since
    1970, and midnights for days."""
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError as error:
            raise _no_day() from error
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    raise _no_day()


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


def _no_day() -> PydanticCustomError:
    return PydanticCustomError("date_from_datetime_parsing", "Not a day")


def _refused() -> PydanticCustomError:
    return PydanticCustomError("datetime", "Not a moment with its offset")
