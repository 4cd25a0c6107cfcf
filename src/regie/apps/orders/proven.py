"""A source that is not read before its account was proven harmless."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from time import monotonic
from typing import Final, TypeVar

from regie.core.errors import Misconfigured, Unavailable
from regie.core.observe import get_logger
from regie.core.sqlguard import (
    CatalogueTable,
    Engine,
    Finding,
    Limits,
    Proof,
    ReadOnlySource,
    Relation,
    Row,
    SortKey,
    SourceRefused,
    SourceTimeout,
)

from .coalescing import Coalesced
from .errors import SourceUnproven

T = TypeVar("T")

_log = get_logger(__name__)

Check = Callable[[Sequence[CatalogueTable]], Sequence[Finding]]
"""What else is to be found out, from the tables that the account sees."""

_PROVE_AGAIN_S: Final = 30.0
_UNFIT: Final = "the account of the source is not fit: see `regie orders doctor`"


class UnfitAccount(Misconfigured):
    """The account can do harm, or cannot read what is mapped: `proof` has the lines."""

    def __init__(self, source: str, proof: Proof):
        super().__init__(_refusal(source, proof))
        self.source = source
        self.proof = proof


class ProvenSource:
    """In production: `open` raises UnfitAccount for one that can do harm, with what to run.

    A source that is away at start, or refuses to be asked, is proven at its first use instead;
    until then, and when the proof then fails, every read raises SourceUnproven and the proof is
    taken again every 30 s. Who reads meanwhile waits for the one proof, no longer than for an
    answer, and it goes on.
    Outside production a failing proof is a warning.
    """

    required = False

    def __init__(
        self,
        name: str,
        source: ReadOnlySource,
        relations: Sequence[Relation],
        *,
        strict: bool,
        check: Check = lambda _: (),
        answer_s: float = Limits().answer_s,
        now: Callable[[], float] = monotonic,
    ):
        self.name = name
        self._source = source
        self._relations = relations
        self._check = check
        self._strict = strict
        self._now = now
        self._proven = not strict
        self._answer_s = answer_s
        self._refused_until = 0.0
        self._proofs: Coalesced[str, None] = Coalesced()

    @property
    def engine(self) -> Engine:
        return self._source.engine

    async def open(self) -> None:
        await self._source.open()
        try:
            proof = await self.prove()
        except (Unavailable, SourceTimeout, SourceRefused) as away:
            _log.warning("source_away_at_start", source=self.name, reason=away.detail)
            return
        if proof.harmless:
            self._proven = True
            return
        if self._strict:
            await self._source.close()
            raise UnfitAccount(self.name, proof)
        _log.warning("source_account_can_do_harm", source=self.name, checks=_checks(proof))

    async def close(self) -> None:
        await self._source.close()

    async def ping(self) -> None:
        await self._once_proven(self._source.ping)

    async def fetch(
        self, sql: str, *parameters: object, order: Sequence[SortKey] = ()
    ) -> Sequence[Row]:
        return await self._once_proven(lambda: self._source.fetch(sql, *parameters, order=order))

    @property
    def source(self) -> ReadOnlySource:
        """Itself, for whoever examines it: proven or not."""
        return self._source

    async def catalogue(self) -> Sequence[CatalogueTable]:
        return await self._source.catalogue()

    async def prove(self, relations: Sequence[Relation] | None = None) -> Proof:
        proof = await self._source.prove(self._relations if relations is None else relations)
        return Proof((*proof.findings, *self._check(await self.catalogue())))

    async def _once_proven(self, read: Callable[[], Awaitable[T]]) -> T:
        if self._proven:
            return await read()
        wait_s = self._refused_until - self._now()
        if wait_s > 0:
            raise SourceUnproven(_UNFIT, retry_after_s=max(1, round(wait_s)))
        try:
            async with asyncio.timeout(self._answer_s):
                await (
                    self._proofs.under_way(self.name)
                    or self._proofs.load(self.name, self._be_proven)
                )
                return await read()
        except TimeoutError:
            raise SourceTimeout("the account is still being proven", retry_after_s=2) from None

    async def _be_proven(self) -> None:
        proof = await self.prove()
        if not proof.harmless:
            self._refused_until = self._now() + _PROVE_AGAIN_S
            _log.error("source_account_can_do_harm", source=self.name, checks=_checks(proof))
            raise SourceUnproven(_UNFIT, retry_after_s=round(_PROVE_AGAIN_S))
        self._proven = True


def _checks(proof: Proof) -> list[str]:
    return [finding.check for finding in proof.failed]


def _refusal(name: str, proof: Proof) -> str:
    remedies = [finding.remedy for finding in proof.failed if finding.remedy]
    lines = [
        f"the account of the source {name} is not fit for production: "
        f"{', '.join(_checks(proof))}; see `regie orders doctor`",
        *(f"  {remedy}" for remedy in remedies),
    ]
    return "\n".join(lines)
