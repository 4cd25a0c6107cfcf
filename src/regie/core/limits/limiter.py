"""Decides by all processes' buckets and, while they cannot be reached, by a share of its own."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Final, Literal

from regie.core.observe import get_logger
from regie.core.valkey import ValkeyFailed, ValkeyRefused

from .buckets import Buckets
from .decision import Alert, Decision
from .limit import Asked, Claim, Limit, Watch
from .memory import MemoryBuckets
from .metrics import LimitMetrics

_log = get_logger(__name__)

_PROBE: Final = Asked((Limit("health", quota=1000, window_s=1).of("probe"),))

OnAlert = Callable[[Alert], None]
"""Runs in the event loop, within the request: it must not wait and must not raise."""


class Limiter:
    """A check of health as well: down while limits are kept by share.

    Each process then admits its part of every limit (see `Limit.shared_by`), so the installation
    neither opens nor shuts. Every decision tries Valkey first, so it returns there by itself; its
    shares outlast that, so a Valkey that comes and goes gives nobody a new share each time.
    """

    name = "limits"
    required = False

    def __init__(
        self,
        shared: Buckets | None,
        own: MemoryBuckets,
        *,
        processes: int,
        metrics: LimitMetrics | None = None,
        on_alert: OnAlert = lambda _: None,
    ):
        """`shared` is None in an installation without Valkey. `processes` are all of them, on
        every machine: each gets one part in so many."""
        self._shared = shared
        self._own = own
        self._metrics = metrics
        self._on_alert = on_alert
        self._local = shared is None

        @lru_cache(maxsize=1024)
        def limit_share(limit: Limit, cost: int) -> Limit:
            return limit.shared_by(processes, cost)

        @lru_cache(maxsize=1024)
        def watch_share(watch: Watch) -> Watch:
            return watch.shared_by(processes)

        self._limit_share = limit_share
        self._watch_share = watch_share

    @property
    def keeps(self) -> Literal["all", "share"]:
        """Whether the last decision counted all processes or was this one's share."""
        return "share" if self._local else "all"

    async def decide(self, asked: Asked) -> Decision:
        """Never raises; takes no longer than Valkey's connection waits for an answer."""
        if self._shared is None:
            decision = self._by_share(asked)
        else:
            try:
                decision = Decision.of(asked, await self._shared.take(asked), local=False)
            except ValkeyFailed as failure:
                decision = self._by_share(asked)
                self._leave_shared(failure)
            else:
                self._back_to_shared()
        if self._metrics:
            self._metrics.record(decision)
        for alert in decision.alerts:
            self._on_alert(alert)
        return decision

    async def ping(self) -> None:
        """Takes from a bucket of its own, for a server that is full can be read but not written.

        Raises ValkeyFailed.
        """
        if self._shared:
            await self._shared.take(_PROBE)

    def _by_share(self, asked: Asked) -> Decision:
        share = Asked(
            tuple(
                Claim(self._limit_share(claim.limit, claim.cost), claim.subject, claim.cost)
                for claim in asked.claims
            ),
            tuple(self._watch_share(sight.watch).of(sight.subject) for sight in asked.sights),
        )
        return Decision.of(share, self._own.take_now(share), local=True)

    def _leave_shared(self, failure: ValkeyFailed) -> None:
        if not self._local:
            self._keep_share(local=True)
            word = failure.word if isinstance(failure, ValkeyRefused) else type(failure).__name__
            _log.warning("limits_by_share", reason=word)

    def _back_to_shared(self) -> None:
        if self._local:
            self._keep_share(local=False)
            _log.info("limits_by_all_again")

    def _keep_share(self, *, local: bool) -> None:
        self._local = local
        if self._metrics:
            self._metrics.on_share(local=local)
