"""What such designs usually promise, and what it comes to here: `python -m bench.promises`.

Each measurement takes the thing with and without in turns, on the demo's database; the figures of
one machine order magnitudes, no more.
"""

from __future__ import annotations

import asyncio
import sys
from bisect import bisect_left
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import accumulate, cycle
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter
from typing import Final

import asyncpg
import msgspec
import uvloop
from rich.console import Console

from bench.harness import Machine, Revision, describe_machine, describe_revision
from bench.harness.results import RESULTS
from bench.order_ground import Ground, prepared
from regie.apps.orders.settings import OrdersSettings
from regie.apps.orders.statements import order_select
from regie.bootstrap import build_asgi, build_runtime, configure
from regie.core.cache import Cache, MemoryLimits, Policy, Region, Scope
from regie.core.sqlguard import Statement, compiled
from regie.core.valkey import ValkeyLink
from regie.core.web.compression import COMPRESS

ROOT: Final = Path(__file__).parents[1]
SCOPE: Final = Scope("main")
POLICY: Final = Policy(300.0, hard_timeout_s=30.0)
DAY: Final = 20_000
"""Questions in the replayed day."""
ORDERS: Final = 8_252
SLOW_S: Final = 0.5


class Promise(msgspec.Struct, frozen=True):
    promised: str
    measured: str
    kept: bool
    how: str


class Promises(msgspec.Struct, frozen=True):
    bench: str
    taken_at: datetime
    machine: Machine
    revision: Revision
    promises: list[Promise]


@dataclass(frozen=True, slots=True)
class Bench:
    ground: Ground
    statement: Statement
    cache: Cache
    forgetful: Cache
    """Its memory holds one key: of two that are asked in turns, each comes from Valkey."""
    link: ValkeyLink

    @property
    def values(self) -> tuple[object, ...]:
        return self.statement.values(number="CL-401372-487531")

    def region(self, name: str) -> Region[list[str]]:
        return self.cache.region(name, list[str], POLICY)

    def region_in_valkey(self, name: str) -> Region[list[str]]:
        return self.forgetful.region(name, list[str], POLICY)


async def pooling(bench: Bench) -> Promise:
    dsn = bench.ground.orders_dsn

    async def fresh() -> None:
        connection = await asyncpg.connect(dsn)
        await connection.fetch(bench.statement.sql, *bench.values)
        await connection.close()

    async with asyncpg.create_pool(dsn, min_size=1, max_size=1) as pool:

        async def pooled() -> None:
            await pool.fetch(bench.statement.sql, *bench.values)

        without_ms, with_ms = await in_turns(fresh, pooled, 200)
    return Promise(
        "pooled connections: −50 % latency",
        f"−{100 * (1 - with_ms / without_ms):.0f} % ({without_ms:.2f} → {with_ms:.2f} ms)",
        with_ms <= without_ms / 2,
        "the order's statement over a new connection and over a kept one, p50 of 200 in turns, "
        "PostgreSQL on a socket of the same machine",
    )


async def fewer_calls(bench: Bench) -> Promise:
    region = bench.region("bench.day")
    cumulative = list(accumulate(1 / rank for rank in range(1, ORDERS + 1)))
    draw = Random(401372)
    calls = 0

    async def load() -> list[str]:
        nonlocal calls
        calls += 1
        return ["an order"]

    for _ in range(DAY):
        order = bisect_left(cumulative, draw.random() * cumulative[-1])
        await region.get_or_load(SCOPE, (order,), load)
    saved = 1 - calls / DAY
    return Promise(
        "a cache: −80 % calls to the source",
        f"−{100 * saved:.0f} % ({DAY:,} questions, {calls:,} calls)",
        saved >= 0.8,
        f"{DAY:,} questions about {ORDERS:,} orders, the n-th most wanted asked for 1/n as often, "
        "within the time that an answer is remembered; spread evenly there is nothing to save",
    )


async def fewer_bytes(bench: Bench) -> Promise:
    runtime = build_runtime(configure(bench.ground.environ))
    document = msgspec.json.encode(build_asgi(runtime).openapi())
    packed = len(COMPRESS["br"](document))
    script = max(
        (ROOT / "src/regie/webapp/dist").rglob("*.js"), key=lambda path: path.stat().st_size
    )
    page, page_packed = script.stat().st_size, script.with_name(f"{script.name}.br").stat().st_size
    whole, sent = len(document) + page, packed + page_packed
    return Promise(
        "compression: −70 % bytes",
        f"−{100 * (1 - sent / whole):.0f} % (JSON of {len(document):,} bytes: "
        f"−{100 * (1 - packed / len(document)):.0f} %; script of {page:,}: "
        f"−{100 * (1 - page_packed / page):.0f} %)",
        sent <= 0.3 * whole,
        "the API's description, compressed on the spot, and the largest script, at build time; br. "
        "An order's answer is below 500 bytes and goes out as it is",
    )


