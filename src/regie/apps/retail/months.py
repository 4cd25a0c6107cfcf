"""Calendar months: how they are written, compared and counted. A month is its first day."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Final, Self

from pydantic import BeforeValidator, Field, PlainSerializer, WithJsonSchema

_PATTERN: Final = r"^\d{4}-(0[1-9]|1[0-2])$"


def _read(value: Any) -> Any:
    """`2026-11`; of anything else no date comes."""
    return f"{value}-01" if isinstance(value, str) else value


def written(month: date) -> str:
    return f"{month:%Y-%m}"


Month = Annotated[
    date,
    BeforeValidator(_read),
    Field(ge=date(1990, 1, 1), le=date(2199, 12, 1)),
    PlainSerializer(written, return_type=str),
    WithJsonSchema({"type": "string", "pattern": _PATTERN, "examples": ["2026-11"]}),
]


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
"""All months that can be written."""
