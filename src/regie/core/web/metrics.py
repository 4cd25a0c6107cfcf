"""What Prometheus is told of requests. Labels are templates and classes: never what was asked."""

from __future__ import annotations

from functools import lru_cache

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from .exchange import Exchange
from .overload import Gate

_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
_STATEMENTS = (0, 1, 2, 3, 5, 8, 13, 21, 50)


class EdgeMetrics:
    def __init__(self, registry: CollectorRegistry, gate: Gate):
        labels = ("route", "method", "status")
        self._requests = Counter(
            "regie_http_requests", "Requests answered.", labels, registry=registry
        )
        self._seconds = Histogram(
            "regie_http_request_seconds",
            "From the headers to the last byte handed to the system.",
            ("route",),
            buckets=_SECONDS,
            registry=registry,
        )
        self._statements = Histogram(
            "regie_http_request_sql_statements",
            "SQL statements run for one request.",
            ("route",),
            buckets=_STATEMENTS,
            registry=registry,
        )
        for name, text, read in (
            ("regie_http_in_flight", "Requests being worked on.", lambda: gate.in_flight),
            ("regie_http_waiting", "Requests waiting for a place.", lambda: gate.waiting),
            ("regie_http_streams", "Event streams open.", lambda: gate.streams),
            ("regie_http_refused", "Requests refused by overload.", lambda: gate.refused),
        ):
            Gauge(name, text, registry=registry).set_function(read)
        self._of = lru_cache(maxsize=4096)(self._children)

    def _children(
        self, route: str, method: str, status: int
    ) -> tuple[Counter, Histogram, Histogram]:
        """Labelled once, kept: finding them by labels costs more than counting."""
        return (
            self._requests.labels(route, method, f"{status}xx"),
            self._seconds.labels(route),
            self._statements.labels(route),
        )

    def record(self, exchange: Exchange, elapsed_s: float) -> None:
        requests, seconds, statements = self._of(
            exchange.route, exchange.method, exchange.status // 100
        )
        requests.inc()
        seconds.observe(elapsed_s)
        statements.observe(exchange.statements)
