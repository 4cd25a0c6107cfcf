"""What may be asked of a limiter: limits that refuse, watches that only tell.

A limit is a bucket in the form of the generic cell rate algorithm (ITU-T I.371): it remembers one
moment per subject, the one at which everything taken so far will have drained away. The distance
from now to that moment is the backlog. All figures are whole microseconds, so that every
implementation calculates exactly the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final, Self

import msgspec

MICROSECONDS: Final = 1_000_000
FASTEST_PER_S: Final = 10_000
"""At this rate rounding the interval up to a microsecond costs one per cent of it."""
LONGEST_S: Final = 100 * 365 * 86_400
"""A backlog of a century after today's date still has microseconds in a double."""

_NAME: Final = re.compile(r"[a-z][a-z0-9_.-]{0,63}")


class Claim(msgspec.Struct, frozen=True, gc=False):
    """A wish to take `cost` units from the bucket that `limit` keeps for `subject`.

    This and what follows are Structs because every request makes some: they take a third of a
    named tuple's time.
    """

    limit: Limit
    subject: str
    cost: int

    @property
    def take_us(self) -> int:
        return self.cost * self.limit.interval_us


class Sight(msgspec.Struct, frozen=True, gc=False):
    """One more event for `watch` to count."""

    watch: Watch
    subject: str


class Asked(msgspec.Struct, frozen=True, gc=False):
    """What is decided together. No limit may stand in it twice for the same subject."""

    claims: tuple[Claim, ...]
    sights: tuple[Sight, ...] = ()


@dataclass(frozen=True, slots=True)
class Limit:
    """`quota` units per `window_s`, of which `burst` may be taken at once (0: all of them).

    In any stretch of `s` seconds it admits at most `burst + quota * s / window_s` units.
    """

    name: str
    quota: int
    window_s: float
    burst: int = 0
    interval_us: int = field(init=False)
    """In which one unit drains away."""
    capacity_us: int = field(init=False)
    """The largest backlog."""
    policy: bytes = field(init=False, repr=False)
    """As the RateLimit-Policy header says it."""
    header_name: bytes = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Raises ValueError for what cannot be kept exactly."""
        _check(self.name, self.quota, self.window_s)
        if not 0 <= self.burst <= self.quota:
            raise ValueError(f"{self.name}: a burst is between 1 and the quota, 0 is all of it")
        interval_us = -(-round(self.window_s * MICROSECONDS) // self.quota)
        burst = self.burst or self.quota
        object.__setattr__(self, "burst", burst)
        object.__setattr__(self, "interval_us", interval_us)
        object.__setattr__(self, "capacity_us", interval_us * burst)
        window_s = seconds(self.capacity_us)
        policy = f'"{self.name}";q={burst};w={window_s}'
        object.__setattr__(self, "policy", policy.encode())
        object.__setattr__(self, "header_name", self.name.encode())

    def of(self, subject: str, cost: int = 1) -> Claim:
        """`cost` 0 only looks. More than the burst is never admitted. Raises ValueError below 0."""
        if cost < 0:
            raise ValueError("nothing is given back")
        return Claim(self, subject, cost)

    def shared_by(self, processes: int, cost: int) -> Self:
        """The part of it that one of so many processes may give out knowing nothing of the others.

        Together they keep the rate; at once they admit up to one request of that cost each, where
        the burst does not go round.
        """
        burst = min(self.burst, max(self.burst // processes, cost, 1))
        return type(self)(self.name, self.quota, self.window_s * processes, burst)


@dataclass(frozen=True, slots=True)
class Watch:
    """Tells once when a subject is seen more than `threshold` times in a window.

    A window of `window_s` begins with the first event after the one before, so who spreads events
    over two of them may stay unseen up to twice the threshold. It refuses nothing.
    """

    name: str
    threshold: int
    window_s: float

    def __post_init__(self) -> None:
        """Raises ValueError."""
        _check(self.name, self.threshold, self.window_s)

    @property
    def window_us(self) -> int:
        return int(self.window_s * MICROSECONDS)

    def of(self, subject: str) -> Sight:
        return Sight(self, subject)

    def shared_by(self, processes: int) -> Self:
        return type(self)(self.name, -(-self.threshold // processes), self.window_s)


def seconds(us: int) -> int:
    """Whole ones, rounded up: who waits so long has waited enough."""
    return -(-us // MICROSECONDS)


def _check(name: str, number: int, window_s: float) -> None:
    """Names end up in headers, keys and metrics as they are."""
    if not _NAME.fullmatch(name):
        raise ValueError(f"a name is of a-z, 0-9, _ . and -, not {name!r}")
    if number < 1:
        raise ValueError(f"{name}: at least 1, or nobody is ever admitted")
    if not 0.001 <= window_s <= LONGEST_S:
        raise ValueError(f"{name}: a window lasts from a millisecond to a century")
    if number / window_s > FASTEST_PER_S:
        raise ValueError(f"{name}: at most {FASTEST_PER_S} per second")