async def faster(bench: Bench) -> Promise:
    """The query as it is, and one that takes 5 ms, beside a hit in Valkey and one in memory."""
    region, distant = bench.region("bench.faster"), bench.region_in_valkey("bench.faster")
    turns = cycle(("one", "two"))
    async with asyncpg.create_pool(bench.ground.orders_dsn, min_size=1, max_size=1) as pool:

        async def query() -> list[str]:
            rows = await pool.fetch(bench.statement.sql, *bench.values)
            return [str(row["number"]) for row in rows]

        async def in_memory() -> None:
            await region.get_or_load(SCOPE, ("one",), query)

        async def in_valkey() -> None:
            await distant.get_or_load(SCOPE, (next(turns),), query)

        await in_memory()
        await in_valkey()
        await in_valkey()
        query_ms, memory_ms = await in_turns(query, in_memory, 500)
        _, valkey_ms = await in_turns(query, in_valkey, 500)
    least, most = query_ms / valkey_ms, query_ms / memory_ms
    return Promise(
        "a cache: 6 to 166 times faster",
        f"{least:.1f} times from Valkey, {most:.0f} times from memory",
        least >= 6 and most >= 166,
        f"one indexed query ({query_ms:.2f} ms) beside the same answer from Valkey "
        f"({valkey_ms:.2f} ms) and from memory ({memory_ms * 1000:.1f} µs), p50 of 500 in turns; "
        "the dearer the query, the larger the factor: at 5 ms "
        f"{5 / valkey_ms:.0f} and {5 / memory_ms:,.0f} times",
    )


async def slow_source(bench: Bench) -> Promise:
    region, distant = bench.region("bench.slow"), bench.region_in_valkey("bench.slow")
    turns = cycle(("slow", "other"))

    async def load() -> list[str]:
        await asyncio.sleep(SLOW_S)
        return ["an answer"]

    async def ask() -> None:
        await region.get_or_load(SCOPE, ("slow",), load)

    first_ms = await timed(ask)

    async def elsewhere() -> None:
        await distant.get_or_load(SCOPE, (next(turns),), load)

    await elsewhere()
    await elsewhere()
    again_ms = median([await timed(elsewhere) for _ in range(200)])
    return Promise(
        "500 → 15 ms",
        f"{first_ms:.0f} → {again_ms:.2f} ms",
        again_ms <= 15,
        "a source that takes half a second, asked once, then from Valkey, p50 of 200",
    )


async def in_turns(
    first: Callable[[], Awaitable[object]], second: Callable[[], Awaitable[object]], rounds: int
) -> tuple[float, float]:
    """The medians, in ms."""
    pairs = [(await timed(first), await timed(second)) for _ in range(rounds)]
    one, other = zip(*pairs, strict=True)
    return median(one), median(other)


async def timed(work: Callable[[], Awaitable[object]]) -> float:
    started = perf_counter()
    await work()
    return (perf_counter() - started) * 1000


async def take(ground: Ground) -> Promises:
    taken_at, machine, revision = datetime.now(UTC), describe_machine(), describe_revision(ROOT)
    link, ear = (ValkeyLink(name, ground.home.cache.url) for name in ("cache", "cache-news"))
    cache, forgetful = Cache(link, ear), Cache(link, limits=MemoryLimits(entries=1))
    await link.open()
    await ear.open()
    (mapping,) = OrdersSettings().mappings
    statement = compiled(order_select(mapping), "postgresql")
    bench = Bench(ground, statement, cache, forgetful, link)
    try:
        promises = [
            await measure(bench)
            for measure in (pooling, fewer_calls, fewer_bytes, faster, slow_source)
        ]
    finally:
        await cache.close()
        await forgetful.close()
        await ear.close()
        await link.close()
    return Promises("promises", taken_at, machine, revision, promises)


def newest() -> Promises:
    path = max(RESULTS.glob("promises-*.json"))
    return msgspec.json.decode(path.read_bytes(), type=Promises)


def section(found: Promises) -> str:
    """A table in Markdown."""
    lines = [
        f"Taken on {found.taken_at:%Y-%m-%d} at revision `{found.revision.commit[:12]}`, load "
        f"average {found.machine.load_average:g} at the start.\n",
        "| promised | measured here | kept | how |",
        "| --- | --- | --- | --- |",
        *(
            f"| {p.promised} | {p.measured} | {'yes' if p.kept else '**no**'} | {p.how} |"
            for p in found.promises
        ),
    ]
    return "\n".join(lines)


def main() -> int:
    with prepared() as ground:
        found = uvloop.run(take(ground))
    path = RESULTS / f"promises-{found.taken_at:%Y-%m-%d-%H%M}.json"
    path.write_bytes(msgspec.json.format(msgspec.json.encode(found), indent=1) + b"\n")
    console = Console()
    for promise in found.promises:
        console.print(f"{promise.promised}: {promise.measured}", highlight=False)
    console.print(f"raw figures: {path.relative_to(ROOT)}", highlight=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
