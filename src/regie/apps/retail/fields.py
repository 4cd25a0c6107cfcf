"""Fields of what is sent, for models that are strict: no text passes for a number, no number for a
day, and 160.0 is the whole number that it is in JSON."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Final

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _whole(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _day(value: Any) -> date:
    """Only `2026-11-21`: pydantic also takes numbers, as texts too, for seconds since 1970."""
    if isinstance(value, date):
        return value
    try:
        if isinstance(value, str) and _DAY.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise PydanticCustomError("date_from_datetime_parsing", "Not a day")


WholeNumber = Annotated[int, BeforeValidator(_whole)]
Id = Annotated[WholeNumber, Field(ge=1, lt=2**53)]
"""Above it a number in JSON is no more the same to everybody who reads it (RFC 8259, section 6)."""
Day = Annotated[date, BeforeValidator(_day)]
