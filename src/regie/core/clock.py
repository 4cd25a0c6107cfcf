"""Time comes in through a parameter, so that a test can set it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

Clock = Callable[[], datetime]
"""Returns the present moment, aware and in UTC."""


def utc_now() -> datetime:
    return datetime.now(UTC)


def local_date(now: datetime, zone: ZoneInfo) -> date:
    """The calendar day that people in `zone` call today."""
    return now.astimezone(zone).date()
