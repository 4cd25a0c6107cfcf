"""The first level: what this process remembers, bounded by entries and by bytes.

Eviction is SIEVE (Zhang et al., NSDI 2024): a hit only counts itself, nothing moves; a hand goes
from old to new, spares what was hit since it last came by and takes the first that was not. What
is asked for once does not push out what is asked for often, as it does with LRU and FIFO.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import chain

from .entry import Entry
from .names import IMPLIED
from .scope import Key


@dataclass(frozen=True, slots=True)
class MemoryLimits:
    entries: int = 10_000
    bytes: int = 64 * 1024 * 1024


class Memory:
    def __init__(self, limits: MemoryLimits):
        self.bytes = 0
        self.entries = 0
        self.evictions = 0
        self._limits = limits
        self._by_name: dict[bytes, set[Entry]] = {}
        self._oldest: Entry | None = None
        self._newest: Entry | None = None
        self._hand: Entry | None = None

    def put(self, entry: Entry) -> None:
        """In place of what has its key. What alone would take a quarter of the room is not kept."""
        shelf, weight = entry.shelf, entry.weight
        if weight * 4 > self._limits.bytes:
            self.remove(shelf.get(entry.key))
            return
        before = shelf.setdefault(entry.key, entry)
        if before is not entry:
            self._take_out(before)
            shelf[entry.key] = entry
        while self.entries and (
            self.entries >= self._limits.entries or self.bytes + weight > self._limits.bytes
        ):
            self._evict()
        self.bytes += weight
        self.entries += 1
        shelf.bytes += weight
        if len(entry.names) > IMPLIED:
            for name in entry.names[IMPLIED:]:
                self._by_name.setdefault(name, set()).add(entry)
        newest = self._newest
        if newest is None:
            self._oldest = entry
        else:
            newest.newer = entry
            entry.older = newest
        self._newest = entry

    def remove(self, entry: Entry | None) -> None:
        if entry is not None and entry.shelf.get(entry.key) is entry:
            self._take_out(entry)

    def _take_out(self, entry: Entry) -> None:
        shelf = entry.shelf
        del shelf[entry.key]
        shelf.bytes -= entry.weight
        if entry.hits != entry.booked_hits:
            shelf.count(entry)
        self.bytes -= entry.weight
        self.entries -= 1
        if len(entry.names) > IMPLIED:
            for name in entry.names[IMPLIED:]:
                of_name = self._by_name[name]
                of_name.discard(entry)
                if not of_name:
                    del self._by_name[name]
        self._unlink(entry)

    def remove_named(self, names: Iterable[bytes]) -> None:
        """Names of persons and tags: the implied ones are not indexed."""
        for entry in set(chain.from_iterable(self._by_name.get(name, ()) for name in names)):
            self.remove(entry)

    def remove_if(self, condition: Callable[[Entry], bool]) -> None:
        """A millisecond for ten thousand entries."""
        entry = self._oldest
        while entry is not None:
            newer = entry.newer
            if condition(entry):
                self.remove(entry)
            entry = newer

    def clear(self) -> None:
        while self._oldest is not None:
            self.remove(self._oldest)

    def limit(self, until: float) -> None:
        """Nothing stays fresh beyond that."""
        entry = self._oldest
        while entry is not None:
            entry.limit(until)
            entry = entry.newer

    def in_order(self) -> list[Key]:
        """From old to new."""
        found: list[Key] = []
        entry = self._oldest
        while entry is not None:
            found.append(entry.key)
            entry = entry.newer
        return found

    def _evict(self) -> None:
        candidate = self._hand or self._oldest
        while candidate is not None and candidate.hits != candidate.swept_hits:
            candidate.swept_hits = candidate.hits
            candidate = candidate.newer or self._oldest
        if candidate is not None:
            self._hand = candidate.newer
            self.evictions += 1
            self._take_out(candidate)

    def _unlink(self, entry: Entry) -> None:
        if self._hand is entry:
            self._hand = entry.newer
        if entry.older is None:
            self._oldest = entry.newer
        else:
            entry.older.newer = entry.newer
        if entry.newer is None:
            self._newest = entry.older
        else:
            entry.newer.older = entry.older
        entry.older = entry.newer = None
