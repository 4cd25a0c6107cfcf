"""What a key is, and when its budget begins anew."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

PeriodKind = Literal["month", "total"]
KeyState = Literal["open", "low", "exhausted", "expired", "revoked"]


class Key(NamedTuple):
    """As somebody who manages it sees it; `spent` and `reserved` are of the present period."""

    id: int
    tenant: str
    name: str
    prefix: str
    models: tuple[tuple[int, str], ...] | None
    requests_a_minute: int | None
    period: PeriodKind
    budget_micros: int
    spent_micros: int
    reserved_micros: int
    low_percent: int
    expires_at: datetime | None
    created_at: datetime
    revoked_at: datetime | None
    version: int
    sort_value: str

    @property
    def remaining_micros(self) -> int:
        """What is reserved is not to be had either; a budget that was lowered leaves nothing."""
        return max(0, self.budget_micros - self.spent_micros - self.reserved_micros)

    def state(self, now: datetime) -> KeyState:
        if self.revoked_at is not None:
            return "revoked"
        if self.expires_at is not None and self.expires_at <= now:
            return "expired"
        left = self.budget_micros - self.spent_micros
        if left <= 0:
            return "exhausted"
        return "low" if left * 100 <= self.budget_micros * self.low_percent else "open"


def next_period(kind: PeriodKind, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The first moment of the next month, where the installation is; None: never."""
    if kind == "total":
        return None
    today = now.astimezone(zone).date()
    following = date(today.year + today.month // 12, today.month % 12 + 1, 1)
    return datetime(following.year, following.month, 1, tzinfo=zone)
