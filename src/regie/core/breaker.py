"""Leaves what fails alone for a while, for its sake and for that of whoever would wait for it."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic


class Breaker:
    """Opens after so many failures in a row; when its time is over one attempt may try.

    Each attempt that `remaining_s` lets through notes `period`, and ends with exactly one of
    `answered`, `failed` and `abandoned`, which are told it: the outcome of an attempt from another
    period is old news and changes nothing. What counts as a failure is the caller's to say.
    """

    def __init__(
        self, *, failures_to_open: int, open_s: float, now: Callable[[], float] = monotonic
    ):
        self._failures_to_open = failures_to_open
        self._open_s = open_s
        self._now = now
        self._failures = 0
        self._opened_at: float | None = None
        self._trying = False
        self._period = 0

    @property
    def period(self) -> int:
        """Another one after each opening, failed trial and closing."""
        return self._period

    @property
    def clean(self) -> bool:
        """Whether it holds nothing that a new one would not."""
        return self._failures == 0

    def remaining_s(self) -> float | None:
        """None when an attempt may start, else how long to stay away; never 0.

        The attempt that may start after an opening is the only one until it ends.
        """
        if self._opened_at is None:
            return None
        remaining_s = self._opened_at + self._open_s - self._now()
        if remaining_s > 0:
            return remaining_s
        if self._trying:
            return self._open_s
        self._trying = True
        return None

    def answered(self, period: int) -> bool:
        """True when this closes it."""
        if period != self._period:
            return False
        self._failures = 0
        if self._opened_at is None:
            return False
        self._opened_at = None
        self._trying = False
        self._period += 1
        return True

    def failed(self, period: int) -> bool:
        """True when this opens it; a failed trial only keeps it open."""
        if period != self._period:
            return False
        self._trying = False
        self._failures += 1
        if self._failures < self._failures_to_open:
            return False
        opens = self._opened_at is None
        self._opened_at = self._now()
        self._period += 1
        return opens

    def abandoned(self, period: int) -> None:
        """Nobody knows how it would have ended."""
        if period == self._period:
            self._trying = False
