"""What the hot path has to know of keys, models and providers, remembered at both levels.

Nothing here lets anybody spend: a key that was revoked since is refused by the ledger.
"""

from __future__ import annotations

from typing import Any, Final

import msgspec
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.cache import Cache, Policy, Scope
from regie.core.db import Database

from .changes import key_tag, offer_tag
from .errors import KeyRefused, ModelNotFound
from .ledger.domain import Prices

EVERY_TENANT: Final = Scope("*")
"""Of a key's digest, which says whose it is."""
_POLICY: Final = Policy(ttl_s=60.0)

_KEYS: Final = """
    SELECT k.id, k.tenant, k.name, k.models, k.requests_a_minute,
        coalesce(extract(epoch FROM b.ends_at)::float8, 'infinity') AS ends_at
    FROM gateway.key AS k JOIN gateway.balance AS b ON b.key_id = k.id
    WHERE k.revoked_at IS NULL AND (b.ends_at IS NULL OR b.ends_at > now())
"""
_KEY: Final = text(f"{_KEYS} AND k.digest = :digest")
_KEY_OF_ID: Final = text(f"{_KEYS} AND k.id = :id AND k.tenant = :tenant")
_OFFER: Final = text(
    """
    SELECT m.id, m.name, m.upstream, m.price_in_micros, m.price_out_micros, m.context_tokens,
        m.max_output_tokens, m.fallback_id, extract(epoch FROM p.created_at)::int AS created,
        p.id AS provider_id, p.name AS provider_name, p.kind, p.base_url, p.secret, p.failures,
        p.version, coalesce(extract(epoch FROM p.cooldown_until)::float8, 0) AS cools_until
    FROM gateway.model AS m
    JOIN gateway.provider AS p ON p.id = m.provider_id AND p.tenant = m.tenant
    WHERE m.tenant = :tenant AND m.enabled AND p.enabled ORDER BY m.name
    """
)


class KnownKey(msgspec.Struct, frozen=True, array_like=True):
    id: int
    tenant: str
    name: str
    models: tuple[int, ...] | None
    requests_a_minute: int | None
    ends_at: float
    """In seconds since 1970."""

    def opens(self, model: Offered) -> bool:
        return self.models is None or model.id in self.models


class Upstream(msgspec.Struct, frozen=True, array_like=True):
    """A provider, as a request needs it."""

    id: int
    tenant: str
    name: str
    kind: str
    base_url: str
    sealed: str | None
    failures: int
    cools_until: float


class Offered(msgspec.Struct, frozen=True, array_like=True):
    id: int
    name: str
    upstream: str
    price_in_micros: int
    price_out_micros: int
    context_tokens: int
    max_output_tokens: int
    fallback_id: int | None
    created: int
    provider: Upstream

    @property
    def prices(self) -> Prices:
        return Prices(self.price_in_micros, self.price_out_micros)


class Offer(msgspec.Struct, frozen=True, array_like=True):
    models: tuple[Offered, ...]

    def chain(self, name: str, key: KnownKey) -> tuple[Offered, ...]:
        """The model of that name, and its fallback. Raises ModelNotFound, also for one that the
        key does not open."""
        for model in self.models:
            if model.name == name and key.opens(model):
                fallback = (other for other in self.models if other.id == model.fallback_id)
                return (model, *fallback)
        raise ModelNotFound


class Offers:
    def __init__(self, database: Database, cache: Cache):
        self._database = database
        self._cache = cache
        self._keys = cache.region("gateway.key", KnownKey | None, _POLICY)
        self._offers = cache.region("gateway.offer", Offer, _POLICY)

    def peek_key(self, digest: bytes) -> KnownKey | None:
        """What is in memory, without waiting."""
        return self._keys.peek(EVERY_TENANT, (digest,))

    async def key(self, digest: bytes) -> KnownKey:
        """Raises KeyRefused."""

        async def load() -> KnownKey | None:
            async with self._database.single() as connection:
                return await _one_key(connection, _KEY, {"digest": digest})

        found = await self._keys.get_or_load(EVERY_TENANT, (digest,), load, tags=(key_tag(digest),))
        if found is None:
            raise KeyRefused
        return found

    async def key_of_id(self, tenant: str, key_id: int) -> KnownKey:
        """For people who try a model. Raises KeyRefused."""
        async with self._database.single() as connection:
            found = await _one_key(connection, _KEY_OF_ID, {"id": key_id, "tenant": tenant})
        if found is None:
            raise KeyRefused
        return found

    async def of(self, tenant: str) -> Offer:
        async def load() -> Offer:
            async with self._database.single() as connection:
                return await _read_offer(connection, tenant)

        return await self._offers.get_or_load(Scope(tenant), (), load, tags=(offer_tag(tenant),))

    async def changed(self, tenant: str) -> None:
        """A provider's state; what is missed of it ends with a minute."""
        await self._cache.invalidate(offer_tag(tenant))


async def _one_key(
    connection: AsyncConnection, statement: Any, asked: dict[str, object]
) -> KnownKey | None:
    row = (await connection.execute(statement, asked)).one_or_none()
    if row is None:
        return None
    models = None if row.models is None else tuple(row.models)
    return KnownKey(row.id, row.tenant, row.name, models, row.requests_a_minute, row.ends_at)


async def _read_offer(connection: AsyncConnection, tenant: str) -> Offer:
    found = await connection.execute(_OFFER, {"tenant": tenant})
    return Offer(
        tuple(
            Offered(
                id=row.id,
                name=row.name,
                upstream=row.upstream,
                price_in_micros=row.price_in_micros,
                price_out_micros=row.price_out_micros,
                context_tokens=row.context_tokens,
                max_output_tokens=row.max_output_tokens,
                fallback_id=row.fallback_id,
                created=row.created,
                provider=Upstream(
                    id=row.provider_id,
                    tenant=tenant,
                    name=row.provider_name,
                    kind=row.kind,
                    base_url=row.base_url,
                    sealed=row.secret,
                    failures=row.failures,
                    cools_until=row.cools_until,
                ),
            )
            for row in found
        )
    )
