"""What the edge needs of whoever knows sessions and tokens."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import Any, Protocol

from regie.core.access import Actor

from .exchange import Exchange


class Authenticator(Protocol):
    def begin(self, exchange: Exchange) -> Coroutine[Any, Any, Actor | None]:
        """About `exchange.credential`, which is there. Its question leaves in this turn of the
        event loop, together with that about the limits; SQL waits until the coroutine is awaited.
        It is closed instead when the limits are exceeded, and nobody takes the answer then.

        None of who is not known, or no longer. Raises Unavailable when nobody can tell."""
        ...

    async def refresh(self, actor: Actor) -> Actor | None:
        """As it would be found now, for what lasts (a stream, each second): None when its session
        or token is over. Raises Unavailable when nobody can tell."""
        ...
