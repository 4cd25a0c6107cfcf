"""The buckets of one process: exact within it, gone with it."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic_ns
from typing import Final, NamedTuple

from .buckets import Found, poured
from .limit import Asked
from .names import Names

MOST_KEYS: Final = 50_000
"""Some ten megabytes."""


class _Entry(NamedTuple):
    value: int
    until_us: int


def monotonic_us() -> int:
    return monotonic_ns() // 1000


class MemoryBuckets:
    """When it is full the tenth that was used least recently is forgotten: an attacker with
    that many addresses can make it forgive, but not grow."""

    def __init__(
        self,
        names: Names,
        *,
        now_us: Callable[[], int] = monotonic_us,
        most_keys: int = MOST_KEYS,
    ):
        self._names = names
        self._now_us = now_us
        self._most_keys = most_keys
        self._entries: dict[bytes, _Entry] = {}

    def __len__(self) -> int:
        return len(self._entries)

    async def take(self, asked: Asked) -> Found:
        return self.take_now(asked)

    def take_now(self, asked: Asked) -> Found:
        now_us = self._now_us()
        keys = [self._names.bucket(claim.limit.name, claim.subject) for claim in asked.claims]
        backlogs_us = [self._backlog_us(key, now_us) for key in keys]
        after_us = poured(asked.claims, backlogs_us)
        if after_us is not None:
            for key, backlog_us in zip(keys, after_us, strict=True):
                if backlog_us:
                    until_us = now_us + backlog_us
                    self._keep(key, _Entry(until_us, until_us), now_us)
        counts = [
            self._count(
                self._names.counter(sight.watch.name, sight.subject), sight.watch.window_us, now_us
            )
            for sight in asked.sights
        ]
        return Found(backlogs_us, counts)

    def _backlog_us(self, key: bytes, now_us: int) -> int:
        entry = self._entries.get(key)
        return 0 if entry is None else max(0, entry.value - now_us)

    def _count(self, key: bytes, window_us: int, now_us: int) -> int:
        entry = self._entries.get(key)
        if entry is None or entry.until_us <= now_us:
            entry = _Entry(0, now_us + window_us)
        self._keep(key, _Entry(entry.value + 1, entry.until_us), now_us)
        return entry.value + 1

    def _keep(self, key: bytes, entry: _Entry, now_us: int) -> None:
        """At the end, for the dictionary's order is that of use."""
        entries = self._entries
        if entries.pop(key, None) is None and len(entries) >= self._most_keys:
            self._entries = entries = {k: e for k, e in entries.items() if e.until_us > now_us}
            for oldest in list(entries)[: max(0, len(entries) - self._most_keys * 9 // 10)]:
                del entries[oldest]
        entries[key] = entry
