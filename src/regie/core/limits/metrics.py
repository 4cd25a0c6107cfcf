"""What Prometheus is told of limits: their names, never whom they met."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge

from .decision import Decision


class LimitMetrics:
    def __init__(self, registry: CollectorRegistry):
        decisions = Counter(
            "regie_limits_decisions",
            "Decisions, by outcome and by where they were made.",
            ("outcome", "by"),
            registry=registry,
        )
        self._decisions = {
            (admitted, local): decisions.labels(
                "admitted" if admitted else "refused", "share" if local else "all"
            )
            for admitted in (True, False)
            for local in (True, False)
        }
        self._refused = Counter(
            "regie_limits_refused", "Refusals by each limit.", ("limit",), registry=registry
        )
        self._alerts = Counter(
            "regie_limits_alerts", "Thresholds passed.", ("watch",), registry=registry
        )
        self._on_share = Gauge(
            "regie_limits_on_share",
            "Processes that decide from their own share, for want of Valkey.",
            registry=registry,
            multiprocess_mode="livesum",
        )

    def record(self, decision: Decision) -> None:
        self._decisions[decision.admitted, decision.local].inc()
        if not decision.admitted:
            for limit in decision.refusing:
                self._refused.labels(limit.name).inc()
        for alert in decision.alerts:
            self._alerts.labels(alert.sight.watch.name).inc()

    def on_share(self, *, local: bool) -> None:
        self._on_share.set(local)
