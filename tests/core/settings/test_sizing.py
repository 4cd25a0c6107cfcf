"""One word sets an installation up for its size; each value can still be set."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regie.core.errors import Misconfigured
from regie.core.settings import PoolShare, Settings, Size, Sizing, pool_share, sized_for

SIZES = st.sampled_from(["small", "medium", "large"])


@pytest.mark.parametrize(
    ("size", "row"),
    [
        ("small", (100, 5, 10, 300, 10)),
        ("medium", (1_000, 20, 40, 300, 10)),
        ("large", (10_000, 50, 100, 600, 20)),
    ],
)
def test_a_size_sets_the_whole_table(size: Size, row: tuple[int, ...]) -> None:
    sized = sized_for(size)
    assert row == (
        sized.users_a_day,
        sized.pool_size,
        sized.pool_overflow,
        sized.cache_ttl_s,
        sized.order_questions_a_minute,
    )


@pytest.mark.parametrize(
    "name", ["pool_size", "pool_overflow", "cache_ttl_s", "order_questions_a_minute"]
)
def test_each_value_can_be_set_by_itself(name: str) -> None:
    expected = {field: getattr(sized_for("medium"), field) for field in Sizing.__slots__} | {
        name: 7
    }
    assert sized_for("medium", **{name: 7}) == Sizing(**expected)


def test_an_overflow_of_nothing_is_a_value() -> None:
    assert sized_for("small", pool_overflow=0).pool_overflow == 0


def test_a_large_installation_without_redis_is_refused() -> None:
    with pytest.raises(Misconfigured, match="REGIE_REDIS_URL"):
        sized_for("large", without_redis=True)


@pytest.mark.parametrize("size", ["small", "medium"])
def test_a_smaller_one_may_do_without(size: Size) -> None:
    assert sized_for(size, without_redis=True) == sized_for(size)


@pytest.mark.parametrize(
    ("size", "processes", "allowed", "share"),
    [
        ("small", 1, None, (5, 10)),
        ("small", 2, None, (2, 5)),
        ("medium", 4, None, (5, 10)),
        ("large", 16, None, (3, 6)),
        ("small", 16, None, (1, 0)),
        ("large", 16, 32, (2, 0)),
        ("medium", 4, 30, (5, 2)),
        ("small", 1, 1000, (5, 10)),
    ],
)
def test_the_pool_is_divided_over_the_processes(
    size: Size, processes: int, allowed: int | None, share: tuple[int, int]
) -> None:
    assert pool_share(sized_for(size), processes=processes, allowed=allowed) == PoolShare(*share)


def test_a_source_that_has_not_one_connection_for_each_is_refused() -> None:
    with pytest.raises(Misconfigured, match="REGIE_WORKERS"):
        pool_share(sized_for("small"), processes=4, allowed=3)


@given(SIZES, st.integers(1, 64), st.integers(0, 1000))
def test_all_together_never_open_more_than_the_source_allows(
    size: Size, processes: int, spare: int
) -> None:
    allowed = processes + spare
    share = pool_share(sized_for(size), processes=processes, allowed=allowed)
    assert (share.size + share.overflow) * processes <= allowed


@given(SIZES, st.integers(1, 64))
def test_all_together_open_no_more_than_the_table_unless_there_are_more_of_them(
    size: Size, processes: int
) -> None:
    sized, share = sized_for(size), pool_share(sized_for(size), processes=processes)
    most = max(processes, sized.pool_size + sized.pool_overflow)
    assert (share.size + share.overflow) * processes <= most


def test_those_that_run_jobs_hold_connections_too() -> None:
    assert Settings(workers=2, job_workers=3, machines=2).connecting_processes == 10
