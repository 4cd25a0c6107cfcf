"""Calendar months: how they are written, compared and counted. A month is its first day."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Final, Self

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema
from pydantic_core import PydanticCustomError

_MONTH: Final = r"^[0-9]{4}-(0[1-9]|1[0-2])$"
_ASKED: Final = r"^(199[0-9]|2[01][0-9]{2})-(0[1-9]|1[0-2])$"


def _reader(pattern: str) -> BeforeValidator:
    """Of `2026-11`."""
    matching = re.compile(pattern)

    def read(value: Any) -> date:
        if isinstance(value, date):
            return value
        if not isinstance(value, str) or matching.fullmatch(value) is None:
            raise PydanticCustomError("month", "Not a month")
        return date.fromisoformat(f"{value}-01")

    return BeforeValidator(read)


def _written_as(pattern: str) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "pattern": pattern, "examples": ["2026-11"]})


def written(month: date) -> str:
    return f"{month:%Y-%m}"


Month = Annotated[
    date, _reader(_MONTH), PlainSerializer(written, return_type=str), _written_as(_MONTH)
]
"""Of an answer."""
AskedMonth = Annotated[date, _reader(_ASKED), _written_as(_ASKED)]
"""From 1990 to 2199: what is compared with it, two years before and after, is a month too."""


def first_of(day: date) -> date:
    return day.replace(day=1)


def last_day(month: date) -> date:
    return month.replace(day=monthrange(month.year, month.month)[1])


def shifted(month: date, by: int) -> date:
    """So many months later; earlier when negative."""
    count = month.year * 12 + month.month - 1 + by
    return date(count // 12, count % 12 + 1, 1)


def months_between(first: date, last: date) -> list[date]:
    """Both included; none when they are the wrong way round."""
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return [shifted(first, each) for each in range(count)]


@dataclass(frozen=True, slots=True)
class Period:
    """Whole months, both ends included."""

    first: date
    last: date

    @property
    def months(self) -> list[date]:
        return months_between(self.first, self.last)

    @property
    def last_year(self) -> Self:
        """The same months of the year before."""
        return type(self)(shifted(self.first, -12), shifted(self.last, -12))


EVER: Final = Period(date(1990, 1, 1), date(2199, 12, 1))
"""All months that can be asked for."""
