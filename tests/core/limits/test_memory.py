"""The memory forgets what is over, and when it is full what nobody used for longest."""

from __future__ import annotations

from regie.core.limits import Asked, Limit, MemoryBuckets, Names

LIMIT = Limit("a", 2, 60)


def take(buckets: MemoryBuckets, subject: str) -> int:
    """The backlog that it found."""
    return buckets.take_now(Asked((LIMIT.of(subject),))).backlogs_us[0]


def test_it_stays_within_its_bounds() -> None:
    buckets = MemoryBuckets(Names(b"a"), most_keys=100)
    for number in range(1000):
        take(buckets, str(number))
    assert len(buckets) <= 100


def test_who_came_lately_is_remembered() -> None:
    buckets = MemoryBuckets(Names(b"a"), now_us=lambda: 0, most_keys=100)
    for number in range(100):
        take(buckets, str(number))
    take(buckets, "0")
    take(buckets, "one too many")
    assert (take(buckets, "0") > 0, take(buckets, "1")) == (True, 0)


def test_what_is_over_makes_room_first() -> None:
    now_us = 0
    buckets = MemoryBuckets(Names(b"a"), now_us=lambda: now_us, most_keys=100)
    for number in range(100):
        take(buckets, str(number))
    now_us = 60_000_000
    take(buckets, "new")
    assert len(buckets) == 1
