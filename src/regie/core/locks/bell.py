"""Hearing that a lock was released, so that who waits need not poll.

A courtesy: nothing is decided by it, and a ring that nobody hears costs a poll's time.
"""

from __future__ import annotations

import asyncio
from collections.abc import Generator
from contextlib import contextmanager, suppress
from typing import Final

from regie.core.valkey import Answer, ValkeyFailed, ValkeyLink

CHANNEL: Final = "regie:locks"


class ValkeyBell:
    def __init__(self, link: ValkeyLink, ear: ValkeyLink):
        """Before `ear` is opened; it may listen to other channels besides."""
        self._link = link
        self._ear = ear
        self._waiting: dict[str, asyncio.Event] = {}
        ear.listen(CHANNEL, self._heard)

    @property
    def hears(self) -> bool:
        return self._ear.up

    def ring(self, name: str) -> None:
        with suppress(ValkeyFailed):
            self._link.send("PUBLISH", CHANNEL, name).add_done_callback(_read)

    @contextmanager
    def listening(self, name: str) -> Generator[asyncio.Event]:
        """One listener per name and process: others wait behind it."""
        rung = self._waiting[name] = asyncio.Event()
        try:
            yield rung
        finally:
            del self._waiting[name]

    def _heard(self, message: bytes) -> None:
        rung = self._waiting.get(message.decode(errors="replace"))
        if rung is not None:
            rung.set()


def _read(answer: Answer) -> None:
    """Or asyncio would report a failure that nobody wanted to know of."""
    if not answer.cancelled():
        answer.exception()
