"""One answer in the memory of the process."""

from __future__ import annotations

from typing import Any

import msgspec

from .scope import Key
from .statistics import Statistics

OVERHEAD_BYTES = 600
"""Of an entry with its key, its place in the order and in the indexes (measured, 64 bit)."""
LIVE_FACTOR = 3
"""A decoded value is about so many times as large as its bytes."""


class Shelf(dict[Key, "Entry"]):
    """The entries of one prefix, and what they did."""

    def __init__(self, statistics: Statistics):
        super().__init__()
        self.bytes = 0
        self._statistics = statistics

    def count(self, entry: Entry) -> None:
        """Hits are counted where they happen and booked later: that keeps them cheap."""
        if entry.is_stale:
            self._statistics.stale_served += entry.hits - entry.booked_hits
        else:
            self._statistics.memory_hits += entry.hits - entry.booked_hits
        entry.booked_hits = entry.hits


class Entry(msgspec.Struct, eq=False, gc=False):
    """A Struct because it is made at every look-up: a dataclass takes three times as long.

    The garbage collector does not know it: looking through ten thousands of them time and again
    would cost as much as everything else together. Its neighbours are its only circle, which
    `Memory.remove` opens.
    """

    shelf: Shelf
    key: Key
    names: tuple[bytes, ...]
    """What it depends on: invalidating any of these removes it."""
    plain: bool
    """`value` is handed out as it is; otherwise it is bytes from which each caller gets his own."""
    value: Any
    is_error: bool
    weight: int
    fresh_until: float
    kept_until: float
    check_at: float
    """Until then a hit needs no second look: when to refresh ahead of time, or `fresh_until`."""
    is_stale: bool = False
    """Past its time; it serves for a moment because the source failed."""
    hits: int = 0
    swept_hits: int = 0
    """`hits` when the eviction's hand last came by: more hits since then save it."""
    booked_hits: int = 0
    older: Entry | None = None
    newer: Entry | None = None

    def limit(self, until: float) -> None:
        """Fresh no longer than that; kept as long as it was."""
        self.fresh_until = min(self.fresh_until, until)
        self.check_at = min(self.check_at, until)

    def served_until(self, until: float) -> Entry:
        """Itself once more, as the stale answer that serves until the source is asked again."""
        until = min(until, self.kept_until)
        return msgspec.structs.replace(
            self,
            is_stale=True,
            fresh_until=until,
            check_at=until,
            hits=0,
            booked_hits=0,
            swept_hits=0,
            older=None,
            newer=None,
        )
