"""How often names may be tried against one number, whether it exists or not."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from time import monotonic_ns
from typing import Final

from regie.core.limits import Asked, Claim, Decision, Limit, Limiter, RateLimited

ADDRESSES: Final = 10
"""All addresses together may try so many times as often as one, …"""
WINDOWS: Final = 6
"""… within so many windows. One that goes on and on uses six tenths of it, and shuts nobody out."""

_MOST_SHUT: Final = 10_000
"""Of which a process knows."""


class Tries:
    """Counted per number and address, so that a stranger uses up only what is his; and per number,
    so that one who has many addresses is stopped too. `numbers` are what each of the sources is
    asked for (`Asked.tags`): another spelling of a number has no tries of its own.

    Only questions that open nothing count: a thousand customers may ask for one order at once.

    Names that come at the same moment all pass `look` before the first one is counted, and then
    each is told only if there was a try left for it: `failed` when it is wrong, `look` once more
    when it is right. What is remembered is answered without asking anybody, so each process
    refuses it by what it has seen itself: of names that are tried against it at the same moment
    as many are told as are under way.
    """

    def __init__(
        self,
        limiter: Limiter,
        *,
        most: int,
        window_s: float,
        now_ns: Callable[[], int] = monotonic_ns,
    ):
        """`most`: of one address, against one number, within the window."""
        self._limiter = limiter
        self._own = Limit("order-tries", quota=most, window_s=window_s)
        self._all = Limit("order-tries-all", quota=most * ADDRESSES, window_s=window_s * WINDOWS)
        self._now_ns = now_ns
        self._shut: dict[tuple[str, str], tuple[Limit, int]] = {}
        """Limit and subject → the limit as it was decided by, and until when none is left; the
        latest last."""

    async def look(self, numbers: tuple[str, ...], address: str) -> None:
        """Raises RateLimited when there is no try left."""
        self.look_at_remembered(numbers, address)
        _refuse(self._noted(await self._decide(numbers, address, 0)))

    def look_at_remembered(self, numbers: tuple[str, ...], address: str) -> None:
        """Raises RateLimited as `look` does: the name that opened it may be one more guess."""
        if self._shut:
            now_ns = self._now_ns()
            known = map(self._shut.get, map(_key, self._claims(numbers, address, 0)))
            _refuse([shut[0] for shut in known if shut is not None and shut[1] > now_ns])

    async def failed(self, numbers: tuple[str, ...], address: str) -> None:
        """Raises RateLimited when there was no try left for it, and then nothing is counted."""
        decision = await self._decide(numbers, address, 1)
        shut = self._noted(decision)
        if not decision.admitted:
            _refuse(shut)

    async def _decide(self, numbers: tuple[str, ...], address: str, cost: int) -> Decision:
        return await self._limiter.decide(Asked(self._claims(numbers, address, cost)))

    def _noted(self, decision: Decision) -> list[Limit]:
        """Of which nothing is left: without Valkey it is of this process's share of them."""
        shut: list[Limit] = []
        for claim, backlog_us in zip(decision.claims, decision.backlogs_us, strict=True):
            over_us = backlog_us + claim.limit.interval_us - claim.limit.capacity_us
            if over_us > 0:
                shut.append(claim.limit)
                self._note(claim, over_us * 1000)
        return shut

    def _note(self, claim: Claim, left_ns: int) -> None:
        self._shut.pop(_key(claim), None)
        self._shut[_key(claim)] = claim.limit, self._now_ns() + left_ns
        if len(self._shut) > _MOST_SHUT:
            del self._shut[next(iter(self._shut))]

    def _claims(self, numbers: tuple[str, ...], address: str, cost: int) -> tuple[Claim, ...]:
        own = [self._own.of(f"{address} {number}", cost) for number in numbers]
        return *own, *(self._all.of(number, cost) for number in numbers)


def _refuse(shut: Sequence[Limit]) -> None:
    """For the longest that it takes until there is one again: the rest of it would tell when
    others have tried."""
    if shut:
        wait_s = max(math.ceil(limit.interval_us / 1_000_000) for limit in shut)
        names = ", ".join(dict.fromkeys(limit.name for limit in shut))
        raise RateLimited(names, retry_after_s=wait_s, seconds=wait_s)


def _key(claim: Claim) -> tuple[str, str]:
    return claim.limit.name, claim.subject
