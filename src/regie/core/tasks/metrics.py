"""What Prometheus is told of jobs. Labels are names and outcomes: never keys, ids or reasons."""

from __future__ import annotations

from typing import Final

from prometheus_client import CollectorRegistry, Counter, Histogram

from .rows import Report

BUCKETS_S: Final = (0.1, 1, 10, 60, 300, 1800)


class JobMetrics:
    """One per process and registry."""

    def __init__(self, registry: CollectorRegistry):
        self._attempts = Counter(
            "regie_jobs_attempts",
            "Attempts ended: done, failed, cancelled, retried, given_back, or lost to another.",
            ("job", "outcome"),
            registry=registry,
        )
        self._seconds = Histogram(
            "regie_jobs_seconds",
            "How long an attempt took.",
            ("job",),
            buckets=BUCKETS_S,
            registry=registry,
        )

    def ended(self, job: str, seconds: float, given: Report | None) -> None:
        """None: its report was refused, or there was nobody to report to."""
        outcome = "lost" if given is None else given.state
        if given is not None and given.state == "queued":
            outcome = "retried" if given.failures else "given_back"
        self._attempts.labels(job, outcome).inc()
        self._seconds.labels(job).observe(seconds)
