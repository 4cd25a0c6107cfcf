"""A refusal is told at a moment that does not depend on how long it took to find out."""

from __future__ import annotations

from time import monotonic

import pytest

from regie.apps.orders.refusals import moment_to_tell

CLOCK_S = 0.001
"""How exactly timers go."""


@pytest.mark.parametrize(
    ("took_s", "earliest_s"), [(0.0, 0.02), (0.005, 0.02), (0.03, 0.04), (0.31, 0.32)]
)
async def test_it_is_not_told_before(took_s: float, earliest_s: float) -> None:
    began = monotonic() - took_s
    await moment_to_tell(began)
    assert monotonic() - began > earliest_s - CLOCK_S
