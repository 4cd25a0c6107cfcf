"""The schedule of Standard Webhooks, spread, and never before a receiver's wish."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from regie.core.webhooks.schedule import EARLY, LONGEST_WISH_S, RETRIES_S, pause_s

HOUR = 3600


def test_ten_attempts_span_75_hours_and_35_minutes() -> None:
    assert (len(RETRIES_S) + 1, sum(RETRIES_S)) == (10, 75 * HOUR + 35 * 60 + 5)


@given(st.integers(1, len(RETRIES_S)))
def test_a_pause_is_at_most_a_fifth_early_and_never_late(failures: int) -> None:
    planned = RETRIES_S[failures - 1]
    pause = pause_s(failures, None, RETRIES_S)
    assert pause is not None
    assert planned * (1 - EARLY) <= pause <= planned


def test_after_the_last_attempt_there_is_no_pause() -> None:
    assert pause_s(len(RETRIES_S) + 1, 10.0, RETRIES_S) is None


@given(st.integers(1, len(RETRIES_S)), st.floats(0, 1e12))
def test_a_wish_is_obeyed_up_to_a_day(failures: int, wished_s: float) -> None:
    pause = pause_s(failures, wished_s, RETRIES_S)
    assert pause is not None
    assert pause >= min(wished_s, LONGEST_WISH_S)
    assert pause <= max(RETRIES_S[failures - 1], LONGEST_WISH_S)
