"""Who is let through to a route: its limits first, then its guard. Nothing of a body was read."""

from __future__ import annotations

from collections.abc import Awaitable
from functools import partial
from typing import Final

from regie.core.access import Actor, Asked, Permissions, set_asked
from regie.core.clock import Clock
from regie.core.errors import RegieError

from .authenticator import Authenticator
from .credentials import credential_of
from .cross_origin import SAFE, require_same_origin
from .exchange import Exchange
from .guards import Guard, check
from .limiting import EdgeLimits

SERVER_ERROR: Final = 500


class Admission:
    """Without an authenticator nobody is known, and only what is public is open."""

    def __init__(
        self,
        permissions: Permissions,
        authenticator: Authenticator | None,
        limits: EdgeLimits | None,
        clock: Clock,
    ):
        self._permissions = permissions
        self._authenticator = authenticator
        self._limits = limits
        self._clock = clock

    async def admit(
        self, exchange: Exchange, route: str, guard: Guard, *, limited: bool = True
    ) -> None:
        """Raises RateLimited and TooCostly, what `check` and the authenticator raise, and
        CrossOrigin."""
        exchange.route = route
        exchange.guard = guard
        set_asked(Asked(exchange.client.key, exchange.request_id))
        question = self._begin(exchange) if guard.asks else None
        if self._limits is not None and limited:
            await self._limits.admit(exchange, route, asking=question is not None)
        if not guard.asks:
            return
        if question is not None:
            exchange.actor = actor = await question
            exchange.tenant = None if actor is None else actor.tenant
            if self._limits is not None:
                await self._limits.admit_known(
                    exchange, route, None if actor is None else actor.key
                )
        self._check(exchange, guard)

    def _begin(self, exchange: Exchange) -> Awaitable[Actor | None] | None:
        exchange.credential = credential_of(exchange)
        if exchange.credential is None or self._authenticator is None:
            return None
        return self._authenticator.begin(exchange)

    def _check(self, exchange: Exchange, guard: Guard) -> None:
        actor, credential = exchange.actor, exchange.credential
        check(guard, actor, self._permissions, self._clock())
        if actor is None or credential is None or self._authenticator is None:
            return
        if credential.kind == "cookie" and exchange.method not in SAFE:
            require_same_origin(exchange)
        exchange.ask_anew = partial(self._holds, self._authenticator, actor, guard)

    async def _holds(self, authenticator: Authenticator, actor: Actor, guard: Guard) -> bool | None:
        """See `Exchange.ask_anew`."""
        try:
            now = await authenticator.refresh(actor)
            check(guard, now, self._permissions, self._clock())
        except RegieError as error:
            return None if error.status >= SERVER_ERROR else False
        return now is not None and (now.grants, now.reaches) == (actor.grants, actor.reaches)
