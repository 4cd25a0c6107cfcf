"""No order is read with an account that was not proven harmless."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from regie.apps.orders.errors import SourceUnproven
from regie.apps.orders.proven import ProvenSource, UnfitAccount
from regie.core.embedded import EmbeddedPostgres
from regie.core.errors import RegieError
from regie.core.sqlguard import (
    Finding,
    MemorySource,
    Proof,
    ReadOnlyPostgres,
    Relation,
    SourceRefused,
    SourceTimeout,
    SourceUnavailable,
)

from .conftest import mapped

UNFIT = Proof((Finding("writes", "fail", {}, "REVOKE everything;"),))


class Watch:
    now = 0.0

    def __call__(self) -> float:
        return self.now


class Slow(MemorySource):
    """Its proof is told when somebody says so."""

    def __init__(self) -> None:
        super().__init__(lambda *_: [])
        self.go = asyncio.Event()
        self.proofs = 0

    async def prove(self, relations: Sequence[Relation]) -> Proof:
        self.proofs += 1
        await self.go.wait()
        return await super().prove(relations)


def proven(memory: MemorySource, *, strict: bool, now: Watch | None = None) -> ProvenSource:
    return ProvenSource("memory", memory, [], strict=strict, now=now or Watch())


def memory(proof: Proof | None = None) -> MemorySource:
    return MemorySource(lambda *_: [], proof=proof)


async def test_in_production_a_writers_account_is_refused_at_start(
    postgres: EmbeddedPostgres, demo_dsn: str
) -> None:
    writer = ReadOnlyPostgres("production", postgres.superuser_url("production"))
    source = ProvenSource("production", writer, mapped().relations(), strict=True)
    with pytest.raises(UnfitAccount, match="NOSUPERUSER"):
        await source.open()


async def test_outside_production_it_is_only_warned_of() -> None:
    source = proven(memory(UNFIT), strict=False)
    await source.open()
    assert await source.fetch("SELECT 1") == []


@pytest.mark.parametrize("failure", [SourceUnavailable, SourceTimeout, SourceRefused])
async def test_a_source_that_cannot_be_asked_at_start_does_not_stop_the_start(
    failure: type[RegieError],
) -> None:
    """A certificate that expired in the night is no reason for the other apps to be away."""
    inner = memory()
    inner.failure = failure
    await proven(inner, strict=True).open()


async def test_it_is_proven_before_its_first_answer_when_it_comes_back() -> None:
    inner = memory(UNFIT)
    inner.failure = SourceUnavailable
    source = proven(inner, strict=True)
    await source.open()
    inner.failure = None
    with pytest.raises(SourceUnproven):
        await source.fetch("SELECT 1")


async def test_a_refused_account_is_looked_at_again_after_a_while() -> None:
    inner, watch = memory(UNFIT), Watch()
    source = proven(inner, strict=True, now=watch)
    with pytest.raises(SourceUnproven):
        await source.ping()
    inner.proof = Proof(())
    with pytest.raises(SourceUnproven):
        await source.ping()
    watch.now = 31
    await source.ping()


async def test_one_proof_serves_all_who_wait_for_it() -> None:
    inner = Slow()
    source = proven(inner, strict=True)
    reads = [asyncio.create_task(source.fetch("SELECT 1")) for _ in range(5)]
    while not inner.proofs:  # noqa: ASYNC110 - a few turns of the loop
        await asyncio.sleep(0)
    inner.go.set()
    await asyncio.gather(*reads)
    assert inner.proofs == 1


async def test_nobody_waits_for_a_proof_longer_than_for_an_answer() -> None:
    source = ProvenSource("memory", Slow(), [], strict=True, answer_s=0.05)
    with pytest.raises(SourceTimeout):
        await source.fetch("SELECT 1")


async def test_whoever_goes_away_leaves_the_proof_to_the_next() -> None:
    inner = Slow()
    source = ProvenSource("memory", inner, [], strict=True, answer_s=0.05)
    with pytest.raises(SourceTimeout):
        await source.fetch("SELECT 1")
    inner.go.set()
    await source.fetch("SELECT 1")
    assert inner.proofs == 1
