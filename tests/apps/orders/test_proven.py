"""No order is read with an account that was not proven harmless."""

from __future__ import annotations

import pytest

from regie.apps.orders.errors import SourceUnproven
from regie.apps.orders.proven import ProvenSource, UnfitAccount
from regie.apps.orders.repository import relations
from regie.apps.orders.settings import OrdersSettings
from regie.core.embedded import EmbeddedPostgres
from regie.core.sqlguard import (
    Finding,
    MemorySource,
    Proof,
    ReadOnlyPostgres,
    SourceUnavailable,
)

UNFIT = Proof((Finding("writes", "fail", {}, "REVOKE everything;"),))


class Watch:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def proven(memory: MemorySource, *, strict: bool, now: Watch | None = None) -> ProvenSource:
    return ProvenSource("memory", memory, [], strict=strict, now=now or Watch())


def memory(proof: Proof | None = None) -> MemorySource:
    return MemorySource(lambda *_: [], proof=proof)


async def test_in_production_a_writers_account_is_refused_at_start(
    postgres: EmbeddedPostgres, demo_dsn: str
) -> None:
    writer = ReadOnlyPostgres("production", postgres.superuser_url("production"))
    source = ProvenSource("production", writer, relations(OrdersSettings()), strict=True)
    with pytest.raises(UnfitAccount, match="NOSUPERUSER"):
        await source.open()


async def test_outside_production_it_is_only_warned_of() -> None:
    source = proven(memory(UNFIT), strict=False)
    await source.open()
    assert await source.fetch("SELECT 1") == []


async def test_a_source_that_is_away_at_start_does_not_stop_the_start() -> None:
    inner = memory()
    inner.failure = SourceUnavailable
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
