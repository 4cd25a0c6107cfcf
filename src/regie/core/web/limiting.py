"""The limits that a request meets before anything is done for it."""

from __future__ import annotations

from dataclasses import dataclass

from regie.core.limits import ClientRules, Limiter, client_limits

from .exchange import Exchange


@dataclass(frozen=True, slots=True)
class EdgeLimits:
    """Who decides, and what about. Pages and probes meet no limit."""

    limiter: Limiter
    rules: ClientRules

    async def admit(self, exchange: Exchange, route: str) -> None:
        """Whatever the decision, the answer's headers tell it. Raises RateLimited, TooCostly."""
        credentials = exchange.headers.get(b"authorization")
        asked = client_limits(
            exchange.client.key,
            route,
            self.rules,
            token=None if credentials is None else credentials.decode("latin-1"),
        )
        decision = await self.limiter.decide(asked)
        exchange.limits = decision.headers()
        decision.enforce()
