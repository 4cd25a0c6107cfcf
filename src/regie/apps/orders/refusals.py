"""When a refusal is told. An order that exists costs more work than one that does not, if only for
reading its row; over thousands of tries that would show in the time of the answers."""

from __future__ import annotations

import asyncio
from random import SystemRandom
from time import monotonic
from typing import Final

_AFTER_S: Final = 0.02
"""Longer than a refusal takes, but on a machine that is very busy or with a source that is slow:
there the difference is lost among others."""
_SPREAD_S: Final = 0.005
"""Timers go by milliseconds: what is left of one would tell how long the work took."""

_draw: Final = SystemRandom().random


async def moment_to_tell(began: float) -> None:
    """Waits until a moment that is drawn by lot, from 20 to 25 ms after `began` (by `monotonic`),
    whatever was done since; when that took longer, as often 20 ms more as is needed."""
    left_s = began + _AFTER_S + _SPREAD_S * _draw() - monotonic()
    await asyncio.sleep(left_s if left_s > 0 else left_s % _AFTER_S)
