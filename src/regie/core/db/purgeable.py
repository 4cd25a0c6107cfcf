"""What a purge would remove, or has removed, in figures that a person can judge."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Purgeable:
    """Rows of days from `first` to `last` (UTC); nothing is purgeable when rows are 0."""

    table: str
    rows: int
    first: date | None
    last: date | None
    size_bytes: int = 0
    """Of whole days what their tables occupy, indexes included; of single rows what they hold."""

    def __add__(self, other: Purgeable) -> Purgeable:
        """Of the same table."""
        days = [day for day in (self.first, self.last, other.first, other.last) if day is not None]
        return Purgeable(
            self.table,
            self.rows + other.rows,
            min(days, default=None),
            max(days, default=None),
            self.size_bytes + other.size_bytes,
        )
