from __future__ import annotations

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from regie.core.breaker import Breaker

TO_OPEN = 3
OPEN_S = 5.0


class BreakerMachine(RuleBasedStateMachine):
    """Whatever happens in whatever order, the counts below say what a breaker must do."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0
        self.breaker = Breaker(failures_to_open=TO_OPEN, open_s=OPEN_S, now=lambda: self.now)
        self.failures = 0
        self.opened_at: float | None = None
        self.under_way = 0
        self.trial = False

    @rule(seconds=st.sampled_from([0.0, 1.0, OPEN_S]))
    def time_passes(self, seconds: float) -> None:
        self.now += seconds

    @rule()
    def somebody_asks(self) -> None:
        open_still = self.opened_at is not None and (
            self.now < self.opened_at + OPEN_S or self.trial
        )
        remaining_s = self.breaker.remaining_s()
        assert (remaining_s is not None) == open_still
        if remaining_s is None:
            self.under_way += 1
            self.trial = self.opened_at is not None

    @precondition(lambda self: self.under_way)
    @rule()
    def one_is_answered(self) -> None:
        assert self.breaker.answered() == (self.opened_at is not None)
        self.under_way -= 1
        self.failures, self.opened_at, self.trial = 0, None, False

    @precondition(lambda self: self.under_way)
    @rule()
    def one_fails(self) -> None:
        opens = self.failures + 1 >= TO_OPEN and self.opened_at is None
        assert self.breaker.failed() == opens
        self.under_way -= 1
        self.failures += 1
        self.trial = False
        if self.failures >= TO_OPEN:
            self.opened_at = self.now

    @precondition(lambda self: self.under_way)
    @rule()
    def one_is_abandoned(self) -> None:
        self.breaker.abandoned()
        self.under_way -= 1
        self.trial = False

    @invariant()
    def it_is_clean_when_it_remembers_nothing(self) -> None:
        assert self.breaker.clean == (self.failures == 0 and not self.trial)


TestBreaker = BreakerMachine.TestCase


def test_while_open_it_says_how_long_to_stay_away() -> None:
    now = 0.0
    breaker = Breaker(failures_to_open=1, open_s=5, now=lambda: now)
    breaker.failed()
    now = 2.5
    assert breaker.remaining_s() == pytest.approx(2.5)
