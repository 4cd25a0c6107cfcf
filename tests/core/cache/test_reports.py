"""What the caches of all processes did, added up, and as Prometheus is told."""

from __future__ import annotations

from dataclasses import asdict, replace

import pytest
from prometheus_client import CollectorRegistry, generate_latest

from cacheplay import Installation
from regie.core.cache import CacheMetrics, CacheReporter, Report, Statistics, added_up
from upheaval import until


async def test_reports_of_all_processes_add_up(installation: Installation) -> None:
    one, other = [await installation.process() for _ in range(2)]
    for process in (one, one, other, other, other):
        await process.ask()
    for process in (one, other):
        await process.cache.tell()
    (orders,) = added_up(await one.cache.reports())
    assert (orders.loads, orders.misses, orders.valkey_hits, orders.memory_hits) == (1, 1, 1, 3)


async def test_without_valkey_a_process_reports_of_itself() -> None:
    installation = Installation(None)
    process = await installation.process()
    await process.ask()
    await process.cache.tell()
    assert [report.regions[0].loads for report in await process.cache.reports()] == [1]
    await installation.close()


async def test_a_process_that_has_ended_is_forgotten(installation: Installation) -> None:
    ended, alive = [await installation.process() for _ in range(2)]
    await ended.cache.tell()
    installation.clock.pass_s(60)
    await alive.cache.tell()
    for _ in range(2):
        assert len(await alive.cache.reports()) == 1


async def test_a_reporter_tells_by_itself(installation: Installation) -> None:
    process = await installation.process()
    reporter = CacheReporter(process.cache, CollectorRegistry(), every_s=0.01)
    await reporter.open()
    await process.ask()
    found: list[Statistics] = []
    while not (found and found[0].loads):
        found = added_up(await process.cache.reports())
    await reporter.close()
    assert found[0].loads == 1


async def test_what_happened_last_is_told_when_it_closes(installation: Installation) -> None:
    process, registry = await installation.process(), CollectorRegistry()
    reporter = CacheReporter(process.cache, registry, every_s=60)
    await reporter.open()
    await until(lambda: registry.get_sample_value("regie_cache_entries", {"prefix": "orders"}) == 0)
    await process.ask()
    await reporter.close()
    assert registry.get_sample_value("regie_cache_loads_total", {"prefix": "orders"}) == 1


@pytest.mark.parametrize(
    ("seen", "line"),
    [
        ({"memory_hits": 3}, 'regie_cache_requests_total{outcome="memory_hit",prefix="p"} 3.0'),
        ({"stale_served": 2}, 'regie_cache_requests_total{outcome="stale",prefix="p"} 2.0'),
        ({"load_errors": 4}, 'regie_cache_load_errors_total{prefix="p"} 4.0'),
        ({"load_s": 0.5}, 'regie_cache_load_seconds_total{prefix="p"} 0.5'),
        ({"bytes": 9}, 'regie_cache_bytes{prefix="p"} 9.0'),
    ],
)
def test_prometheus_is_told_what_is_new(seen: dict[str, float], line: str) -> None:
    registry = CollectorRegistry()
    metrics = CacheMetrics(registry)
    statistics = replace(Statistics("p"), **seen)
    for _ in range(2):
        metrics.record([statistics])
    assert line in generate_latest(registry).decode().splitlines()


def test_nothing_that_is_counted_is_left_out_of_the_sum() -> None:
    ones = Statistics("p", **{name: 1 for name in asdict(Statistics("p")) if name != "prefix"})
    (total,) = added_up([Report(0, True, (ones,)), Report(0, False, (ones,))])
    assert set(asdict(total).values()) == {"p", 2}
