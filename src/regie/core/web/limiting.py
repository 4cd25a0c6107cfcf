"""The limits that a request meets before anything is done for it."""

from __future__ import annotations

from dataclasses import dataclass

from regie.core.limits import Asked, ClientRules, Limiter, client_limits, person_limits

from .exchange import Exchange


@dataclass(frozen=True, slots=True)
class EdgeLimits:
    """Who decides, and what about. Pages and probes meet no limit."""

    limiter: Limiter
    rules: ClientRules

    async def admit(self, exchange: Exchange, route: str, *, asking: bool) -> None:
        """Whatever the decision, the answer's headers tell it. Raises RateLimited, TooCostly.
        `asking`: it is being found out who this is; `admit_known` has the rest of the limits."""
        credentials = exchange.headers.get(b"authorization")
        await self._enforce(
            exchange,
            client_limits(
                exchange.client.key,
                route,
                self.rules,
                token=None if credentials is None else credentials.decode("latin-1"),
                asking=asking,
            ),
        )

    async def admit_known(self, exchange: Exchange, route: str, person: str | None) -> None:
        """`person` None: what was presented is good for nothing. Costs a question of its own, and
        only where a limit depends on it. Raises RateLimited, TooCostly."""
        asked = person_limits(exchange.client.key, route, self.rules, person)
        if asked.claims:
            await self._enforce(exchange, asked)

    async def _enforce(self, exchange: Exchange, asked: Asked) -> None:
        decision = await self.limiter.decide(asked)
        exchange.limits = (*exchange.limits, *decision.headers())
        decision.enforce()
