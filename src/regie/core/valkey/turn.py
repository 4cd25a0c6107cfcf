"""What many ask in one turn of the event loop, in few commands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, Protocol, TypeVar

from .errors import ValkeyFailed
from .link import ValkeyLink
from .wire import Sink

T = TypeVar("T")


class Together(Sink, Protocol):
    """Several questions as one command, and the sink of its answer."""

    def command(self) -> bytes:
        """As it goes over the line."""
        ...


class Turn(Generic[T]):
    """Everything asked by then leaves when the turn ends: nobody waits for company."""

    def __init__(
        self, link: ValkeyLink, together: Callable[[Sequence[T]], Together], *, at_most: int
    ):
        """`at_most` so many in one command: Valkey serves nobody else while it works at it."""
        self._link = link
        self._together = together
        self._at_most = at_most
        self._asking: list[T] = []

    def ask(self, asks: T) -> None:
        """Raises ValkeyAway; what happens later is told to what was made `together`."""
        if not self._asking:
            self._link.before_leaving(self._leave)
        self._asking.append(asks)

    def _leave(self) -> None:
        asking, self._asking = self._asking, []
        for begin in range(0, len(asking), self._at_most):
            together = self._together(asking[begin : begin + self._at_most])
            try:
                self._link.send_packed(together, together.command())
            except ValkeyFailed as failure:
                together.set_exception(failure)
