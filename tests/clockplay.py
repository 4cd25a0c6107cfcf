"""A clock that a test sets."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


class SetClock:
    """Stands still until it is moved: forwards, or backwards by a negative number."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 21, 9, 30, 15, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def move(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)
