"""Leaves what fails alone for a while, for its sake and for that of whoever would wait for it."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic


class Breaker:
    """Opens after so many failures in a row; when its time is over one attempt may try.

    Each attempt that `remaining_s` lets through ends with exactly one of `answered`, `failed` and
    `abandoned`. What counts as a failure is the caller's to say.
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

    @property
    def clean(self) -> bool:
        """Whether it holds nothing that a new one would not."""
        return self._failures == 0 and not self._trying

    @property
    def is_open(self) -> bool:
        """Also while its time is over and an attempt tries."""
        return self._opened_at is not None

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

    def answered(self) -> bool:
        """True when this closes it."""
        was_open = self._opened_at is not None
        self._failures = 0
        self._opened_at = None
        self._trying = False
        return was_open

    def failed(self) -> bool:
        """True when this opens it; a failed trial only keeps it open."""
        self._trying = False
        self._failures += 1
        if self._failures < self._failures_to_open:
            return False
        opens = self._opened_at is None
        self._opened_at = self._now()
        return opens

    def abandoned(self) -> None:
        """Nobody knows how it would have ended."""
        self._trying = False
