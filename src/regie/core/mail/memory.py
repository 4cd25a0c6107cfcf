"""Mails that leave nothing but memory: what tests of whoever writes mails use."""

from __future__ import annotations

from collections.abc import Callable

from regie.core.errors import Unavailable

from .transport import Carrier, Envelope, HandOver, Trouble


class MemoryTransport:
    """`delivered` has what was taken. `failure`, while it is set, makes what is raised instead,
    after the hand-over when it is an Uncertain."""

    name: Carrier = "memory"
    via = "memory"
    shows_secrets = False

    def __init__(self) -> None:
        self.delivered: list[Envelope] = []
        self.failure: Callable[[], Exception] | None = None
        self._open = False

    async def open(self) -> None:
        self._open = True

    async def close(self) -> None:
        self._open = False

    async def ping(self) -> None:
        if self.failure is not None and isinstance(self.failure(), Trouble):
            raise Unavailable("mails cannot leave")

    async def deliver(self, envelope: Envelope, hand_over: HandOver) -> str:
        if not self._open:
            raise Trouble("the transport is not open")
        failure = None if self.failure is None else self.failure()
        if isinstance(failure, Trouble):
            raise failure
        await hand_over()
        if failure is not None:
            raise failure
        self.delivered.append(envelope)
        return "250 kept in memory"
