"""What Prometheus is told of the outbox. Labels are kinds and outcomes: never keys or reasons."""

from __future__ import annotations

from collections.abc import Iterable

from prometheus_client import CollectorRegistry, Counter, Gauge

from .backlog import Backlog
from .leases import Report, Taken


class OutboxMetrics:
    """One per process and registry. The gauges are the database's figures, whoever read them."""

    def __init__(self, registry: CollectorRegistry, kinds: Iterable[str]):
        self._known = set(kinds)
        self._attempts = Counter(
            "regie_outbox_attempts",
            "Deliveries begun; `lapsed` after an attempt that never reported.",
            ("kind", "lapsed"),
            registry=registry,
        )
        self._outcomes = Counter(
            "regie_outbox_outcomes",
            "Attempts ended: sent, failed, unknown, retried, given_back, or refused as stale.",
            ("kind", "outcome"),
            registry=registry,
        )
        self._waiting = Gauge(
            "regie_outbox_rows",
            "Rows that have not left, by state.",
            ("kind", "state"),
            registry=registry,
            multiprocess_mode="livemostrecent",
        )
        self._oldest = Gauge(
            "regie_outbox_oldest_seconds",
            "How long the first in line could have been taken.",
            ("kind",),
            registry=registry,
            multiprocess_mode="livemostrecent",
        )

    def begun(self, taken: Taken) -> None:
        self._attempts.labels(taken.kind, str(taken.lapsed).lower()).inc()

    def ended(self, kind: str, report: Report, *, accepted: bool) -> None:
        outcome = report.state
        if report.state == "queued":
            outcome = "retried" if report.failures else "given_back"
        self._outcomes.labels(kind, outcome if accepted else "stale").inc()

    def sample(self, backlogs: Iterable[Backlog]) -> None:
        found = {each.kind: each for each in backlogs}
        self._known |= found.keys()
        for kind in self._known:
            each = found.get(kind) or Backlog(kind, 0, 0, 0, 0.0)
            self._waiting.labels(kind, "queued").set(each.queued)
            self._waiting.labels(kind, "sending").set(each.sending)
            self._waiting.labels(kind, "unknown").set(each.unknown)
            self._oldest.labels(kind).set(each.oldest_s)
