"""The cache as something that opens and closes."""

from __future__ import annotations

from regie.core.cache import Cache
from regie.core.valkey import ValkeyLink


class OpenCache:
    """The cache with its two connections: it closes before them."""

    name = "cache"
    required = False

    def __init__(self, cache: Cache, link: ValkeyLink, ear: ValkeyLink):
        self._cache = cache
        self._link = link
        self._ear = ear

    async def open(self) -> None:
        await self._link.open()
        await self._ear.open()

    async def close(self) -> None:
        await self._cache.close()
        await self._ear.close()
        await self._link.close()

    async def ping(self) -> None:
        await self._link.ping()
