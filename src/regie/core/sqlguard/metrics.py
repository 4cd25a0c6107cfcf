"""What Prometheus is told of sources: their names and what became of statements, never a value."""

from __future__ import annotations

from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge

from regie.core.errors import RegieError

from .errors import ResultTooLarge, SourceBusy, SourceRefused, SourceTimeout, SourceUnavailable
from .source import Engine

_OUTCOMES: Final[dict[type[RegieError], str]] = {
    SourceBusy: "busy",
    SourceUnavailable: "unavailable",
    SourceTimeout: "timeout",
    SourceRefused: "refused",
    ResultTooLarge: "too_many_rows",
}


class SourceMetrics:
    """One for all sources of a process."""

    def __init__(self, registry: CollectorRegistry):
        self._statements = Counter(
            "regie_source_statements",
            "Statements by what became of them: answered, busy, unavailable, timeout, refused, "
            "too_many_rows, abandoned (the caller went away).",
            ("source", "engine", "outcome"),
            registry=registry,
        )
        self._in_use = Gauge(
            "regie_source_connections_in_use",
            "Connections that read or are being cleansed.",
            ("source",),
            registry=registry,
            multiprocess_mode="livesum",
        )
        self._lost = Gauge(
            "regie_source_connections_lost",
            "Connections whose driver hangs: left behind, and still there.",
            ("source",),
            registry=registry,
            multiprocess_mode="livesum",
        )

    def ended(self, source: str, engine: Engine, error: BaseException | None) -> None:
        self._statements.labels(source, engine, _outcome(error)).inc()

    def in_use(self, source: str, count: int) -> None:
        self._in_use.labels(source).set(count)

    def lost(self, source: str, count: int) -> None:
        self._lost.labels(source).set(count)


def _outcome(error: BaseException | None) -> str:
    if error is None:
        return "answered"
    for kind, outcome in _OUTCOMES.items():
        if isinstance(error, kind):
            return outcome
    return "abandoned"
