from __future__ import annotations

import pytest

from regie.core.sqlguard import Breaker, SourceBusy, SourceRefused, SourceTimeout, SourceUnavailable


class Watch:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def breaker(watch: Watch) -> Breaker:
    return Breaker("workshop", failures_to_open=3, open_s=5, now=watch)


def fail(breaker: Breaker, error: type[Exception], times: int = 1) -> None:
    for _ in range(times):
        with pytest.raises(error), breaker.attempt():
            raise error


def is_open(breaker: Breaker) -> bool:
    try:
        with breaker.attempt():
            return False
    except SourceUnavailable:
        return True


@pytest.mark.parametrize("error", [SourceUnavailable, SourceTimeout])
def test_failures_in_a_row_open_it(breaker: Breaker, error: type[Exception]) -> None:
    fail(breaker, error, 3)
    assert is_open(breaker)


@pytest.mark.parametrize("error", [SourceRefused, SourceBusy, ValueError])
def test_what_does_not_say_that_the_source_is_away_does_not(
    breaker: Breaker, error: type[Exception]
) -> None:
    fail(breaker, error, 10)
    assert not is_open(breaker)


def test_an_answer_in_between_starts_the_count_anew(breaker: Breaker) -> None:
    fail(breaker, SourceUnavailable, 2)
    with breaker.attempt():
        pass
    fail(breaker, SourceUnavailable, 2)
    assert not is_open(breaker)


def test_while_open_it_says_when_to_come_back(breaker: Breaker, watch: Watch) -> None:
    fail(breaker, SourceUnavailable, 3)
    watch.now = 2.5
    with pytest.raises(SourceUnavailable) as raised, breaker.attempt():
        pass
    assert raised.value.retry_after_s == 3


def test_after_its_time_a_good_answer_closes_it(breaker: Breaker, watch: Watch) -> None:
    fail(breaker, SourceUnavailable, 3)
    watch.now = 5
    with breaker.attempt():
        pass
    assert not is_open(breaker)


def test_after_its_time_one_more_failure_opens_it_again(breaker: Breaker, watch: Watch) -> None:
    fail(breaker, SourceUnavailable, 3)
    watch.now = 5
    fail(breaker, SourceUnavailable)
    assert is_open(breaker)


def test_only_one_attempt_tries_whether_the_source_is_back(breaker: Breaker, watch: Watch) -> None:
    fail(breaker, SourceUnavailable, 3)
    watch.now = 5
    with breaker.attempt():
        assert is_open(breaker)


@pytest.mark.parametrize("ends", [KeyboardInterrupt, SourceTimeout])
def test_what_began_before_it_opened_lets_no_second_attempt_try(
    breaker: Breaker, watch: Watch, ends: type[BaseException]
) -> None:
    old = breaker.attempt()
    old.__enter__()
    fail(breaker, SourceUnavailable, 3)
    watch.now = 5
    with breaker.attempt():
        old.__exit__(ends, ends(), None)
        assert is_open(breaker)


def test_what_began_before_it_opened_does_not_keep_it_open_longer(
    breaker: Breaker, watch: Watch
) -> None:
    old = breaker.attempt()
    old.__enter__()
    fail(breaker, SourceUnavailable, 3)
    watch.now = 4
    old.__exit__(SourceTimeout, SourceTimeout(), None)
    watch.now = 5
    assert not is_open(breaker)


def test_an_old_attempt_that_is_answered_does_not_close_it(breaker: Breaker) -> None:
    with breaker.attempt():
        fail(breaker, SourceUnavailable, 3)
    assert is_open(breaker)


def test_an_old_attempt_that_fails_does_not_count_against_a_source_that_is_back(
    breaker: Breaker, watch: Watch
) -> None:
    old = breaker.attempt()
    old.__enter__()
    fail(breaker, SourceUnavailable, 3)
    watch.now = 5
    with breaker.attempt():
        pass
    old.__exit__(SourceTimeout, SourceTimeout(), None)
    fail(breaker, SourceUnavailable, 2)
    assert not is_open(breaker)


def test_a_trial_that_was_abandoned_leaves_room_for_another(breaker: Breaker, watch: Watch) -> None:
    fail(breaker, SourceUnavailable, 3)
    watch.now = 5
    fail(breaker, KeyboardInterrupt)  # type: ignore[arg-type]
    assert not is_open(breaker)
