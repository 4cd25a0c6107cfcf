"""What Prometheus reads of questions."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Histogram

_BUCKETS_S = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class QuestionMetrics:
    def __init__(self, registry: CollectorRegistry):
        self._questions = Counter(
            "regie_order_questions",
            "Questions of customers, by what they wanted and what came of it",
            ("intent", "outcome"),
            registry=registry,
        )
        self._reads = Counter(
            "regie_order_answers_by_origin",
            "Answers that needed orders, by where these came from: cache or database",
            ("origin",),
            registry=registry,
        )
        self._seconds = Histogram(
            "regie_order_question_seconds",
            "From a question's arrival to its answer",
            registry=registry,
            buckets=_BUCKETS_S,
        )

    def answered(self, intent: str, outcome: str, origin: str | None, took_s: float) -> None:
        self._questions.labels(str(intent), outcome).inc()
        if origin is not None:
            self._reads.labels(origin).inc()
        self._seconds.observe(took_s)
