"""What Prometheus is told of requests. Labels are templates and classes: never what was asked.

One scrape reaches one worker, so with several the figures live in files of a folder that they
share; each answers for all (the client library's multiprocess mode, chosen by the environment
variable PROMETHEUS_MULTIPROC_DIR, which the library itself reads when it is imported). The library
names those files after processes and keeps them all; here they are named after the worker's slot,
so that the next worker of a slot counts on, and nothing grows with the number of restarts.
"""

from __future__ import annotations

import os
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from time import monotonic
from typing import Any, Final, cast

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest, values
from prometheus_client.multiprocess import MultiProcessCollector

from .exchange import Exchange
from .overload import Gate

_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
_SAMPLE_S = 0.1
_STATEMENTS = (0, 1, 2, 3, 5, 8, 13, 21, 50)


METRICS_FOLDER: Final = "PROMETHEUS_MULTIPROC_DIR"
"""The library's variable: where the workers of one installation keep their figures together."""
_KINDS: Final = ("counter", "histogram", "gauge_livesum", "gauge_livemostrecent")
_FILE_BYTES: Final = 1024 * 1024
"""As large as the client library makes a file before it grows it."""


def count_as(slot: str, shared_folder: str | None) -> None:
    """To be called before any metric is made; two processes at once must not share a slot.

    The library maps files that are mostly holes into memory, and to fill a hole on a full disk ends
    the process (SIGBUS). So they are made here, without holes.
    """
    if shared_folder is None:
        return
    values.ValueClass = cast("Any", values).MultiProcessValue(lambda: slot)
    if not hasattr(os, "posix_fallocate"):  # macOS
        return
    for kind in _KINDS:
        with suppress(OSError), Path(shared_folder, f"{kind}_{slot}.db").open("ab") as file:
            os.posix_fallocate(file.fileno(), 0, _FILE_BYTES)


def exposition(registry: CollectorRegistry, shared_folder: str | None) -> bytes:
    """The figures of this process, or of all that share the folder, as Prometheus reads them."""
    if shared_folder is not None:
        registry = CollectorRegistry()
        MultiProcessCollector(registry, path=shared_folder)
    return generate_latest(registry)


class EdgeMetrics:
    def __init__(self, registry: CollectorRegistry, gate: Gate):
        labels = ("route", "method", "status")
        self._gate = gate
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
        self._refused = Counter(
            "regie_http_refused", "Requests refused by overload.", registry=registry
        )
        self._refused_access = Counter(
            "regie_http_access_refused",
            "Requests refused for want of a sign-in, a right, a fresh proof or the right origin.",
            ("code",),
            registry=registry,
        )
        self._refused_before = 0
        self._seen: tuple[int, ...] = ()
        self._sample_at = 0.0
        self._in_flight, self._waiting, self._streams = (
            Gauge(name, text, registry=registry, multiprocess_mode="livesum")
            for name, text in (
                ("regie_http_in_flight", "Requests being worked on."),
                ("regie_http_waiting", "Requests waiting for a place."),
                ("regie_http_streams", "Event streams open."),
            )
        )
        self._of = lru_cache(maxsize=4096)(self._children)
        self._sample_gate()  # what the slot's last worker left, if it was killed at work

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
        self._sample_gate()

    def refused_access(self, code: str) -> None:
        self._refused_access.labels(code).inc()

    def _sample_gate(self) -> None:
        """After each request, which has left the gate: a process at rest has said zero. At work it
        says the rest ten times a second: half of what these figures cost."""
        gate, now = self._gate, monotonic()
        seen = (gate.in_flight, gate.waiting, gate.streams, gate.refused)
        if seen == self._seen or (gate.in_flight and now < self._sample_at):
            return
        self._seen, self._sample_at = seen, now + _SAMPLE_S
        self._in_flight.set(gate.in_flight)
        self._waiting.set(gate.waiting)
        self._streams.set(gate.streams)
        self._refused.inc(gate.refused - self._refused_before)
        self._refused_before = gate.refused
