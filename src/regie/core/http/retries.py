"""Whether to ask again, and when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC
from email.utils import parsedate_to_datetime
from random import SystemRandom
from typing import Final

from regie.core.clock import Clock

IDEMPOTENT: Final = frozenset({"GET", "HEAD", "OPTIONS", "PUT", "DELETE"})
"""RFC 9110, section 9.2.2: asking twice does no more than asking once."""
WORTH_RETRYING: Final = frozenset({429, 502, 503, 504})

LONGEST_WAIT_S: Final = 5.0
"""A server that wants to be left alone for longer gets its wish: its answer is handed on."""

_FIRST_WAIT_S: Final = 0.1
_MOST_SAVED: Final = 10.0
"""Retries that a host without failures may save up."""

_random: Final = SystemRandom()


def backoff_s(attempt: int, draw: Callable[[], float] = _random.random) -> float:
    """Full jitter over a doubling time (AWS, Exponential Backoff And Jitter); `attempt` from 1."""
    return draw() * _FIRST_WAIT_S * 2**attempt


def retry_after_s(header: str | None, clock: Clock) -> float | None:
    """Seconds until the moment that a server names (RFC 9110, section 10.2.3); None when it
    names none that can be read."""
    if header is None:
        return None
    text = header.strip()
    if text.isascii() and text.isdecimal():
        return float(text[:9])
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - clock()).total_seconds())


class RetryBudget:
    """Every request earns a share of a retry; a retry costs a whole one."""

    def __init__(self, share: float):
        self._share = share
        self._saved = _MOST_SAVED

    def earn(self) -> None:
        self._saved = min(_MOST_SAVED, self._saved + self._share)

    def spend(self) -> bool:
        if self._saved < 1:
            return False
        self._saved -= 1
        return True
