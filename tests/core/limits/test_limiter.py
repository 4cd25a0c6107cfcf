"""With Valkey away each process keeps its share of every limit, and says so, until it is back."""

from __future__ import annotations

import asyncio

import pytest
from prometheus_client import CollectorRegistry

from regie.core.embedded import EmbeddedValkey
from regie.core.limits import (
    Alert,
    Asked,
    Found,
    Limit,
    Limiter,
    LimitMetrics,
    MemoryBuckets,
    ValkeyBuckets,
    Watch,
)
from regie.core.valkey import ValkeyFailed, ValkeyLink, ValkeyRefused
from upheaval import kill, stopped, until

from .conftest import NAMES

DAY = Limit("day", 40, 86_400)
NEVER_S = 10.0


async def admitted(limiter: Limiter, tries: int, limit: Limit = DAY, who: str = "a") -> int:
    async with asyncio.timeout(NEVER_S):
        decisions = [await limiter.decide(Asked((limit.of(who),))) for _ in range(tries)]
    return sum(decision.admitted for decision in decisions)


async def test_with_valkey_the_whole_limit_is_given_out(limiter: Limiter) -> None:
    assert (await admitted(limiter, 100), limiter.keeps) == (40, "all")


async def test_killed_leaves_the_share(limiter: Limiter, doomed: EmbeddedValkey) -> None:
    kill(doomed)
    assert (await admitted(limiter, 100), limiter.keeps) == (10, "share")


async def test_hung_leaves_the_share(limiter: Limiter, doomed: EmbeddedValkey) -> None:
    with stopped(doomed):
        assert (await admitted(limiter, 100), limiter.keeps) == (10, "share")


async def test_a_connection_that_breaks_while_it_decides_leaves_the_share(
    limiter: Limiter, doomed: EmbeddedValkey
) -> None:
    with stopped(doomed):
        deciding = asyncio.gather(*(limiter.decide(Asked((DAY.of("a"),))) for _ in range(100)))
        await asyncio.sleep(0)
        kill(doomed)
        assert sum(decision.admitted for decision in await deciding) == 10


class Full:
    """Buckets on a server that has no room left."""

    async def take(self, asked: Asked) -> Found:
        raise ValkeyRefused(f"OOM command not allowed, {len(asked.claims)} claims")


async def test_an_error_for_an_answer_leaves_the_share() -> None:
    limiter = Limiter(Full(), MemoryBuckets(NAMES), processes=4)
    assert (await admitted(limiter, 100), limiter.keeps) == (10, "share")


async def test_it_returns_to_valkey_by_itself(
    limiter: Limiter, doomed: EmbeddedValkey, doomed_link: ValkeyLink
) -> None:
    kill(doomed)
    await admitted(limiter, 1)
    await asyncio.to_thread(doomed.start)
    await until(lambda: doomed_link.up)
    await admitted(limiter, 1)
    assert limiter.keeps == "all"


async def test_a_valkey_that_comes_and_goes_gives_no_new_share_each_time(
    limiter: Limiter, doomed: EmbeddedValkey, doomed_link: ValkeyLink
) -> None:
    shares = 0
    for _ in range(3):
        kill(doomed)
        await until(lambda: not doomed_link.up)
        shares += await admitted(limiter, 20)
        await asyncio.to_thread(doomed.start)
        await until(lambda: doomed_link.up)
    assert shares == 10


async def test_what_valkey_remembers_holds_after_a_lost_connection(
    limiter: Limiter, doomed: EmbeddedValkey, doomed_link: ValkeyLink
) -> None:
    await admitted(limiter, 40)
    with stopped(doomed):
        await admitted(limiter, 1)
    await until(lambda: doomed_link.losses and doomed_link.up)
    assert await admitted(limiter, 10) == 0


async def test_an_emptied_valkey_begins_anew(limiter: Limiter, doomed_link: ValkeyLink) -> None:
    await admitted(limiter, 40)
    await doomed_link.send("FLUSHALL")
    assert await admitted(limiter, 100) == 40


