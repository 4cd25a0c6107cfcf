"""One external server serves as cache, broker and results in three databases."""

from __future__ import annotations

import pytest

from regie.core.errors import Misconfigured
from regie.core.valkey import external_urls, separate_urls


@pytest.mark.parametrize(
    ("url", "cache"),
    [
        ("redis://:p@h:6379", "redis://:p@h:6379/0"),
        ("rediss://h/", "rediss://h/0"),
        ("valkey://h", "redis://h/0"),
    ],
)
def test_the_cache_is_database_0(url: str, cache: str) -> None:
    assert external_urls(url).cache == cache


def test_broker_and_results_are_1_and_2() -> None:
    urls = external_urls("redis://h")
    assert (urls.broker, urls.results) == ("redis://h/1", "redis://h/2")


@pytest.mark.parametrize(
    "url", ["http://h", "redis://", "redis://h/3", "h:6379", "redis://:p4ss@h:p4ss"]
)
def test_anything_else_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(Misconfigured) as refusal:
        external_urls(url)
    assert "p4ss" not in str(refusal.value)


def test_a_separate_server_that_is_no_address_is_refused_by_its_name() -> None:
    with pytest.raises(Misconfigured, match="REGIE_BROKER_URL"):
        separate_urls("unix://:p@/run/cache.sock", "garbage", "redis://h/1")
