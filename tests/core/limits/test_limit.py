"""Limits say what they hold, refuse what they cannot hold, and can be shared out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regie.core.limits import Limit, Watch


@pytest.mark.parametrize(
    "values",
    [
        {"name": "Upper"},
        {"name": 'quo"te'},
        {"name": ""},
        {"quota": 0},
        {"window_s": 0},
        {"window_s": 1e10},
        {"quota": 20_000, "window_s": 1},
        {"burst": -1},
        {"burst": 11},
    ],
    ids=str,
)
def test_a_limit_that_cannot_hold_is_refused(values: dict) -> None:
    with pytest.raises(ValueError, match=r"."):
        Limit(**{"name": "a", "quota": 10, "window_s": 60, **values})


def test_a_watch_for_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        Watch("a", 0, 60)


def test_a_cost_below_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="given back"):
        Limit("a", 10, 60).of("somebody", cost=-1)


@given(quota=st.integers(1, 10_000), window_s=st.floats(1, 86_400))
def test_rounding_never_makes_a_limit_faster(quota: int, window_s: float) -> None:
    assert Limit("a", quota, window_s).interval_us * quota >= round(window_s * 1_000_000)


def test_a_burst_is_the_whole_quota_unless_said() -> None:
    assert Limit("a", 10, 60).burst == 10


@pytest.mark.parametrize(
    ("burst", "cost", "processes", "share"),
    [(500, 1, 16, 31), (10, 1, 16, 1), (10, 5, 4, 5), (10, 20, 4, 10), (10, 0, 16, 1)],
)
def test_what_one_process_may_give_out_at_once(
    burst: int, cost: int, processes: int, share: int
) -> None:
    assert Limit("a", burst, 60).shared_by(processes, cost).burst == share


@given(
    quota=st.integers(1, 10_000),
    window_s=st.floats(1, 86_400),
    processes=st.integers(1, 64),
    cost=st.integers(0, 100),
)
def test_shares_together_never_exceed_the_rate(
    quota: int, window_s: float, processes: int, cost: int
) -> None:
    limit = Limit("a", quota, window_s)
    assert limit.shared_by(processes, cost).interval_us >= limit.interval_us * processes - processes


def test_a_watch_is_shared_rounding_up() -> None:
    assert Watch("a", 100, 60).shared_by(16).threshold == 7
