"""What Prometheus is told of events: how many, never which."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge


class EventMetrics:
    def __init__(self, registry: CollectorRegistry):
        self._published = Counter(
            "regie_events_published",
            "Events by what became of them: sent, too_large (a reset went instead), lost.",
            ("outcome",),
            registry=registry,
        )
        self._sent = self._published.labels("sent")
        self._delivered = Counter(
            "regie_events_delivered", "Events put into readers' mailboxes.", registry=registry
        )
        self._resets = Counter(
            "regie_events_resets",
            "Readers told to look anew: gap (of the bus or too old a position), slow, lost.",
            ("reason",),
            registry=registry,
        )
        self._readers = Gauge(
            "regie_events_readers",
            "Subscriptions open.",
            registry=registry,
            multiprocess_mode="livesum",
        )
        self.readers(0)

    def sent(self, count: int) -> None:
        self._sent.inc(count)

    def too_large(self) -> None:
        self._published.labels("too_large").inc()

    def lost(self, count: int) -> None:
        self._published.labels("lost").inc(count)

    def delivered(self, count: int) -> None:
        if count:
            self._delivered.inc(count)

    def reset(self, reason: str) -> None:
        self._resets.labels(reason).inc()

    def readers(self, count: int) -> None:
        self._readers.set(count)
