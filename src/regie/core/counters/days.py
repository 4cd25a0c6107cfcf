"""A day of the installation's time zone, as two moments."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from regie.core.clock import local_date


class LocalDay(NamedTuple):
    date: date
    begins: datetime
    ends: datetime
    """The first moment that is not in it: a day has 23 to 25 hours."""


def local_day(now: datetime, zone: ZoneInfo) -> LocalDay:
    """The day of `now`. A midnight that the clocks jump over is the moment of the jump; of one that
    comes twice it is the first, unless that lies before `now` (America/St_Johns until 2011 went
    back from 0:01 to 23:01)."""
    day = local_date(now, zone)
    ends = _midnight(day + timedelta(days=1), zone)
    if ends <= now:
        ends = _midnight(day + timedelta(days=1), zone, fold=1)
    return LocalDay(day, _midnight(day, zone), ends)


def _midnight(day: date, zone: ZoneInfo, *, fold: int = 0) -> datetime:
    return datetime.combine(day, time(fold=fold), zone).astimezone(UTC)
