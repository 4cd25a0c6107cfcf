"""Between the processes of an installation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol


class Inbox(Protocol):
    """What a bus tells its process. None of it raises."""

    def receive(self, payload: bytes | str) -> None: ...

    def begin_anew(self, payloads: Iterable[bytes | str] = ()) -> None: ...


class Bus(Protocol):
    """Every process hears what any process sends, its own included, in one order for all. What may
    have been missed is told by `begin_anew`, never passed over."""

    def attach(self, inbox: Inbox) -> None:
        """Before anything else, once."""
        ...

    async def open(self) -> None:
        """Waits a moment for the connection, no longer."""
        ...

    async def close(self) -> None: ...

    async def send(self, payloads: Sequence[bytes]) -> None:
        """Raises RegieError; some or all of them may have gone nevertheless."""
        ...

    async def ping(self) -> None:
        """Raises when it hears nothing."""
        ...
