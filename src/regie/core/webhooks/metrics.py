"""What Prometheus is told of webhooks: outcomes, never whose."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Histogram

from .attempting import TIMEOUTS, Attempted


class WebhookMetrics:
    def __init__(self, registry: CollectorRegistry):
        self._attempts = Counter(
            "regie_webhook_attempts",
            "Attempts, by outcome: received, or the code of what went wrong.",
            ("outcome",),
            registry=registry,
        )
        self._seconds = Histogram(
            "regie_webhook_attempt_seconds",
            "From the first step of connecting to the beginning of the answer.",
            buckets=(0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, TIMEOUTS.total_s or 15),
            registry=registry,
        )
        self._disabled = Counter(
            "regie_webhook_endpoints_disabled",
            "Endpoints that were disabled because they failed.",
            ("because",),
            registry=registry,
        )
        self._beside = Counter(
            "regie_webhook_events_beside",
            "Events that requests caused: told, not_needed (nobody listens, or it was told"
            " already), no_room or failed.",
            ("event", "outcome"),
            registry=registry,
        )

    def attempted(self, done: Attempted) -> None:
        self._attempts.labels(done.error or "received").inc()
        self._seconds.observe(done.duration_ms / 1000)

    def beside(self, event: str, outcome: str) -> None:
        self._beside.labels(event, outcome).inc()

    def disabled(self, because: str) -> None:
        self._disabled.labels(because).inc()
