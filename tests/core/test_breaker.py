from __future__ import annotations

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, multiple, rule

from regie.core.breaker import Breaker

TO_OPEN = 3
OPEN_S = 5.0


class BreakerMachine(RuleBasedStateMachine):
    """Whatever happens in whatever order, the counts below say what a breaker must do."""

    under_way = Bundle("under_way")

    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0
        self.breaker = Breaker(failures_to_open=TO_OPEN, open_s=OPEN_S, now=lambda: self.now)
        self.failures = 0
        self.opened_at: float | None = None
        self.current: set[object] = set()
        """Attempts whose outcome counts: all since it closed, or the one that tries."""

    @rule(seconds=st.sampled_from([0.0, 1.0, OPEN_S]))
    def time_passes(self, seconds: float) -> None:
        self.now += seconds

    @rule(target=under_way)
    def somebody_asks(self) -> object:
        trial = self.opened_at is not None and bool(self.current)
        open_still = self.opened_at is not None and (self.now < self.opened_at + OPEN_S or trial)
        remaining_s = self.breaker.remaining_s()
        assert (remaining_s is not None) == open_still
        if remaining_s is not None:
            return multiple()
        attempt = (object(), self.breaker.period)
        self.current.add(attempt)
        return attempt

    @rule(attempt=consumes(under_way))
    def one_is_answered(self, attempt: tuple[object, int]) -> None:
        counts = attempt in self.current
        closes = counts and self.opened_at is not None
        assert self.breaker.answered(attempt[1]) == closes
        self.current.discard(attempt)
        if counts:
            self.failures, self.opened_at = 0, None

    @rule(attempt=consumes(under_way))
    def one_fails(self, attempt: tuple[object, int]) -> None:
        counts = attempt in self.current
        opens = counts and self.failures + 1 == TO_OPEN
        assert self.breaker.failed(attempt[1]) == opens
        self.current.discard(attempt)
        if counts:
            self.failures += 1
            if self.failures >= TO_OPEN:
                self.opened_at = self.now
                self.current.clear()

    @rule(attempt=consumes(under_way))
    def one_is_abandoned(self, attempt: tuple[object, int]) -> None:
        self.breaker.abandoned(attempt[1])
        self.current.discard(attempt)

    @invariant()
    def it_is_clean_when_it_remembers_nothing(self) -> None:
        assert self.breaker.clean == (self.failures == 0)


TestBreaker = BreakerMachine.TestCase


def test_while_open_it_says_how_long_to_stay_away() -> None:
    now = 0.0
    breaker = Breaker(failures_to_open=1, open_s=5, now=lambda: now)
    breaker.failed(breaker.period)
    now = 2.5
    assert breaker.remaining_s() == pytest.approx(2.5)
