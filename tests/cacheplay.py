"""A source that can be watched, slowed and broken, and caches before it as several processes."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from itertools import count
from time import monotonic

import msgspec

from regie.core.cache import Cache, MemoryLimits, Policy, Region, Scope
from regie.core.valkey import ValkeyLink, WireLimits

HERE = Scope("t1")
PATIENT = WireLimits(answer_s=1.0)
"""For tests that are not about time, on a machine with other things to do."""

_namespaces = count()


class Order(msgspec.Struct, frozen=True):
    number: str
    state: str


class Clock:
    """Goes by itself, and further ahead when told to."""

    def __init__(self) -> None:
        self._ahead_s = 0.0

    def __call__(self) -> float:
        return monotonic() + self._ahead_s

    def pass_s(self, seconds: float) -> None:
        self._ahead_s += seconds


@dataclass
class Source:
    """Of orders. While `gate` is shut, loads wait before it, having read what they will answer."""

    state: str = "first"
    loads: int = 0
    error: Exception | None = None
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    reached: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.gate.set()

    async def load(self) -> Order:
        self.loads += 1
        read, error = self.state, self.error
        self.reached.set()
        await self.gate.wait()
        if error is not None:
            raise error
        return Order("CL-1", read)


@dataclass
class Process:
    cache: Cache
    links: list[ValkeyLink]
    region: Region[Order]
    source: Source

    async def ask(self, scope: Scope = HERE, number: str = "CL-1", *, tags=("orders",)) -> str:
        return (await self.region.get_or_load(scope, (number,), self.source.load, tags=tags)).state

    async def close(self) -> None:
        await self.cache.close()
        for link in self.links:
            await link.close()


class Installation:
    """Processes on one Valkey, or, without an address, one process alone."""

    def __init__(self, url: str | None):
        self.url = url
        self.clock = Clock()
        self.source = Source()
        self.processes: list[Process] = []
        self.namespace = f"test:{next(_namespaces)}"

    async def process(
        self,
        policy: Policy | None = None,
        *,
        url: str | None = None,
        wire: WireLimits = PATIENT,
        heartbeat_s: float = 60.0,
        limits: MemoryLimits | None = None,
        enabled: bool = True,
        lease_s: float = 2.0,
    ) -> Process:
        address = url or self.url
        links: list[ValkeyLink] = []
        if address:
            links = [
                ValkeyLink(name, address, limits=wire, heartbeat_s=heartbeat_s)
                for name in ("cache", "cache bus")
            ]
        cache = Cache(
            *links,
            limits=limits,
            enabled=enabled,
            namespace=self.namespace,
            lease_s=lease_s,
            now=self.clock,
        )
        for link in links:
            await link.open()
        region = cache.region("orders", Order, policy or Policy(ttl_s=60, jitter=0))
        process = Process(cache, links, region, self.source)
        self.processes.append(process)
        return process

    async def close(self) -> None:
        self.source.gate.set()
        for process in self.processes:
            await process.close()
