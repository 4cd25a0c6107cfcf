"""A source that is not read before its account was proven harmless."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from time import monotonic
from typing import Final

from regie.core.errors import Misconfigured, Unavailable
from regie.core.observe import get_logger
from regie.core.sqlguard import Proof, ReadOnlySource, Relation, Row, SourceTimeout

from .errors import SourceUnproven

_log = get_logger(__name__)

_PROVE_AGAIN_S: Final = 30.0
_UNFIT: Final = "the account of the source is not fit: see `regie orders doctor`"


class UnfitAccount(Misconfigured):
    """The account can do harm, or cannot read what is mapped: `proof` has the lines."""

    def __init__(self, source: str, proof: Proof):
        super().__init__(_refusal(source, proof))
        self.proof = proof


class ProvenSource:
    """In production: `open` raises UnfitAccount for one that can do harm, with what to run.

    A source that is away at start is proven at its first use instead; until then, and when the
    proof then fails, every read raises SourceUnproven and the proof is taken again every 30 s.
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
        now: Callable[[], float] = monotonic,
    ):
        self.name = name
        self._source = source
        self._relations = relations
        self._strict = strict
        self._now = now
        self._proven = not strict
        self._refused_until = 0.0
        self._proving = asyncio.Lock()

    async def open(self) -> None:
        await self._source.open()
        try:
            proof = await self.prove()
        except (Unavailable, SourceTimeout) as away:
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
        await self._be_proven()
        await self._source.ping()

    async def fetch(self, sql: str, *parameters: object) -> Sequence[Row]:
        if not self._proven:
            await self._be_proven()
        return await self._source.fetch(sql, *parameters)

    async def prove(self, relations: Sequence[Relation] | None = None) -> Proof:
        return await self._source.prove(self._relations if relations is None else relations)

    async def _be_proven(self) -> None:
        async with self._proving:
            if self._proven:
                return
            wait_s = self._refused_until - self._now()
            if wait_s > 0:
                raise SourceUnproven(_UNFIT, retry_after_s=max(1, round(wait_s)))
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
