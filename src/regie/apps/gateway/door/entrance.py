"""Whose key it is, and whether it may ask right now: one round trip for the usual request."""

from __future__ import annotations

from functools import lru_cache
from time import time
from typing import Final

from starlette.requests import Request

from regie.core.clock import Clock
from regie.core.limits import Asked, Claim, Limit, Limiter
from regie.core.web import Exchange, exchange_of
from regie.core.webhooks import Webhooks

from ..errors import KeyRefused
from ..events import RATE_LIMIT, RateMet
from ..keys.form import digest_of, is_key
from ..offers import KnownKey, Offers

_BEARER: Final = b"bearer "


class Entrance:
    """A key that this process knows meets its own limit, in the place of its address's: a server
    with a hundred customers has one address. Whoever shows none, or one that has to be looked up,
    meets that of the address first, like everybody."""

    def __init__(
        self, offers: Offers, limiter: Limiter, webhooks: Webhooks, clock: Clock, *, a_minute: int
    ):
        self._offers = offers
        self._limiter = limiter
        self._webhooks = webhooks
        self._clock = clock
        self._address = Limit("address", a_minute, 60)

        @lru_cache(maxsize=256)
        def of_key(requests_a_minute: int) -> Limit:
            return Limit("gateway-key", requests_a_minute, 60)

        self._of_key = of_key

    async def enter(self, request: Request) -> KnownKey:
        """Raises KeyRefused, RateLimited."""
        exchange = exchange_of(request.scope)
        presented = _presented(exchange)
        if presented is None:
            await self._address_asks(exchange)
            raise KeyRefused
        digest = digest_of(presented)
        key = self._offers.peek_key(digest)
        if key is None:
            await self._address_asks(exchange)
            key = await self._offers.key(digest)
        if key.ends_at <= time():
            raise KeyRefused
        exchange.tenant = key.tenant
        if key.requests_a_minute is not None:
            await self._key_asks(exchange, key, key.requests_a_minute)
        return key

    async def _address_asks(self, exchange: Exchange) -> None:
        claim = Claim(self._address, exchange.client.key, 1)
        (await self._limiter.decide(Asked((claim,)))).enforce()

    async def _key_asks(self, exchange: Exchange, key: KnownKey, a_minute: int) -> None:
        claim = Claim(self._of_key(a_minute), f"gateway:{key.id}", 1)
        decision = await self._limiter.decide(Asked((claim,)))
        exchange.limits = decision.headers()
        if not decision.admitted:
            data = RateMet(key=key.name, retry_after_s=decision.retry_after_s or 1)
            told = f"key:{key.id} {self._clock():%Y-%m-%dT%H:%M}"
            self._webhooks.trigger_beside(RATE_LIMIT, data, tenant=key.tenant, key=told)
        decision.enforce()


def _presented(exchange: Exchange) -> bytes | None:
    """None also for what cannot be a key."""
    header = exchange.headers.get(b"authorization", b"")
    if header[: len(_BEARER)].lower() != _BEARER:
        return None
    secret = header[len(_BEARER) :].strip()
    return secret if is_key(secret) else None
