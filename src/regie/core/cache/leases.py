"""Who waits, in this process, until another gives a lease back."""

from __future__ import annotations

import asyncio
from collections.abc import Generator
from contextlib import contextmanager


class Leases:
    def __init__(self) -> None:
        self._watching: dict[bytes, set[asyncio.Event]] = {}

    @contextmanager
    def watched(self, lease: bytes) -> Generator[asyncio.Event]:
        """To be entered before the lease is asked for, so that its return cannot be missed."""
        event = asyncio.Event()
        watching = self._watching.setdefault(lease, set())
        watching.add(event)
        try:
            yield event
        finally:
            watching.discard(event)
            if not watching:
                del self._watching[lease]

    def given_back(self, lease: bytes) -> None:
        for event in self._watching.get(lease, ()):
            event.set()
