"""The twin: one process that tells itself."""

from __future__ import annotations

from collections.abc import Sequence

from .bus import Inbox


class MemoryBus:
    def attach(self, inbox: Inbox) -> None:
        self._inbox = inbox

    async def open(self) -> None: ...

    async def close(self) -> None: ...

    async def ping(self) -> None: ...

    async def send(self, payloads: Sequence[bytes]) -> None:
        for payload in payloads:
            self._inbox.receive(payload)
