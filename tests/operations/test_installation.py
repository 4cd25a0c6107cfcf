"""An installation knows what it is from its first start on."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from regie.core.db import DatabaseUrl
from regie.operations.installation import (
    Kind,
    OtherKind,
    ensure_installation,
    read_installation,
)


@pytest.fixture
def fresh(make_migrated: Callable[[], DatabaseUrl]) -> DatabaseUrl:
    return make_migrated()


def test_the_first_start_says_what_it_is_and_the_next_find_it(fresh: DatabaseUrl) -> None:
    assert ensure_installation(fresh, "real") == ensure_installation(fresh, "real")


def test_first_starts_at_once_make_one_installation(fresh: DatabaseUrl) -> None:
    with ThreadPoolExecutor(8) as pool:
        made = set(pool.map(lambda _: ensure_installation(fresh, "demo"), range(8)))
    assert len(made) == 1


@pytest.mark.parametrize(
    ("first", "second", "advice"),
    [("real", "demo", "without --demo"), ("demo", "real", "with --demo")],
)
def test_a_start_as_the_other_kind_is_refused(
    fresh: DatabaseUrl, first: Kind, second: Kind, advice: str
) -> None:
    ensure_installation(fresh, first)
    with pytest.raises(OtherKind, match=advice):
        ensure_installation(fresh, second)


def test_a_database_that_was_never_migrated_has_none(
    new_database: Callable[[], DatabaseUrl],
) -> None:
    assert read_installation(new_database()) is None
