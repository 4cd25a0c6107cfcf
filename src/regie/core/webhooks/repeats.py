"""For receivers: the same message comes again when an answer was lost. Pure: standard library."""

from __future__ import annotations

from collections import OrderedDict
from datetime import datetime, timedelta
from threading import Lock
from typing import Final

from .verifying import Message

KEPT: Final = timedelta(days=4)
"""Longer than the 75 hours over which a sender repeats itself."""

MOST_KEPT: Final = 100_000


class RecentMessages:
    """What one process has received lately, by id; shared by its threads.

    Several processes want a table instead: the id as its key, written in the transaction that does
    the work. Beyond `most` the oldest are forgotten first.
    """

    def __init__(self, *, kept: timedelta = KEPT, most: int = MOST_KEPT):
        self._kept = kept
        self._most = most
        self._seen: OrderedDict[str, datetime] = OrderedDict()
        self._lock = Lock()

    def first(self, message: Message, now: datetime) -> bool:
        """Whether to act: True once for each id, to whoever asks first."""
        with self._lock:
            self._drop(now)
            if message.id in self._seen:
                return False
            self._seen[message.id] = now
            if len(self._seen) > self._most:
                self._seen.popitem(last=False)
            return True

    def forget(self, message: Message) -> None:
        """It could not be acted upon: the next time it comes is a first one again."""
        with self._lock:
            self._seen.pop(message.id, None)

    def _drop(self, now: datetime) -> None:
        while self._seen and now - next(iter(self._seen.values())) > self._kept:
            self._seen.popitem(last=False)
