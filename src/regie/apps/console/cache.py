"""The cache over HTTP: what it did in all processes, emptying it, and switching it off."""

from __future__ import annotations

from typing import Annotated, Final, Self

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from regie.core.app import Core
from regie.core.cache import Statistics, added_up
from regie.core.errors import Unavailable
from regie.core.web import api_router, guarded, may_raise, requires

from .acts import Announce, announced

Name = Annotated[str, Field(max_length=200, pattern=r"^[^\x00-\x1F\x7F-\x9F]+$")]


class CachedPrefix(BaseModel):
    """Of all processes together, since each began."""

    prefix: str
    memory_hits: int
    valkey_hits: int
    misses: int
    stale_served: int
    hit_ratio: float
    loads: int
    load_errors: int
    load_s: float
    """All loads together."""
    entries: int
    """In the memories of all processes; what several remember counts as often."""
    bytes: int
    """Of these, estimated."""


class CacheSeen(BaseModel):
    """As of each process's last report, two seconds ago at most."""

    enabled: bool
    """By all."""
    processes: int
    prefixes: list[CachedPrefix]


class Clearing(BaseModel):
    """One of them at least."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "anyOf": [
                {"required": [name], "properties": {name: {"type": "string"}}}
                for name in ("prefix", "tag")
            ]
        },
    )

    prefix: Name | None = None
    tag: Name | None = None

    @model_validator(mode="after")
    def _one_of_them(self) -> Self:
        if self.prefix is None and self.tag is None:
            raise PydanticCustomError("missing", "prefix or tag")
        return self


class Switching(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    enabled: bool


class CacheTold(BaseModel):
    told: bool
    """False: Valkey is away. It holds for this process, and the others when Valkey is back."""


MANAGE: Final = requires("console.cache.manage")
EMPTY: Final = requires("console.cache.empty")


def routes(core: Core) -> APIRouter:
    api = api_router(
        "/api/v1/console/cache",
        "console",
        guard=requires("console.cache.read"),
    )
    cache = core.cache
    announcing = announced(core)

    @api.get("")
    @may_raise(Unavailable)
    async def show_cache() -> CacheSeen:
        """What the cache did, per prefix.

        It is laid down in Valkey: 503 while that is away.
        """
        reports = await cache.reports()
        return CacheSeen(
            enabled=cache.enabled and all(report.enabled for report in reports),
            processes=len(reports),
            prefixes=[_seen(each) for each in added_up(reports)],
        )

    @api.post("/clear")
    @guarded(MANAGE)
    async def clear_cache(asked: Clearing, announce: Announce = announcing) -> CacheTold:
        """Removes what has the prefix, and what has the tag, in all processes."""
        await announce(prefix=asked.prefix, tag=asked.tag)
        told = True
        if asked.tag is not None:
            told = await cache.invalidate(asked.tag)
        if asked.prefix is not None:
            told = await cache.clear(asked.prefix) and told
        return CacheTold(told=told)

    @api.post("/empty")
    @guarded(EMPTY)
    async def empty_cache(announce: Announce = announcing) -> CacheTold:
        """Removes everything, in all processes: until it is there again all is loaded anew."""
        await announce()
        return CacheTold(told=await cache.clear())

    @api.post("/switch")
    @guarded(MANAGE)
    async def switch_cache(asked: Switching, announce: Announce = announcing) -> CacheTold:
        """Switches the cache off, or on again, in all processes.

        While it is off every call loads.
        """
        await announce(enabled=asked.enabled)
        return CacheTold(told=await cache.switch(enabled=asked.enabled))

    return api


def _seen(statistics: Statistics) -> CachedPrefix:
    return CachedPrefix.model_validate(statistics, from_attributes=True)
