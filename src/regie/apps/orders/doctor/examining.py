"""Everything that can be found out about a source without touching a row of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from time import perf_counter
from typing import Final

from regie.core.clock import Clock
from regie.core.errors import RegieError
from regie.core.sqlguard import Address, Engine, Finding, Proof, read_address, unreached

from ..coalescing import Coalesced
from ..mapping import SourceMapping
from ..sources import OrderSource, Sources
from .completeness import mapping_findings
from .network import network_findings, way_to
from .server import server_findings

_CONNECT: Final = 'connection.dsn_env = "…"  # or REGIE_ORDERS_DSN'


@dataclass(frozen=True, slots=True)
class Examination:
    source: str
    engine: Engine | None
    """None while it is connected to nothing."""
    findings: tuple[Finding, ...]
    took_ms: float
    at: datetime

    @property
    def harmless(self) -> bool:
        return Proof(self.findings).harmless


class Examiner:
    """Who asks while a source is being examined is told what is found then: a dozen statements on
    its catalogue are run once."""

    def __init__(self, sources: Sources, clock: Clock):
        self._sources = sources
        self._clock = clock
        self._running: Coalesced[str, Examination] = Coalesced()

    async def all(self) -> list[Examination]:
        """One after another: nobody waits for it, and every source is spared."""
        return [await self.one(source.name) for source in self._sources]

    async def one(self, name: str) -> Examination:
        """Raises SourceUnknown, and nothing for what the source raises: that is a line."""
        source = self._sources.named(name)
        return await (
            self._running.under_way(name) or self._running.load(name, lambda: self._examine(source))
        )

    async def _examine(self, source: OrderSource) -> Examination:
        started = perf_counter()
        findings = await self._findings(source)
        took_ms = (perf_counter() - started) * 1000
        engine = address_of(source.mapping) and source.guarded.engine
        return Examination(source.name, engine, tuple(findings), took_ms, self._clock())

    async def _findings(self, source: OrderSource) -> Sequence[Finding]:
        address = address_of(source.mapping)
        if address is None:
            return [Finding("connected", "fail", {}, _CONNECT), *mapping_findings(source.mapping)]
        way = await way_to(address)
        around = [*network_findings(address, way), *mapping_findings(source.mapping)]
        try:
            proof = await source.guarded.prove()
            server = await server_findings(source.guarded.source, self._clock)
        except RegieError as failure:
            return [unreached(failure, address), *around]
        return [Finding("reached", "pass"), *proof.findings, *server, *around]


def address_of(mapping: SourceMapping) -> Address | None:
    dsn = mapping.connection.found
    return None if dsn is None else read_address(dsn.get_secret_value())
