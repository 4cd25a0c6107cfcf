"""The last events of the installation, kept in each process for readers who come back.

A reader goes on after an id that the process remembers, whatever its order among others: processes
may have begun to remember at different times, and a server may have been emptied meanwhile.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from .event import Notice, mark

KEPT_EVENTS: Final = 2_000


@dataclass(frozen=True, slots=True)
class ReplayLimits:
    """How far back a reader can go on: whichever comes first."""

    events: int = KEPT_EVENTS
    bytes: int = 4 * 1024 * 1024


class Replay:
    """Never empty: it begins with a mark, so that a reader who has seen no event can come back."""

    def __init__(self, limits: ReplayLimits):
        self._limits = limits
        self._kept: deque[Notice] = deque()
        self._numbers: dict[str, int] = {}
        self._next = 0
        self._bytes = 0
        self.begin_anew()

    @property
    def head(self) -> str:
        return self._kept[-1].event.id

    def begin_anew(self) -> None:
        self._kept.clear()
        self._numbers.clear()
        self._bytes = 0
        self.add(mark())

    def add(self, notice: Notice) -> bool:
        """False when it is known already."""
        event = notice.event
        if event.id in self._numbers:
            return False
        self._kept.append(notice)
        self._numbers[event.id] = self._next
        self._next += 1
        self._bytes += len(event.data)
        while len(self._kept) > 1 and self._is_full():
            oldest = self._kept.popleft().event
            del self._numbers[oldest.id]
            self._bytes -= len(oldest.data)
        return True

    def _is_full(self) -> bool:
        return len(self._kept) > self._limits.events or self._bytes > self._limits.bytes

    def after(self, position: str) -> Iterator[Notice] | None:
        """None when the position is not remembered (any more)."""
        number = self._numbers.get(position)
        if number is None:
            return None
        first = self._next - len(self._kept)
        return islice(self._kept, number - first + 1, None)
