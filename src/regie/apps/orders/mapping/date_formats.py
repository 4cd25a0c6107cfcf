"""How a source holds its days: as dates, as text in any order, as integers.

A day of a column is read by `day`; a period is asked for by `Period`, in SQL where the format sorts
as its days do, else by the months that it touches.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, Literal
from zoneinfo import ZoneInfo

_TOKENS: Final = {
    "yyyy": r"(?P<year>\d{4})",
    "yy": r"(?P<short_year>\d{2})",
    "mm": r"(?P<month>\d{1,2})",
    "dd": r"(?P<day>\d{1,2})",
    "hh": r"(?P<hour>\d{1,2})",
    "mi": r"(?P<minute>\d{2})",
    "ss": r"(?P<second>\d{2})",
}
_TOKEN: Final = re.compile("|".join(_TOKENS))
_EXACT: Final = {"mm": r"(?P<month>\d{2})", "dd": r"(?P<day>\d{2})", "hh": r"(?P<hour>\d{2})"}
"""Where nothing separates the figures: 20251020."""
NATIVE: Final = "date"

Kind = Literal["native", "unix", "unix_ms", "written"]


@dataclass(frozen=True, slots=True)
class DateFormat:
    """`date` (the engine's own dates and moments), `unix`, `unix_ms`, or a pattern of yyyy, yy, mm,
    dd, hh, mi, ss: `dd/mm/yyyy`, `yyyymmdd`. Raises ValueError for anything else."""

    text: str
    kind: Kind = field(init=False)
    sorts: bool = field(init=False)
    """Whether a period is a range of what is stored."""
    _pattern: re.Pattern[str] | None = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        kind: Kind = "written"
        if self.text == NATIVE:
            kind = "native"
        elif self.text == "unix":
            kind = "unix"
        elif self.text == "unix_ms":
            kind = "unix_ms"
        tokens = _TOKEN.findall(self.text)
        if kind == "written" and not _names_a_day(tokens):
            raise ValueError(
                "a format of days is date, unix, unix_ms, or a pattern with yyyy, mm and dd, such "
                "as dd/mm/yyyy"
            )
        order = [token for token in tokens if token in ("yyyy", "mm", "dd")]
        object.__setattr__(self, "kind", kind)
        object.__setattr__(self, "sorts", kind != "written" or order == ["yyyy", "mm", "dd"])
        object.__setattr__(self, "_pattern", _reader(self.text) if kind == "written" else None)

    def day(self, value: object, zone: ZoneInfo) -> date | None:
        """The calendar day of a stored value in `zone`; None for none and for what is no date. A
        moment without a zone of its own is the organisation's."""
        if isinstance(value, datetime):
            return (value.astimezone(zone) if value.tzinfo else value).date()
        if isinstance(value, date):
            return value
        if value is None or value == "":
            return None
        if self.kind in ("unix", "unix_ms"):
            return _of_unix(value, 1000 if self.kind == "unix_ms" else 1, zone)
        if self._pattern is None:
            return _of_iso(str(value).strip(), zone)
        return _of_text(str(value).strip(), self._pattern)

    def written(self, day: date) -> str:
        """How the source writes the beginning of a day."""
        figures = {
            "yyyy": f"{day.year:04d}",
            "yy": f"{day.year % 100:02d}",
            "mm": f"{day.month:02d}",
            "dd": f"{day.day:02d}",
        }
        return _TOKEN.sub(lambda found: figures.get(found[0], "00"), self.text)

    def bounds(
        self, first: date, last: date, zone: ZoneInfo, *, integer: bool
    ) -> tuple[object, object]:
        """What lies at or after the first and before the second is of the period, where it sorts.

        A day more on either side for the engine's own dates: its idea of midnight need not be
        ours, so whoever reads the rows looks again."""
        after = last + timedelta(days=1)
        if self.kind == "native":
            return first - timedelta(days=1), after + timedelta(days=1)
        if self.kind == "written":
            low, high = self.written(first), self.written(after)
            return (int(low), int(high)) if integer else (low, high)
        factor = 1000 if self.kind == "unix_ms" else 1
        low, high = (
            int(datetime.combine(day, time(), zone).timestamp()) * factor for day in (first, after)
        )
        return low, high

    def month(self, year: int, month: int) -> str:
        """What all days of a month match with LIKE, where it does not sort."""
        figures = {
            "yyyy": f"{year:04d}",
            "yy": f"{year % 100:02d}",
            "mm": f"{month:02d}",
        }
        return _TOKEN.sub(lambda found: figures.get(found[0], "%"), self.text)


def _names_a_day(tokens: list[str]) -> bool:
    once = len(tokens) == len(set(tokens))
    year = ("yyyy" in tokens) != ("yy" in tokens)
    return once and year and {"mm", "dd"} <= set(tokens)


def _reader(text: str) -> re.Pattern[str]:
    tokens = dict(_TOKENS)
    if _TOKEN.sub("", text).strip() == "" and " " not in text:
        tokens.update(_EXACT)
    expression = "".join(
        tokens[part] if part in tokens else re.escape(part)
        for part in re.split(f"({_TOKEN.pattern})", text)
    )
    return re.compile(expression)


def _of_text(text: str, pattern: re.Pattern[str]) -> date | None:
    found = pattern.match(text)
    if found is None:
        return None
    parts = found.groupdict()
    year = int(parts["year"]) if parts.get("year") else 2000 + int(parts["short_year"])
    try:
        return date(year, int(parts["month"]), int(parts["day"]))
    except ValueError:
        return None


def _of_iso(text: str, zone: ZoneInfo) -> date | None:
    """What an engine without dates of its own holds in their place: SQLite's text."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return (moment.astimezone(zone) if moment.tzinfo else moment).date()


def _of_unix(value: object, factor: int, zone: ZoneInfo) -> date | None:
    try:
        seconds = int(str(value)) / factor
        return datetime.fromtimestamp(seconds, UTC).astimezone(zone).date() if seconds else None
    except (ValueError, OverflowError, OSError):
        return None
