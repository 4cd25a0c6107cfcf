"""Tells the other processes, and Prometheus, what this process's cache did."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from contextlib import suppress
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge

from regie.core.ending import end
from regie.core.valkey import ValkeyFailed

from .cache import Cache
from .statistics import Statistics

EVERY_S: Final = 2.0

_OUTCOMES: Final = {
    "memory_hit": "memory_hits",
    "valkey_hit": "valkey_hits",
    "miss": "misses",
    "stale": "stale_served",
}
_COUNTED: Final = {
    "loads": "Times that a source was asked.",
    "load_errors": "Loads that failed.",
    "spoiled": "Loads that an invalidation overtook.",
    "unreadable": "Entries of Valkey that could not be decoded.",
}


class CacheMetrics:
    """Counts what happened since it last looked: nothing is added to what a hit costs."""

    def __init__(self, registry: CollectorRegistry):
        self._before: dict[str, Statistics] = {}
        self._requests = Counter(
            "regie_cache_requests",
            "Answers given, by where they came from.",
            ("prefix", "outcome"),
            registry=registry,
        )
        self._load_s = Counter(
            "regie_cache_load_seconds", "Spent in loads.", ("prefix",), registry=registry
        )
        self._counted = {
            name: Counter(f"regie_cache_{name}", text, ("prefix",), registry=registry)
            for name, text in _COUNTED.items()
        }
        self._held = {
            name: Gauge(
                f"regie_cache_{name}",
                text,
                ("prefix",),
                registry=registry,
                multiprocess_mode="livesum",
            )
            for name, text in (
                ("entries", "In memory."),
                ("bytes", "In memory, estimated."),
            )
        }

    def record(self, regions: Iterable[Statistics]) -> None:
        for seen in regions:
            before = self._before.get(seen.prefix) or Statistics(seen.prefix)
            self._before[seen.prefix] = seen
            for outcome, name in _OUTCOMES.items():
                more = getattr(seen, name) - getattr(before, name)
                self._requests.labels(seen.prefix, outcome).inc(more)
            for name, counter in self._counted.items():
                counter.labels(seen.prefix).inc(getattr(seen, name) - getattr(before, name))
            self._load_s.labels(seen.prefix).inc(seen.load_s - before.load_s)
            for name, gauge in self._held.items():
                gauge.labels(seen.prefix).set(getattr(seen, name))


class CacheReporter:
    """Works while it is open, and is no check: Valkey has one. What is told is seconds old; nothing
    waits for it."""

    name = "cache-reports"

    def __init__(self, cache: Cache, registry: CollectorRegistry, *, every_s: float = EVERY_S):
        self._cache = cache
        self._metrics = CacheMetrics(registry)
        self._every_s = every_s
        self._telling: asyncio.Task[None] | None = None

    async def open(self) -> None:
        self._telling = asyncio.create_task(self._tell())

    async def close(self) -> None:
        """What happened since it last told is told."""
        if self._telling is None:
            return
        telling, self._telling = self._telling, None
        await end(telling)
        await self._tell_once()

    async def _tell(self) -> None:
        while True:
            await self._tell_once()
            await asyncio.sleep(self._every_s)

    async def _tell_once(self) -> None:
        self._metrics.record(self._cache.statistics())
        with suppress(ValkeyFailed):
            await self._cache.tell()
