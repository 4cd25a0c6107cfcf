"""What the cache did, per prefix, in this process since it began."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Statistics:
    prefix: str
    memory_hits: int = 0
    valkey_hits: int = 0
    misses: int = 0
    """Callers who had to wait for a load, their own or another's."""
    stale_served: int = 0
    loads: int = 0
    load_errors: int = 0
    load_s: float = 0.0
    """All loads together."""
    spoiled: int = 0
    """Loads overtaken by an invalidation: their callers got the answer, nobody after them."""
    unreadable: int = 0
    """Entries in Valkey that could not be decoded."""
    entries: int = 0
    bytes: int = 0
    """In memory, estimated."""

    @property
    def hit_ratio(self) -> float:
        hits = self.memory_hits + self.valkey_hits
        asked = hits + self.misses + self.stale_served
        return hits / asked if asked else 0.0
