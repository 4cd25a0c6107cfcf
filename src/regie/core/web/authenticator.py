"""What the edge needs of whoever knows sessions and tokens."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import Protocol

from regie.core.access import Actor

from .exchange import Exchange


class Authenticator(Protocol):
    def begin(self, exchange: Exchange) -> Awaitable[Actor | None] | None:
        """About `exchange.credential`. Its question leaves in this turn of the event loop, together
        with that about the limits. SQL waits until the answer is awaited, which it never is when
        the limits are exceeded: so it is no coroutine, nor a future that complains.

        The answer is None for who is not known, or no longer. Raises Unavailable when nobody can
        tell."""
        ...

    async def refresh(self, actor: Actor) -> Actor | None:
        """As it would be found now, for what lasts (a stream, each second): None when its session
        or token is over. Raises Unavailable when nobody can tell."""
        ...
