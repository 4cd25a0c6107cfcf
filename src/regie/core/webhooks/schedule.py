"""When an attempt that failed is repeated: the schedule of Standard Webhooks, over 75 hours."""

from __future__ import annotations

from random import SystemRandom
from typing import Final

MINUTE: Final = 60.0
HOUR: Final = 3600.0

RETRIES_S: Final = (
    *(5.0, 5 * MINUTE, 30 * MINUTE),
    *(2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR),
)
LONGEST_WISH_S: Final = 24 * HOUR
"""A receiver that wants to be left alone for longer is asked again after this all the same."""

EARLY: Final = 0.2
"""The outbox lets rows wait up to a fifth longer than it is told; drawn from a fifth less on, the
pauses spread by 20 % around their schedule."""

_random: Final = SystemRandom()


def pause_s(failures: int, wished_s: float | None, retries_s: tuple[float, ...]) -> float | None:
    """Until the next attempt after so many failures, this one included; None when that was the
    last. Never shorter than what the receiver wishes: it knows when it will be back, but a wish
    of one second must not use up all attempts in ten."""
    if failures > len(retries_s):
        return None
    planned_s = retries_s[failures - 1] * _random.uniform(1 - EARLY, 1)
    return max(planned_s, min(wished_s or 0.0, LONGEST_WISH_S))