async def test_a_cost_above_the_share_is_admitted_once(
    limiter: Limiter, doomed: EmbeddedValkey
) -> None:
    kill(doomed)
    decisions = [await limiter.decide(Asked((DAY.of("a", cost=30),))) for _ in range(2)]
    assert [decision.admitted for decision in decisions] == [True, False]


async def test_a_share_that_was_used_up_at_once_has_nothing_left(
    limiter: Limiter, doomed: EmbeddedValkey
) -> None:
    kill(doomed)
    await limiter.decide(Asked((DAY.of("a", cost=30),)))
    decision = await limiter.decide(Asked((DAY.of("a"),)))
    assert decision.standings[0].remaining == 0


async def test_health_sees_valkey_away(limiter: Limiter, doomed: EmbeddedValkey) -> None:
    await limiter.ping()
    kill(doomed)
    with pytest.raises(ValkeyFailed):
        await limiter.ping()


async def test_without_valkey_by_choice_nothing_is_wrong() -> None:
    await Limiter(None, MemoryBuckets(NAMES), processes=1).ping()


async def test_one_process_without_valkey_keeps_the_whole_limit() -> None:
    limiter = Limiter(None, MemoryBuckets(NAMES), processes=1)
    assert await admitted(limiter, 100) == 40


class TestMetrics:
    async def test_count_decisions_by_where_they_were_made(
        self, doomed: EmbeddedValkey, doomed_link: ValkeyLink
    ) -> None:
        registry = CollectorRegistry()
        limiter = measured(doomed_link, registry)
        await admitted(limiter, 41)
        kill(doomed)
        await admitted(limiter, 13)
        assert {
            (outcome, by): value(registry, "decisions_total", outcome=outcome, by=by)
            for outcome in ("admitted", "refused")
            for by in ("all", "share")
        } == {
            ("admitted", "all"): 40,
            ("refused", "all"): 1,
            ("admitted", "share"): 10,
            ("refused", "share"): 3,
        }

    async def test_name_the_limit_that_refused(self, doomed_link: ValkeyLink) -> None:
        registry = CollectorRegistry()
        await admitted(measured(doomed_link, registry), 43)
        assert value(registry, "refused_total", limit="day") == 3

    async def test_show_that_this_process_is_on_its_own(
        self, doomed: EmbeddedValkey, doomed_link: ValkeyLink
    ) -> None:
        registry = CollectorRegistry()
        limiter = measured(doomed_link, registry)
        kill(doomed)
        await admitted(limiter, 1)
        assert value(registry, "on_share") == 1


def measured(link: ValkeyLink, registry: CollectorRegistry) -> Limiter:
    metrics = LimitMetrics(registry)
    return Limiter(ValkeyBuckets(link, NAMES), MemoryBuckets(NAMES), processes=4, metrics=metrics)


def value(registry: CollectorRegistry, name: str, **labels: str) -> float | None:
    return registry.get_sample_value(f"regie_limits_{name}", labels)


class TestAlerts:
    async def test_are_told_once(self, doomed_link: ValkeyLink) -> None:
        told: list[Alert] = []
        limiter = Limiter(
            ValkeyBuckets(doomed_link, NAMES),
            MemoryBuckets(NAMES),
            processes=4,
            on_alert=told.append,
        )
        asked = Asked((), (Watch("client", 100, 60).of("203.0.113.7"),))
        for _ in range(150):
            await limiter.decide(asked)
        assert [(alert.sight.subject, alert.seen) for alert in told] == [("203.0.113.7", 101)]

    async def test_without_valkey_come_at_the_share_of_the_threshold(self) -> None:
        told: list[Alert] = []
        limiter = Limiter(None, MemoryBuckets(NAMES), processes=4, on_alert=told.append)
        asked = Asked((), (Watch("client", 100, 60).of("203.0.113.7"),))
        for _ in range(150):
            await limiter.decide(asked)
        assert [(alert.seen, alert.local) for alert in told] == [(26, True)]
