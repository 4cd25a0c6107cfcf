"""Counters that a test flushes itself, and a clock that it sets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from regie.core.counters import Counters, MemoryLedger

PARIS = ZoneInfo("Europe/Paris")
NEVER_S = 3600.0


@dataclass
class SetClock:
    now: datetime

    def __call__(self) -> float:
        return self.now.timestamp()


@pytest.fixture
def clock() -> SetClock:
    return SetClock(datetime(2025, 10, 25, 12, tzinfo=UTC))


@pytest.fixture
def ledger() -> MemoryLedger:
    return MemoryLedger()


@pytest.fixture
def counters(ledger: MemoryLedger, clock: SetClock) -> Counters:
    return Counters(ledger, PARIS, now=clock, flush_s=NEVER_S)
