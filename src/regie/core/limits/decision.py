"""What was decided, and how a client is told: draft-ietf-httpapi-ratelimit-headers-11."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from .buckets import Found, poured
from .errors import RateLimited, TooCostly
from .limit import Asked, Claim, Limit, Sight, seconds


class Standing(msgspec.Struct, frozen=True, gc=False):
    """How one client stands with one limit."""

    limit: Limit
    remaining: int
    reset_s: int
    """Until the same may be asked again or, when it may already, until everything is there."""


class Alert(msgspec.Struct, frozen=True, gc=False):
    """A subject passed the threshold of a watch just now."""

    sight: Sight
    seen: int
    local: bool
    """Seen by this process alone, whose threshold is a share of the watch's."""


class Decision(msgspec.Struct, frozen=True, gc=False):
    admitted: bool
    claims: tuple[Claim, ...]
    backlogs_us: Sequence[int]
    """Of each claim, after the decision."""
    local: bool
    """Decided from this process's share of the limits, without the others."""
    alerts: Sequence[Alert]

    @classmethod
    def of(cls, asked: Asked, found: Found, *, local: bool) -> Decision:
        claims, sights = asked.claims, asked.sights
        after_us = poured(claims, found.backlogs_us)
        alerts = _alerts(sights, found.counts, local) if sights else ()
        if after_us is None:
            return cls(False, claims, found.backlogs_us, local, alerts)
        return cls(True, claims, after_us, local, alerts)

    @property
    def standings(self) -> tuple[Standing, ...]:
        return tuple(map(_standing, self.claims, self.backlogs_us))

    @property
    def refusing(self) -> tuple[Limit, ...]:
        return tuple(claim.limit for claim, _ in self._over())

    @property
    def retry_after_s(self) -> int | None:
        """At least 1; None when it was admitted, or when waiting would not help."""
        over = list(self._over())
        if not over or any(claim.cost > claim.limit.burst for claim, _ in over):
            return None
        return max(seconds(over_us) for _, over_us in over)

    def headers(self) -> tuple[tuple[bytes, bytes], ...]:
        """`RateLimit-Policy` and `RateLimit`, for refused and admitted alike; none without limits.

        A policy's `q` is what may be taken at once and its `w` the seconds in which that comes
        back, the window in which a client of a bucket can indeed use it.
        """
        if not self.claims:
            return ()
        policies: list[bytes] = []
        states: list[bytes] = []
        for claim, backlog_us in zip(self.claims, self.backlogs_us, strict=True):
            remaining, reset_s = _state(claim, backlog_us)
            policies.append(claim.limit.policy)
            states.append(b'"%b";r=%d;t=%d' % (claim.limit.header_name, remaining, reset_s))
        return (b"ratelimit-policy", b", ".join(policies)), (b"ratelimit", b", ".join(states))

    def enforce(self) -> None:
        """Raises RateLimited, or TooCostly when waiting would not help."""
        if self.admitted:
            return
        retry_after_s = self.retry_after_s
        if retry_after_s is None:
            raise TooCostly(self._refusing_names())
        raise RateLimited(
            self._refusing_names(), retry_after_s=retry_after_s, seconds=retry_after_s
        )

    def _refusing_names(self) -> str:
        return ", ".join(limit.name for limit in self.refusing)

    def _over(self) -> Iterator[tuple[Claim, int]]:
        """The claims that did not fit, and by how much."""
        if self.admitted:
            return
        for claim, backlog_us in zip(self.claims, self.backlogs_us, strict=True):
            over_us = backlog_us + claim.take_us - claim.limit.capacity_us
            if over_us > 0:
                yield claim, over_us


def _alerts(sights: Sequence[Sight], counts: Sequence[int], local: bool) -> list[Alert]:
    return [
        Alert(sight, count, local)
        for sight, count in zip(sights, counts, strict=True)
        if count == sight.watch.threshold + 1
    ]


def _standing(claim: Claim, backlog_us: int) -> Standing:
    return Standing(claim.limit, *_state(claim, backlog_us))


def _state(claim: Claim, backlog_us: int) -> tuple[int, int]:
    """What is left, and after how many seconds, see Standing."""
    limit = claim.limit
    room_us = limit.capacity_us - backlog_us
    again_us = min(claim.cost * limit.interval_us, limit.capacity_us) - room_us
    reset_us = again_us if again_us > 0 else backlog_us
    return max(0, room_us // limit.interval_us), seconds(reset_us)
